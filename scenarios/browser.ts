import type { Browser, BrowserContextOptions, Page, Request } from "playwright-core";
import { startTestServer } from "../server/test/start-server.ts";
import { launchTestChromium } from "./launch-chromium.ts";

export interface BrowserWorld extends AsyncDisposable {
  readonly origin: string;
  /** Somebody with a browser of their own: no cookie, storage or cache is shared. */
  readonly person: (options?: BrowserContextOptions) => Promise<BrowserPerson>;
}

export interface BrowserPerson {
  readonly page: Page;
  /** Everything that left the browser, as the server and everybody on the way could see it. */
  readonly sent: () => Promise<readonly SentRequest[]>;
  /** What went wrong in the page: exceptions, errors on the console, violations of the content security policy. */
  readonly faults: readonly string[];
}

export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A server and real Chromium. */
export async function startBrowserWorld(): Promise<BrowserWorld> {
  const server = await startTestServer();
  const browser = await launchTestChromium();
  return {
    origin: server.origin,
    person: (options) => startPerson(browser, options),
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function startPerson(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserPerson> {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"], ...options });
  const requests: Request[] = [];
  const faults: string[] = [];
  context.on("request", (request) => requests.push(request));
  context.on("weberror", (error) => faults.push(String(error.error())));
  context.on("console", (message) => {
    if (message.type() === "error" && !isRefusal(message.text(), message.location().url)) faults.push(message.text());
  });
  context.on("dialog", (dialog) => void dialog.accept());
  await context.addInitScript(reportViolations);
  return { page: await context.newPage(), sent: () => Promise.all(requests.map(describe)), faults };
}

/** Chromium writes every 4xx answer on the console; a refusal by the API is an answer like another. */
const isRefusal = (text: string, url: string): boolean =>
  /^Failed to load resource: .* status of 4\d\d/.test(text) && new URL(url).pathname.startsWith("/v1/");

const reportViolations = (): void =>
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    reportError(new Error(`violation of ${violatedDirective}: ${blockedURI}`));
  });

const describe = async (request: Request): Promise<SentRequest> => ({
  method: request.method(),
  url: request.url(),
  headers: await request.allHeaders(),
  body: request.postDataBuffer() ?? new Uint8Array(),
});
