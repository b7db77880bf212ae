import { encodeBase64url } from "@tacet/protocol";
import type { Page } from "playwright-core";
import { answerOnce, join, refuseOnce } from "./browser-accounts.ts";
import { title, type Stage } from "./browser-pages.ts";

const HOUR_MS = 3_600_000;
const token = encodeBase64url(new Uint8Array(32));

const press = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();

interface Answers {
  readonly lost: string;
  readonly beside: string;
  readonly fragment?: string;
}

/** On a server that offers everything, up to the question what takes the place of what is lost. */
async function answer({ page, origin }: Stage, { lost, beside, fragment = "" }: Answers): Promise<void> {
  const server = { name: "localhost", registration: "invite", phone: true, email: true, contact: true };
  await answerOnce(page, "/v1/server", { json: server });
  await page.goto(`${origin}/recover${fragment}`);
  await page.getByLabel("Username or e-mail address").fill("alice");
  await press(page, "Go on");
  for (const choice of [lost, beside]) {
    await page.getByRole("radio", { name: choice, exact: true }).check();
    await press(page, "Go on");
  }
  await title(page, "What can you show instead?");
}

/** With a mailed link, and nothing else. */
async function prove(stage: Stage, lost: string, reply: object): Promise<void> {
  await answer(stage, { lost, beside: "Nothing else", fragment: `#${token}` });
  await press(stage.page, "Go on");
  await answerOnce(stage.page, "/v1/recovery/prove", { json: { ticket: token, ...reply } });
  await press(stage.page, "Go on");
}

/** Pages for whoever cannot sign in, and for whoever has to know of it. */
export const waysBackStages = {
  "recover, what instead": async (stage) => {
    await answer(stage, { lost: "My password", beside: "Nothing else" });
    await stage.page.getByLabel("My mailbox").check();
    await stage.page.getByText("With this alone it takes 48 hours.").waitFor();
  },
  "recover, refused": async (stage) => {
    const { page } = stage;
    await answer(stage, { lost: "My password", beside: "My secret phrase", fragment: `#${token}` });
    await page.getByLabel("My phone").check();
    await press(page, "Go on");
    await page.getByRole("textbox", { name: "Secret phrase" }).fill("four words and more");
    await page.getByLabel("Phone number of the account").fill("+49 151 12345678");
    await refuseOnce(page, "/v1/phone-codes", "sign_in_refused");
    await press(page, "Go on");
    await page.getByText("Which of them, nobody is told.").waitFor();
  },
  "recover, waiting": async (stage) => {
    const readyAt = Date.now() + 48 * HOUR_MS;
    await prove(stage, "My password", { state: "waiting", readyAt, until: readyAt + 168 * HOUR_MS });
    await title(stage.page, "The way back opens in 48 hours");
  },
  "recover, open": async (stage) => {
    const { page } = stage;
    await prove(stage, "My phone", { state: "open", until: Date.now() + HOUR_MS / 2 });
    await title(page, "The way is open");
    await page.getByRole("radio", { name: "Secret phrase" }).check();
    await refuseOnce(page, "/v1/recovery/complete", "secret_too_weak");
    await page.getByRole("textbox", { name: "New secret phrase" }).fill("too few");
    await page.getByLabel("I have noted the phrase down.").check();
    await press(page, "Set the new phrase");
    await page.getByText("The server finds this too easy to guess.").waitFor();
    await page.getByText("Not enough yet").waitFor();
  },
  confirm: async ({ page, origin }) => {
    await page.goto(`${origin}/confirm#${token}`);
    await title(page, "Confirm your address");
  },
  "somebody asks for a way back": async ({ page, origin }) => {
    await join(page, origin, "rupert");
    const waiting = { lost: "password", by: "email", askedAt: Date.now(), readyAt: Date.now() + 48 * HOUR_MS };
    await answerOnce(page, "/v1/account/recovery", { json: { waiting } });
    await page.goto(`${origin}/account/privacy`);
    await page.getByRole("link", { name: "See and cancel it" }).waitFor();
    await answerOnce(page, "/v1/account/recovery", { json: { waiting } });
    const server = { name: "localhost", registration: "invite", phone: true, email: true, contact: true };
    await answerOnce(page, "/v1/server", { json: server });
    await page.getByRole("link", { name: "See and cancel it" }).click();
    await page.getByRole("button", { name: "Cancel it" }).waitFor();
    await page.getByLabel("New e-mail address").waitFor();
  },
} as const satisfies Readonly<Record<string, (stage: Stage) => Promise<void>>>;
