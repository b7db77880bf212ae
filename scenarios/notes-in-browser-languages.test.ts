import { expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { languages, type LanguageTag } from "../web/src/languages/languages.ts";
import { accountPages } from "../web/src/app/account-pages.tsx";
import { messengerPages } from "../web/src/app/messenger-pages.tsx";
import { notePages } from "../web/src/app/note-pages.tsx";
import { pageAt } from "../web/src/app/pages.ts";
import { findBarriers, findFaintText } from "./browser-barriers.ts";
import { stages } from "./browser-stages.ts";
import { holdStill, withoutAddresses } from "./browser-stillness.ts";
import { messagesOf, speak, tags, type Messages } from "./browser-words.ts";
import { shareBrowserWorld } from "./browser.ts";
import { watchFetched } from "./browser-fetched.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

const english = await messagesOf("en");

/** A small phone, a phone, and a screen of 1280 pixels at 200 %; the narrowest is that screen at 400 % (WCAG 1.4.10). */
const widths = [320, 360, 640] as const;

for (const [name, reach] of Object.entries(stages)) {
  test(`${name}: read aloud in order, whole in every language, in nobody's way by day or by night, no wider than the screen, and of its own server`, async () => {
    const person = await world.person({ timezoneId: "UTC", reducedMotion: "reduce" });
    const { page, faults } = person;
    const fetched = watchFetched(person);
    await holdStill(page);
    await reach({ page, origin: world.origin });
    expect(withoutAddresses(await page.getByRole("main").ariaSnapshot())).toMatchSnapshot();
    const complaints: string[] = [];
    for (const tag of tags) {
      await speak(page, tag);
      const found = [...(await findWrongWords(page, tag)), ...(await findTooWide(page)), ...(await findBarred(page))];
      complaints.push(...found.map((complaint) => `${tag}: ${complaint}`));
    }
    expect(complaints).toEqual([]);
    expect(await fetched.complaints(world.origin)).toEqual([]);
    expect(faults).toEqual([]);
  });
}

async function findWrongWords(page: Page, tag: LanguageTag): Promise<readonly string[]> {
  const messages = await messagesOf(tag);
  const { texts, title: pageTitle, dir } = await page.evaluate(readWords);
  return [
    ...(dir === languages[tag].dir ? [] : [`written ${dir}`]),
    ...(pageTitle === messages[titleIdOf(page)] ? [] : [`titled “${pageTitle}”`]),
    ...texts.filter((text) => isUnsaid(text)).map((text) => `not a sentence: “${text}”`),
    ...texts.filter((text) => tag !== "en" && isForeign(text, messages)).map((text) => `left in English: “${text}”`),
  ];
}

const titleIdOf = (page: Page): string => {
  const { pathname } = new URL(page.url());
  const titles = [
    pageAt(notePages, pathname).title,
    pageAt(accountPages, pathname).title,
    pageAt(messengerPages, pathname).title,
  ];
  return titles.find((each) => each !== "title.unknown") ?? "title.unknown";
};

/** The name of a message, a gap that nothing was filled into, or a value that is none. */
const isUnsaid = (text: string): boolean =>
  text in english || /\{\s*\w+\s*[},]|#\s\w+\}|\b(?:undefined|NaN|null)\b|\[object/.test(text);

const isForeign = (text: string, messages: Messages): boolean =>
  Object.values(english).includes(text) && !Object.values(messages).includes(text);

/** Runs in the page. Everything that it says, to the eye or to the ear. */
function readWords() {
  const named = document.querySelectorAll("[aria-label],[title],[placeholder],[alt]");
  const names = [...named].flatMap((element) =>
    ["aria-label", "title", "placeholder", "alt"].map((name) => element.getAttribute(name) ?? ""),
  );
  const walker = document.createTreeWalker(document.querySelector("#root") ?? document.body, NodeFilter.SHOW_TEXT);
  const texts: string[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? "");
  return { texts: [...names, ...texts].filter(Boolean), title: document.title, dir: document.documentElement.dir };
}

async function findTooWide(page: Page): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height: 740 });
    found.push(...(await page.evaluate(findOverflow)).map((what) => `at ${width} pixels: ${what}`));
  }
  return found;
}

async function findBarred(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: "light" });
  const found = await findBarriers(page);
  await page.emulateMedia({ colorScheme: "dark" });
  return [...found, ...(await findFaintText(page)).map((barrier) => `by night: ${barrier}`)];
}

/** Runs in the page. What is wider than the screen, and what is cut off without a way to see the rest. */
function findOverflow(): readonly string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const cut = [...document.querySelectorAll("#root *:not(input, select, .sr-only)")]
    .filter((element) => getComputedStyle(element).overflowX !== "visible" && element.scrollWidth > element.clientWidth)
    .map((element) => `cut off: ${element.outerHTML}`);
  return scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`, ...cut] : cut;
}
