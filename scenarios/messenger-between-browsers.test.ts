import { expect, setDefaultTimeout, test } from "bun:test";
import type { BrowserContext, Locator, Page } from "playwright-core";
import { parseBase64url } from "@tacet/protocol";
import { openCuttableLine } from "../server/test/cuttable-line.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { join, joinElsewhere } from "./browser-accounts.ts";
import { drawRef } from "./conversation-parts.ts";
import { launchTestChromium } from "./launch-chromium.ts";

/** Real browsers that talk to each other over a real server, through the pages. */

setDefaultTimeout(60_000);

const article = (page: Page, text: string): Locator => page.getByRole("article").filter({ hasText: text });

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.getByRole("textbox", { name: "Message" }).press("Enter");
}

/** What stands in the messages of the open conversation, in order. */
const texts = async (page: Page, wanted: readonly string[]): Promise<readonly string[]> => {
  const all = await page.getByRole("article").allTextContents();
  return all.flatMap((each) => wanted.filter((text) => each.includes(text)));
};

const openList = async (page: Page, origin: string): Promise<void> => {
  await page.goto(`${origin}/messages`);
  await page.getByRole("heading", { name: "Messages", level: 2 }).waitFor();
};

/** A call of a page's own session. */
const ask = async (page: Page, origin: string, path: string, body: unknown): Promise<unknown> => {
  const headers = { origin, "sec-fetch-site": "same-origin" };
  const response = await page.request.post(`${origin}${path}`, { headers, data: body });
  expect(response.ok(), await response.text()).toBe(true);
  return response.json();
};

async function openPerson(context: BrowserContext, origin: string, name: string) {
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await join(page, origin, name);
  return { page, faults };
}

test("two talk, one goes offline and gets in order what was said meanwhile, and a third is in a group with them", async () => {
  await using server = await startTestServer();
  const { origin } = server;
  await using line = await openCuttableLine(server.port);
  await using browser = await launchTestChromium();
  const contexts = [await browser.newContext(), await browser.newContext({ reducedMotion: "reduce" })] as const;
  const alice = await openPerson(contexts[0], origin, "alice");
  const bob = await openPerson(contexts[1], line.origin, "bob");

  await openList(alice.page, origin);
  const begin = async (): Promise<void> => {
    await alice.page.getByRole("button", { name: "New conversation" }).first().click();
    await alice.page.getByRole("textbox", { name: "With whom?" }).fill("bob");
    await alice.page.getByRole("button", { name: "Begin" }).click();
  };
  await begin();
  await alice.page.getByRole("button", { name: "Send the request" }).click();
  await alice.page.getByText("waits for an answer").waitFor();
  await alice.page.keyboard.press("Escape");
  await ask(bob.page, line.origin, "/v1/people/requests/accept", { username: "alice" });
  await openList(bob.page, line.origin);
  await begin();
  await bob.page.getByRole("link", { name: /alice/ }).first().click();

  await say(alice.page, "Are you there?");
  await article(bob.page, "Are you there?").waitFor();
  await say(bob.page, "Always.");
  await article(alice.page, "Always.").waitFor();
  await article(alice.page, "Are you there?").getByText("Seen").waitFor();

  line.cut();
  await bob.page.getByText("No connection.").waitFor();
  const meanwhile = Array.from({ length: 5 }, (_, index) => `meanwhile ${index}`);
  for (const text of meanwhile) {
    await say(alice.page, text);
    await article(alice.page, text).waitFor();
  }
  await say(bob.page, "said without a line");
  line.mend();
  await bob.page.getByRole("button", { name: "Try now" }).click();
  await article(bob.page, "meanwhile 4").waitFor();
  expect(await texts(bob.page, meanwhile)).toEqual(meanwhile);
  await article(alice.page, "said without a line").waitFor();

  const carol = await joinElsewhere(origin, "carol");
  await carol.people.ask("alice", "may I?");
  await ask(alice.page, origin, "/v1/people/requests/accept", { username: "carol" });
  const group = await ask(alice.page, origin, "/v1/conversations/group", {
    clientRef: Buffer.from(drawRef()).toString("base64url"),
    title: "Sailing",
    members: ["bob@localhost", "carol@localhost"],
  });
  const id = parseBase64url(String(Reflect.get(Object(group), "id")));
  if (!id) throw new Error("the group has no id");
  await bob.page
    .getByRole("link", { name: /Sailing/ })
    .first()
    .click();
  await alice.page
    .getByRole("link", { name: /Sailing/ })
    .first()
    .click();
  await say(alice.page, "Wind is from the west");
  await article(bob.page, "Wind is from the west").waitFor();
  expect([alice.faults, bob.faults]).toEqual([[], []]);
});

test("whoever signs out on another page leaves nothing of what was said in the browser", async () => {
  await using server = await startTestServer();
  const { origin } = server;
  await using browser = await launchTestChromium();
  const { page } = await openPerson(await browser.newContext(), origin, "alice");
  await openList(page, origin);
  await page.waitForFunction(async () => (await indexedDB.databases()).length === 1);
  await page.goto(`${origin}/account`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForFunction(async () => (await indexedDB.databases()).length === 0);
  // A session that ended while no page was open: nobody knows any more whose records these are.
  await join(page, origin, "bob");
  await openList(page, origin);
  await page.waitForFunction(async () => (await indexedDB.databases()).length === 1);
  await page.context().clearCookies();
  await page.goto(`${origin}/account`);
  await page.waitForFunction(async () => (await indexedDB.databases()).length === 0);
});
