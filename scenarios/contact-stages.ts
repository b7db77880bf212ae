import { errorStatus, errorTitles } from "@tacet/protocol";
import type { Page, Route } from "playwright-core";
import { goTo, title, type Stage } from "./browser-pages.ts";

/** The states of the page for messages to the operator. */
export const contactStages = {
  contact: ({ page, origin }) => openContact(page, origin),
  "contact, at work": async ({ page, origin }) => {
    await using _ = await answerFor(page, "**/assets/contact-worker-*.js", stuckWorker);
    await openContact(page, origin);
    await sendToOperator(page);
    await page.getByRole("progressbar").waitFor();
  },
  "contact, refused": async ({ page, origin }) => {
    await openContact(page, origin);
    await using _ = await answerFor(page, "**/v1/contact", refusal("storage_full"));
    await sendToOperator(page);
    await page.getByText("no room for more messages").waitFor();
  },
  "contact, arrived": async ({ page, origin }) => {
    await openContact(page, origin);
    await sendToOperator(page);
    await title(page, "Your message has arrived");
  },
  "contact, closed": async ({ page, origin }) => {
    await using _ = await answerFor(page, "**/v1/contact/puzzle", refusal("contact_closed"));
    await goTo(page, `${origin}/contact`, "This server takes no messages");
  },
} as const satisfies Readonly<Record<string, (stage: Stage) => Promise<void>>>;

async function openContact(page: Page, origin: string): Promise<void> {
  await goTo(page, `${origin}/contact`, "Write to the operator");
  await page.getByLabel("Your message").waitFor();
}

async function sendToOperator(page: Page): Promise<void> {
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("Your e-mail address").fill("ada@example.org");
  await page.getByLabel("Your message").fill("The page is blank on my phone.");
  await page.getByRole("button", { name: "Send the message" }).click();
}

type Answer = Parameters<Route["fulfill"]>[0];

/** In the server's place, until it is disposed of: a page may go on from one state to the next. */
async function answerFor(page: Page, address: string, answer: Answer): Promise<AsyncDisposable> {
  await page.route(address, (route) => route.fulfill(answer));
  return { [Symbol.asyncDispose]: () => page.unroute(address) };
}

/** The server takes messages, and the work before one stands still. */
const stuckWorker: Answer = {
  contentType: "text/javascript",
  headers: {
    "cache-control": "public, max-age=31536000, immutable",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
  },
  body: `addEventListener("message", ({ data }) =>
    postMessage(data.kind === "look" ? { kind: "done" } : { kind: "working", done: 0.4375 }));`,
};

function refusal(code: "storage_full" | "contact_closed"): Answer {
  const [status, words] = [errorStatus[code], errorTitles[code]];
  const problem = { type: "about:blank", title: words, status, code };
  const headers = { "cache-control": "no-store" };
  return { status, headers, contentType: "application/problem+json", body: JSON.stringify(problem) };
}
