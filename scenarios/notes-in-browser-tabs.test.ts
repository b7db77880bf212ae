import { createNote, receiptOf } from "@tacet/client";
import { expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { findOnPage, pressOpen, title, writeOnPage } from "./browser-pages.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

test("the same link in two tabs, opened in both at once, gives the note to one of them", async () => {
  const { link, receiptLink } = await createNote({ server: world.origin, text: "for one tab" });
  const { page } = await world.person();
  const tabs = [page, await page.context().newPage()];
  await Promise.all(tabs.map((tab) => findOnPage(tab, link)));
  await Promise.all(tabs.map((tab) => pressOpen(tab)));
  const outcomes = await Promise.all(
    tabs.map(async (tab) => {
      const outcome = tab.getByRole("heading", { level: 1, name: /^(The note|This note was opened already)$/ });
      return outcome.textContent();
    }),
  );
  expect(new Set(outcomes)).toEqual(new Set(["The note", "This note was opened already"]));
  expect((await receiptOf(receiptLink)).lines).toHaveLength(1);
});

/** Asked before the page is left, and stays. */
async function stayWhenAsked(page: Page, leave: () => Promise<unknown>): Promise<string> {
  page.context().removeAllListeners("dialog");
  const answered = page.waitForEvent("dialog").then(async (question) => {
    await question.dismiss();
    return question.type();
  });
  await leave();
  return answered;
}

test("a draft is not lost by a link, by going back or by closing the tab: the writer is asked, and can stay", async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/about`);
  await page.getByRole("link", { name: "New note" }).click();
  await page.getByLabel("Your note").fill("half a thought");
  const ways = {
    link: () => page.getByRole("link", { name: "How it works" }).click(),
    back: () => page.evaluate(() => void setTimeout(() => history.back())),
    close: () => page.close({ runBeforeUnload: true }),
  };
  for (const [name, leave] of Object.entries(ways)) {
    expect([name, await stayWhenAsked(page, leave)]).toEqual([name, "beforeunload"]);
    expect(await page.getByLabel("Your note").inputValue()).toBe("half a thought");
  }
});

test("a writer who leaves all the same finds an empty page on going back, and no draft in the browser", async () => {
  const { page } = await world.person();
  await page.goto(world.origin);
  await page.getByLabel("Your note").fill("given up");
  await page.getByRole("link", { name: "How it works" }).click();
  await title(page, "How Tacet keeps a secret");
  await page.evaluate(() => void setTimeout(() => history.back()));
  await title(page, "Write a note");
  expect(await page.getByLabel("Your note").inputValue()).toBe("");
  expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
});

test("links that nobody has taken are not lost without a question; once one is copied, the page may be left", async () => {
  const { page } = await world.person();
  const { link } = await writeOnPage(page, world.origin, { text: "the only links" });
  const asked = await stayWhenAsked(page, () => page.getByRole("link", { name: "Write another note" }).click());
  expect(asked).toBe("beforeunload");
  expect(await page.getByLabel("Link for the reader").inputValue()).toBe(link);
  await page.getByRole("button", { name: "Copy the reader’s link" }).click();
  await page.getByText("Copied").waitFor();
  await page.getByRole("link", { name: "Write another note" }).click();
  await title(page, "Write a note");
});
