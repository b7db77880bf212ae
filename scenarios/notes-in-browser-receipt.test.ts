import { createNote, openNote } from "@tacet/client";
import { ReadReceipt } from "@tacet/protocol";
import { expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { shareBrowserWorld, type BrowserPerson } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

const makeNote = () => createNote({ server: world.origin, text: "what became of it" });

const lookAgain = (page: Page): Promise<void> => page.getByRole("button", { name: "Look again" }).click();

test("the sender’s pages, one in each of two tabs, say without a press that the note was opened", async () => {
  const { link, receiptLink } = await makeNote();
  const { page } = await world.person();
  const other = await page.context().newPage();
  for (const tab of [page, other]) {
    await tab.goto(receiptLink);
    await tab.getByText("Not opened.").waitFor();
  }
  await openNote(link);
  for (const tab of [page, other]) {
    await tab.getByText("opening confirmed at").waitFor();
    expect(await tab.getByRole("button", { name: "Destroy the note" }).count()).toBe(0);
  }
});

test("a note burned in one tab is burned in the other as soon as somebody looks at it", async () => {
  const { receiptLink } = await makeNote();
  const { page } = await world.person();
  const other = await page.context().newPage();
  await other.clock.install();
  for (const tab of [page, other]) {
    await tab.goto(receiptLink);
    await tab.getByText("Not opened.").waitFor();
  }
  await page.getByRole("button", { name: "Destroy the note" }).click();
  await page.getByRole("button", { name: "Destroy it" }).click();
  await page.getByText("never taken").waitFor();
  await other.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await other.getByText("never taken").waitFor();
});

const asked = async ({ sent }: BrowserPerson): Promise<number> =>
  (await sent()).filter(({ url }) => new URL(url).pathname === ReadReceipt.path).length;

/** What a page does while nobody looks is only to be seen by what it did once it is asked: a press is the last to come. */
async function pass(page: Page, minutes: number): Promise<void> {
  await page.clock.runFor(minutes * 60_000);
  await Promise.all([page.waitForResponse(`**${ReadReceipt.path}`), lookAgain(page)]);
}

const turn = (page: Page, visibility: "visible" | "hidden"): Promise<void> =>
  page.evaluate((state) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
    document.dispatchEvent(new Event("visibilitychange"));
  }, visibility);

test("a receipt asks again while it is looked at, not while its tab is in the background, and at once when it is back", async () => {
  const { receiptLink } = await makeNote();
  const alice = await world.person();
  await alice.page.clock.install();
  await alice.page.goto(receiptLink);
  await alice.page.getByText("Not opened.").waitFor();
  const response = alice.page.waitForResponse(`**${ReadReceipt.path}`);
  await alice.page.clock.runFor(6_000);
  await response;

  await turn(alice.page, "hidden");
  const before = await asked(alice);
  await pass(alice.page, 10);
  expect(await asked(alice)).toBe(before + 1);

  await Promise.all([alice.page.waitForResponse(`**${ReadReceipt.path}`), turn(alice.page, "visible")]);
});

test("a receipt of a note that has ended asks no more", async () => {
  const { link, receiptLink } = await makeNote();
  await openNote(link);
  const alice = await world.person();
  await alice.page.clock.install();
  await alice.page.goto(receiptLink);
  await alice.page.getByText("opening confirmed at").waitFor();
  await pass(alice.page, 10);
  expect(await asked(alice)).toBe(2);
});
