import type { Page } from "playwright-core";
import { buildFakeMessenger } from "../scripts/build-fake-messenger.ts";
import { webAnswers } from "../server/src/http/serve-web.ts";
import { readWebFiles } from "../server/src/http/web-files.ts";
import { nameAt } from "../web/src/design/fake-conversations.ts";
import { join } from "./browser-accounts.ts";
import type { Stage } from "./browser-pages.ts";

/** By number: `web/src/design/fake-conversations.ts`. */
export const fakeNames = {
  rosa: nameAt(1),
  newsroom: nameAt(2),
  sara: nameAt(3),
  jonas: nameAt(4),
  deleted: nameAt(5),
  archive: nameAt(6),
} as const;

/** Once for all tests of a file. */
let built: Promise<string> | undefined;

/** Puts the page in the place of the server's own, whose messenger it lacks; its headers are those that the server gives. */
async function routeFake(page: Page): Promise<void> {
  const files = await readWebFiles(await (built ??= buildFakeMessenger()));
  for (const { path, file, headers } of webAnswers(files)) {
    await page.route(
      ({ pathname }) => pathname === path,
      (route) => route.fulfill({ status: 200, headers, body: Buffer.from(file.plain) }),
    );
  }
}

/** The time at which the conversations of the fake were going on. */
const NOW = Date.UTC(2026, 10, 21, 13, 5);

interface Opening {
  readonly as?: string;
  readonly name?: string;
}

/** The messenger of somebody who is signed in, and has the same name each time. */
export async function openFakeMessenger({ page, origin }: Stage, { as, name = "" }: Opening = {}): Promise<void> {
  await page.clock.setFixedTime(NOW);
  await routeFake(page);
  await join(page, origin, `mira${crypto.randomUUID().slice(0, 8)}`);
  await page.route("**/v1/account", async (route) => {
    const response = await route.fetch();
    const own = { username: "mira", address: "mira@localhost" };
    await route.fulfill({ response, json: { ...Object(await response.json()), ...own } });
  });
  await page.goto(`${origin}/messages${as ? `?as=${as}` : ""}#${name}`);
  await page.getByRole("heading", { level: 1, name: "Messages" }).waitFor({ state: "attached" });
}

const said = (page: Page, text: string): Promise<void> =>
  page.getByRole("feed").getByText(text, { exact: false }).first().waitFor();

const field = (page: Page) => page.getByRole("textbox", { name: "Message" });

/** The messenger in every state that looks of its own. */
export const messengerStages = {
  "messages, nobody yet": async (stage) => {
    await openFakeMessenger(stage, { as: "empty" });
    await stage.page.getByText("You have no conversations yet.").waitFor();
  },
  messages: async (stage) => {
    await openFakeMessenger(stage);
    await stage.page.getByRole("link", { name: /Rosa Lindgren/ }).waitFor();
  },
  "messages, a conversation": async (stage) => {
    await openFakeMessenger(stage, { name: fakeNames.rosa });
    await said(stage.page, "at the lake");
  },
  "messages, a group without a line": async (stage) => {
    await openFakeMessenger(stage, { name: fakeNames.newsroom, as: "offline" });
    await said(stage.page, "the headline is mine");
  },
  "messages, a reply": async (stage) => {
    const { page } = stage;
    await openFakeMessenger(stage, { name: fakeNames.newsroom });
    await said(page, "The second source");
    await page.getByRole("article").filter({ hasText: "The second source" }).hover();
    await page
      .getByRole("article")
      .filter({ hasText: "The second source" })
      .getByRole("button", { name: "What to do with this message" })
      .click();
    await page.getByRole("menuitem", { name: "Reply" }).click();
    await page.getByRole("button", { name: "Subject and form" }).click();
    await field(page).fill("Who is it?\nAnd will they sign?");
  },
  "messages, what to do": async (stage) => {
    const { page } = stage;
    await openFakeMessenger(stage, { name: fakeNames.rosa });
    await said(page, "at the lake");
    const guilty = page.getByRole("article").filter({ hasText: "Guilty." });
    await guilty.hover();
    await guilty.getByRole("button", { name: "What to do with this message" }).click();
    await page.getByRole("menuitem", { name: "Delete for everybody" }).waitFor();
  },
  "messages, an emoji": async (stage) => {
    const { page } = stage;
    await openFakeMessenger(stage, { name: fakeNames.sara });
    await said(page, "Did it arrive?");
    await page.getByRole("button", { name: "Choose an emoji" }).click();
    await page.getByRole("button", { name: "red heart" }).waitFor();
  },
  "messages, a search": async (stage) => {
    const { page } = stage;
    await openFakeMessenger(stage, { name: fakeNames.rosa });
    await said(page, "at the lake");
    await page.getByRole("button", { name: "Search this conversation" }).click();
    await page.getByRole("searchbox", { name: "Words" }).fill("train");
    await page.getByText("2 messages found").waitFor();
  },
  "messages, who can read": async (stage) => {
    const { page } = stage;
    await openFakeMessenger(stage, { name: fakeNames.jonas });
    await said(page, "the ladder");
    await page.getByRole("button", { name: "Sealed by the server" }).click();
    await page.getByRole("dialog", { name: "Who can read this" }).waitFor();
  },
  "messages, closed": async (stage) => {
    await openFakeMessenger(stage, { name: fakeNames.deleted });
    await stage.page.getByText("Nothing can be said here any more.").waitFor();
  },
  "messages, a request": async (stage) => {
    const { page } = stage;
    await openFakeMessenger(stage);
    await page.getByRole("button", { name: "New conversation" }).first().click();
    await page.getByRole("textbox", { name: "With whom?" }).fill("nobody-here");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByText("Nobody can be found by this.").waitFor();
    await page.getByRole("textbox", { name: "With whom?" }).fill("Petra");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByText("petra@localhost has not let you write yet.").waitFor();
  },
  "messages, notifications": async (stage) => {
    await openFakeMessenger(stage);
    await stage.page.getByRole("button", { name: "Notifications" }).click();
    await stage.page.getByRole("dialog").waitFor();
  },
  "messages, shortcuts": async (stage) => {
    await openFakeMessenger(stage);
    await stage.page.keyboard.press("?");
    await stage.page.getByRole("dialog").waitFor();
  },
  "messages, not opened": async (stage) => {
    await openFakeMessenger(stage, { as: "broken" });
    await stage.page.getByText("could not be opened").waitFor();
  },
} as const satisfies Readonly<Record<string, (stage: Stage) => Promise<void>>>;
