import { createNote, openNote } from "@tacet/client";
import { expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { destroyed, findOnPage, pressOpen, title, writeOnPage } from "./browser-pages.ts";
import { stages } from "./browser-stages.ts";
import { holdStill } from "./browser-stillness.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

test("around every page: what a screen reader gets, in the order of reading", async () => {
  const { page } = await world.person();
  await stages["no such address"]({ page, origin: world.origin });
  expect(await page.locator("body").ariaSnapshot()).toMatchSnapshot();
});

/** What is read aloud by itself: new text in a live region that was there before, and alerts. The focus is read aloud besides. */
async function listen(page: Page): Promise<readonly string[]> {
  const heard: string[] = [];
  await page.exposeFunction("hear", (words: string) => void heard.push(words));
  await page.addInitScript(speakLiveRegions);
  return heard;
}

declare global {
  interface Window {
    hear?: (words: string) => Promise<void>;
  }
}

function speakLiveRegions(): void {
  const regions = "output, [role=status], [aria-live=polite]";
  const known = new WeakSet<Element>();
  new MutationObserver((mutations) => {
    const heard: Node[] = [];
    for (const { target, addedNodes, type } of mutations) {
      const region = (target instanceof Element ? target : target.parentElement)?.closest(regions);
      const isHeard = region ? known.has(region) : false;
      for (const node of addedNodes) {
        const alert =
          node instanceof Element && (node.matches("[role=alert]") ? node : node.querySelector("[role=alert]"));
        if (alert || isHeard) heard.push(alert || node);
      }
      if (isHeard && type === "characterData") heard.push(target);
    }
    for (const { textContent } of heard) if (textContent) void window.hear?.(textContent);
    for (const region of document.querySelectorAll(regions)) known.add(region);
  }).observe(document, { childList: true, characterData: true, subtree: true });
}

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");

test("whoever hears the write page hears a passphrase drawn, how strong it is, and the sealing", async () => {
  const { page } = await world.person();
  await holdStill(page);
  const heard = await listen(page);
  await page.goto(world.origin);
  await page.getByLabel("Your note").fill("by ear");
  await page.getByRole("button", { name: "Suggest one" }).click();
  await page.getByRole("button", { name: "Copy the passphrase" }).click();
  await page.getByText("Copied").waitFor();
  await page.getByRole("textbox", { name: /^Passphrase/ }).fill("password");
  await page.getByText("Very weak").waitFor();
  await page.getByRole("button", { name: "Seal the note" }).click();
  await title(page, "Your note is sealed");
  expect(await focused(page)).toBe("Your note is sealed");
  await page.getByRole("button", { name: "Copy the reader’s link" }).click();
  await page.getByText("Copied").waitFor();
  expect(heard).toMatchSnapshot();
});

test("whoever hears the reader’s page hears a wrong passphrase, the opening, and that the note is destroyed", async () => {
  const { page } = await world.person();
  const heard = await listen(page);
  const draft = { text: "by ear", passphrase: "correct horse" };
  const { link } = await createNote({ server: world.origin, ...draft });
  await findOnPage(page, link);
  expect(await focused(page)).toBe("A note for you");
  await pressOpen(page, "wrong");
  await page.getByText("That is not the passphrase").waitFor();
  await page.getByRole("button", { name: "Open the note" }).waitFor();
  await pressOpen(page, draft.passphrase);
  await destroyed(page);
  expect(await focused(page)).toBe("The note");
  expect(heard).toMatchSnapshot();
});

test("whoever hears the sender’s page hears when the note is opened", async () => {
  const { page } = await world.person({ timezoneId: "UTC" });
  await holdStill(page);
  const heard = await listen(page);
  const { link, receiptLink } = await createNote({ server: world.origin, text: "by ear", passphrase: "" });
  await page.clock.install();
  await page.goto(receiptLink);
  await page.getByText("Not opened.").waitFor();
  await openNote(link);
  await page.clock.runFor(6_000);
  await page.getByText("opening confirmed at").waitFor();
  expect(heard).toMatchSnapshot();
});

test("the way past the header leads to the content, and leaves the key of the note in the address", async () => {
  const { page } = await world.person();
  const { link } = await writeOnPage(page, world.origin, { text: "skip" });
  await findOnPage(page, link);
  await page.locator("body").focus();
  await page.evaluate(() => getSelection()?.removeAllRanges());
  const skip = page.getByRole("link", { name: "Go to the content" });
  await skip.focus();
  expect((await skip.boundingBox())?.height).toBeGreaterThan(24);
  await page.keyboard.press("Enter");
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("content");
  expect(page.url()).toBe(link);
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Open the note");
});

test.each([
  ["reduce", 0],
  ["no-preference", 1],
] as const)(
  "for somebody who asks for motion: %s, %d things move while a note is sealed",
  async (reducedMotion, moving) => {
    const { page } = await world.person({ reducedMotion });
    const { promise: isHeld, resolve: letGo } = Promise.withResolvers<void>();
    await page.route("**/v1/notes", async (route) => {
      await isHeld;
      await route.continue();
    });
    await page.goto(world.origin);
    await page.getByLabel("Your note").fill("still");
    // The pointer would make the button change its colour.
    await page.getByLabel("Your note").press("Control+Enter");
    await page.getByText("Sealing and storing the note…").waitFor();
    expect(
      await page.evaluate(() => document.getAnimations().filter((each) => each instanceof CSSAnimation).length),
    ).toBe(moving);
    letGo();
    await title(page, "Your note is sealed");
  },
);
