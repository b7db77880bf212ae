import { afterAll, afterEach, beforeAll } from "bun:test";
import type { Browser, BrowserContextOptions, ConsoleMessage, Page, Request } from "playwright-core";
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

/** One world for all tests of a file, since each start takes a second. Everybody goes home after each test. */
export function shareBrowserWorld(): Pick<BrowserWorld, "origin" | "person"> {
  let world: BrowserWorld | undefined;
  const present: BrowserPerson[] = [];
  const started = (): BrowserWorld => {
    if (!world) throw new Error("the world of this file is there only while its tests run");
    return world;
  };
  beforeAll(async () => {
    world = await startBrowserWorld();
  });
  afterEach(async () => {
    await Promise.all(present.splice(0).map(({ page }) => page.context().close()));
  });
  afterAll(() => world?.[Symbol.asyncDispose]());
  return {
    get origin() {
      return started().origin;
    },
    person: async (options) => {
      const person = await started().person(options);
      present.push(person);
      return person;
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
    if (message.type() === "error" && !isRefusal(message)) faults.push(message.text());
  });
  context.on("dialog", (dialog) => void dialog.accept());
  await context.addInitScript(reportViolations);
  return { page: await context.newPage(), sent: () => Promise.all(requests.map(describe)), faults };
}

/** Chromium writes every 4xx answer on the console; a refusal by the API, or of an address without a page, is an answer like another. */
function isRefusal(message: ConsoleMessage): boolean {
  const { url } = message.location();
  const isRefused = /^Failed to load resource: .* status of 4\d\d/.test(message.text());
  return isRefused && (new URL(url).pathname.startsWith("/v1/") || url === message.page()?.url());
}

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
