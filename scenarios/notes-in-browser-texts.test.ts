import { countHidden, visibleText } from "@tacet/client/visible-text";
import { createNote } from "@tacet/client";
import { MAX_TEXT_BYTES, utf8 } from "@tacet/protocol";
import { expect, setDefaultTimeout, test } from "bun:test";
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { clipboardOf, pasteInto } from "./browser-clipboard.ts";
import { destroyed, findOnPage, noteText, pressOpen, title } from "./browser-pages.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

async function savedFrom(page: Page): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save as a file" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("note.txt");
  return readFile(await download.path());
}

async function copiedFrom(page: Page): Promise<string> {
  await page.getByRole("button", { name: "Copy the text" }).click();
  await page.getByText("Copied. Other programs can read the clipboard").waitFor();
  return clipboardOf(page, world.origin);
}

/** Compared as a whole, and told in few words: a difference of a mebibyte is no help on a screen. */
const isSame = (received: string | null, expected: string): string =>
  received === expected ? "the same" : `${received?.length} characters in place of ${expected.length}`;

/** Of one to four bytes each; few of four, since a browser without a font for them takes half a minute to look for one. */
const mixed = `${"three sizes: é and €\n".repeat(50)}😀\n`;
const multibyte = mixed.repeat(Math.floor(MAX_TEXT_BYTES / utf8(mixed).length));
const toTheBrim = `${multibyte}${"x".repeat(MAX_TEXT_BYTES - utf8(multibyte).length - 2)}é`;

test.each([
  ["letters of one byte", "x".repeat(MAX_TEXT_BYTES), "1,048,576 characters"],
  ["characters of one to four bytes", toTheBrim, `${Array.from(toTheBrim).length.toLocaleString("en")} characters`],
])("a note of exactly 1 MiB, of %s, is counted, sealed, opened, copied and saved whole", async (_, text, count) => {
  expect(utf8(text).length).toBe(MAX_TEXT_BYTES);
  const [alice, bob] = [await world.person(), await world.person()];
  await alice.page.goto(world.origin);
  await pasteInto(alice.page.getByLabel("Your note"), text);
  await alice.page.getByText(count).waitFor();
  await alice.page.getByRole("button", { name: "Seal the note" }).click();
  const link = await alice.page.getByLabel("Link for the reader").inputValue();

  await findOnPage(bob.page, link);
  await pressOpen(bob.page);
  expect(isSame(await noteText(bob.page), text)).toBe("the same");
  expect(isSame(await copiedFrom(bob.page), text)).toBe("the same");
  expect((await savedFrom(bob.page)).equals(utf8(text))).toBe(true);
  expect([...alice.faults, ...bob.faults]).toEqual([]);
});

test("one byte more than 1 MiB is refused on the page, with the count, before anything is sent", async () => {
  const alice = await world.person();
  await alice.page.goto(world.origin);
  await pasteInto(alice.page.getByLabel("Your note"), `${"x".repeat(MAX_TEXT_BYTES - 1)}é`);
  await alice.page.getByText("1 byte too long").waitFor();
  await alice.page.getByRole("button", { name: "Seal the note" }).click();
  await alice.page.getByText("A note’s text is at most 1 MiB long.").waitFor();
  const paths = (await alice.sent()).map(({ url }) => new URL(url).pathname);
  expect(paths.filter((path) => path.startsWith("/v1/"))).toEqual([]);
  await alice.page.getByLabel("Your note").fill("short");
  await alice.page.getByRole("button", { name: "Seal the note" }).click();
  await title(alice.page, "Your note is sealed");
});

test("a text of 100,000 lines is pasted, sealed, opened, read to its end and left, each within ten seconds", async () => {
  const { page } = await world.person();
  page.setDefaultTimeout(10_000);
  const text = Array.from({ length: 100_000 }, (_, line) => `${line}`).join("\n");
  await page.goto(world.origin);
  await pasteInto(page.getByLabel("Your note"), text);
  await page.getByText("588,889 characters").waitFor();
  await page.getByRole("button", { name: "Seal the note" }).click();
  await findOnPage(page, await page.getByLabel("Link for the reader").inputValue());
  await pressOpen(page);
  await destroyed(page);
  const region = page.getByLabel("Text of the note");
  await region.focus();
  await page.keyboard.press("End");
  await page.waitForFunction(() => {
    const scrolled = document.querySelector("main section");
    return scrolled && scrolled.scrollTop + scrolled.clientHeight >= scrolled.scrollHeight - 2;
  });
  expect((await page.locator("main").boundingBox())?.height).toBeLessThan(2_000);
  await page.getByRole("link", { name: "New note" }).click();
  await title(page, "Write a note");
});

const hostileTexts: Readonly<Record<string, string>> = {
  "every control character": Array.from({ length: 160 }, (_, code) => String.fromCharCode(code)).join("."),
  "line ends of every kind": "unix\nwindows\r\nmac\rnext\u0085line\u2028paragraph\u2029end",
  "changed directions": "\u202Egnp.exe\u202C \u2066isolated\u2069 \u200F\u061C שלום (שלום)",
  markup:
    "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\"></pre><iframe src=//evil.example>",
  "templates and links":
    "{{7*7}} ${7*7} <%= 7 %> #{7} %s {count} javascript:alert(1) ![](https://evil.example/pixel.png)",
  "terminal escapes": "\u001B[2J\u001B]0;title\u0007\u001B]52;c;ZXZpbA==\u0007\u009B31m \u0008\u007F",
  "100,000 combining marks": `e${"\u0301".repeat(100_000)}`,
  "lone joiners": "\u200D\u200C \uFE0F \u{1F3FB} \u200D\uFE0F",
  "nothing that can be seen": "\u200B\u2060\uFEFF\u00AD\u{E0041}\u{E0042}\u115F\u3164",
};

for (const [name, text] of Object.entries(hostileTexts)) {
  test(`${name}: shown with marks, copied and saved as it is, and neither run nor fetched`, async () => {
    const { page, faults, sent } = await world.person();
    const { link } = await createNote({ server: world.origin, text });
    await findOnPage(page, link);
    await pressOpen(page);
    await destroyed(page);
    expect(isSame(await noteText(page), visibleText(text))).toBe("the same");
    expect(isSame(await copiedFrom(page), text)).toBe("the same");
    expect((await savedFrom(page)).equals(utf8(text))).toBe(true);

    const asItIs = page.getByRole("button", { name: "Show the text as it is" });
    expect(await asItIs.count()).toBe(countHidden(text) > 0 ? 1 : 0);
    if (countHidden(text) > 0) {
      await asItIs.click();
      expect(isSame(await noteText(page), text)).toBe("the same");
    }
    expect(await page.locator("main pre *").count()).toBe(0);
    expect(await page.title()).toBe("A note for you – Tacet");
    expect(new Set((await sent()).map(({ url }) => new URL(url).origin))).toEqual(new Set([world.origin]));
    expect(faults).toEqual([]);
  });
}
