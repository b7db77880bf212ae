import { expect, setDefaultTimeout, test } from "bun:test";
import { findOnPage, pressOpen, title, writeOnPage } from "./browser-pages.ts";
import { stages } from "./browser-stages.ts";
import { messagesOf, speak } from "./browser-words.ts";
import { shareBrowserWorld } from "./browser.ts";
import type { Locator, Page } from "playwright-core";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

const arabic = await messagesOf("ar");

test.each([
  ["de-AT", "de", "ltr", "Notiz schreiben"],
  ["es-MX", "es", "ltr", "Escribir una nota"],
  ["ar-EG", "ar", "rtl", "كتابة ملاحظة"],
  ["fr-CH", "en", "ltr", "Write a note"],
] as const)("a browser that asks for %s gets the pages in %s from the start", async (locale, tag, dir, heading) => {
  const { page, faults } = await world.person({ locale });
  await page.goto(world.origin);
  await title(page, heading);
  expect(await page.locator("html").evaluate(({ lang, dir: way }: HTMLElement) => [lang, way])).toEqual([tag, dir]);
  expect(faults).toEqual([]);
});

test.each([["en-US@posix"], ["C"], [""], ["constructor"]])(
  "a browser that calls its language “%s” gets a whole page",
  async (wish) => {
    const { page, faults } = await world.person();
    await page.addInitScript((wanted) => {
      Object.defineProperty(Navigator.prototype, "languages", { get: () => [wanted] });
    }, wish);
    await page.goto(world.origin);
    await title(page, "Write a note");
    await page.getByText(/or on \w+ \d+, \d{4} at \d+:\d\d/).waitFor();
    expect(faults).toEqual([]);
  },
);

test("a language chosen by the menu keeps what was written, and is there again on the next page", async () => {
  const { page, faults } = await world.person();
  await page.goto(world.origin);
  await page.getByLabel("Your note").fill("half a thought");
  await page.getByLabel("Opens").selectOption("3");
  await page.getByLabel(/^Passphrase/).fill("half a passphrase");
  await speak(page, "de");
  await title(page, "Notiz schreiben");
  expect(await page.getByLabel("Ihre Notiz").inputValue()).toBe("half a thought");
  expect(await page.getByLabel("Lässt sich öffnen").inputValue()).toBe("3");
  expect(await page.getByRole("textbox", { name: /^Passphrase/ }).inputValue()).toBe("half a passphrase");

  await page.getByRole("link", { name: "So funktioniert es" }).click();
  await title(page, "Wie Tacet ein Geheimnis bewahrt");
  await page.goto(`${world.origin}/n#damaged`);
  await title(page, "Dieser Link ist beschädigt");
  expect(await page.evaluate(() => Object.entries(localStorage))).toEqual([["tacet language", "de"]]);
  expect(faults).toEqual([]);
});

test("a language changed while a note is open keeps the note", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const { link } = await writeOnPage(alice.page, world.origin, { text: "the same in every language" });
  await findOnPage(bob.page, link);
  await pressOpen(bob.page);
  await speak(bob.page, "ar");
  const text = bob.page.getByLabel(arabic["opened.label"] ?? "");
  expect(await text.textContent()).toBe("the same in every language");
  await bob.page.getByText("أُتلفت الملاحظة.").waitFor();
});

test("where a browser forbids storage, a language can be chosen all the same", async () => {
  const { page, faults } = await world.person();
  await page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException("forbidden", "SecurityError");
        },
      });
    }
  });
  await page.goto(world.origin);
  await speak(page, "es");
  await title(page, "Escribir una nota");
  expect(faults).toEqual([]);
});

interface Box {
  readonly left: number;
  readonly right: number;
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (!box) throw new Error("not on the page");
  return { left: box.x, right: box.x + box.width };
}

const directionOf = (locator: Locator): Promise<string> =>
  locator.evaluate((element) => getComputedStyle(element).direction);

test("in Arabic a page runs from right to left, and links and passphrases from left to right", async () => {
  const { page } = await world.person({ viewport: { width: 1280, height: 800 } });
  await stages["write, with a passphrase"]({ page, origin: world.origin });
  await speak(page, "ar");
  const [heading, brand, menu, aside, form, arrow] = await Promise.all([
    boxOf(page.locator("h1")),
    boxOf(page.locator("header > a")),
    boxOf(page.locator("header nav")),
    boxOf(page.locator("aside")),
    boxOf(page.locator("form")),
    boxOf(page.locator("form select + svg").first()),
  ]);
  expect(heading.right).toBeCloseTo(form.right, 0);
  expect(menu.right).toBeLessThan(brand.left);
  expect(aside.right).toBeLessThan(form.left);
  const choice = await boxOf(page.locator("form select").first());
  expect(arrow.left - choice.left).toBeLessThan(choice.right - arrow.right);
  expect(await directionOf(page.locator("form p.font-mono"))).toBe("ltr");

  await page.getByRole("button", { name: arabic["write.seal"] ?? "" }).click();
  const links = page.locator("input[readonly]");
  await links.first().waitFor();
  expect(await Promise.all([links.nth(0), links.nth(1)].map(directionOf))).toEqual(["ltr", "ltr"]);
  const receipt = await links.nth(1).inputValue();
  await page.goto(receipt);
  const line = page.locator("main ol li").first();
  await line.waitFor();
  expect((await boxOf(line.locator("span"))).left).toBeGreaterThan((await boxOf(line)).right);
});

/** Whether the dots or letters of a secret could come under the button beside them. */
async function isCovered(page: Page): Promise<boolean> {
  const input = page.locator("form input").last();
  const [{ left, right }, button] = await Promise.all([
    input.evaluate((element) => {
      const { left: from, right: to } = element.getBoundingClientRect();
      const { paddingLeft, paddingRight } = getComputedStyle(element);
      return { left: from + Number.parseFloat(paddingLeft), right: to - Number.parseFloat(paddingRight) };
    }),
    boxOf(input.locator("xpath=following-sibling::button")),
  ]);
  return button.left < right && left < button.right;
}

test("the button that shows a passphrase covers none of it, whichever way page and passphrase run", async () => {
  const { page } = await world.person();
  await page.goto(world.origin);
  await title(page, "Write a note");
  for (const tag of ["en", "ar"] as const) {
    await speak(page, tag);
    for (const passphrase of ["correct horse", "سر لا يُقال"]) {
      await page.locator("form input").last().fill(passphrase);
      expect([tag, passphrase, await isCovered(page)]).toEqual([tag, passphrase, false]);
    }
  }
});
