import { expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import type { LanguageTag } from "../web/src/languages/languages.ts";
import { compare, findDifference, MAX_PIXELS_OFF, pictureOf, takePicture } from "./browser-screens.ts";
import { stages } from "./browser-stages.ts";
import { holdStill } from "./browser-stillness.ts";
import { speak } from "./browser-words.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

interface Look {
  readonly tag: LanguageTag;
  readonly width: 360 | 768 | 1440;
  readonly colorScheme: "light" | "dark";
}

const look = (tag: LanguageTag, width: Look["width"], colorScheme: Look["colorScheme"] = "light"): Look => ({
  tag,
  width,
  colorScheme,
});

/** Which pages are looked at how. Each part of the design is in one of them at least, and each page where it is tightest. */
const looks: readonly (readonly [keyof typeof stages, readonly Look[]])[] = [
  ["write", [look("en", 768), look("en", 1440, "dark")]],
  [
    "write, with a passphrase",
    [look("en", 360), look("en", 360, "dark"), look("en", 1440), look("de", 360), look("ar", 360)],
  ],
  ["made, with a QR code", [look("en", 360), look("en", 1440, "dark"), look("ar", 1440)]],
  ["found", [look("en", 1440), look("de", 360)]],
  ["wrong passphrase", [look("en", 360), look("ar", 360)]],
  ["opened", [look("en", 360, "dark"), look("en", 768)]],
  ["about to burn", [look("en", 360), look("en", 1440, "dark"), look("ar", 360)]],
  ["receipt of a read note", [look("en", 768), look("de", 1440), look("ar", 360)]],
  ["about", [look("en", 1440)]],
  ["sign in, refused", [look("en", 360, "dark"), look("de", 768)]],
  ["register, with both", [look("en", 1440), look("ar", 360)]],
  ["notices", [look("en", 360), look("ar", 360, "dark")]],
  ["profile", [look("en", 768, "dark")]],
  ["security", [look("en", 360, "dark"), look("ar", 360)]],
  ["leave", [look("de", 360), look("en", 360, "dark")]],
  ["account deleted", [look("ar", 768)]],
  ["devices", [look("en", 1440), look("de", 360)]],
  ["people", [look("en", 1440), look("ar", 360, "dark")]],
  ["people, nobody", [look("de", 360)]],
  ["people, a report", [look("en", 360)]],
  ["a fresh proof", [look("en", 360)]],
  ["sign in, by phone", [look("de", 360)]],
  ["sign in, a code", [look("en", 768)]],
  ["security, a phone", [look("ar", 360, "dark")]],
  ["recover, what instead", [look("en", 360), look("ar", 360, "dark")]],
  ["recover, waiting", [look("de", 360), look("en", 1440)]],
  ["somebody asks for a way back", [look("en", 360, "dark")]],
  ["admin, accounts", [look("en", 360, "dark")]],
  ["admin, invites", [look("en", 1440)]],
  ["admin, reports", [look("ar", 360)]],
  ["admin, messages", [look("de", 360)]],
  ["admin, log", [look("en", 768)]],
  ["contact", [look("en", 1440), look("en", 360, "dark"), look("de", 360)]],
  ["contact, at work", [look("en", 360), look("en", 1440, "dark"), look("ar", 360)]],
  ["contact, refused", [look("es", 360)]],
  ["contact, arrived", [look("en", 768)]],
  ["messages", [look("en", 360), look("ar", 360, "dark")]],
  ["messages, nobody yet", [look("en", 768)]],
  ["messages, a conversation", [look("en", 1440), look("en", 360, "dark"), look("ar", 1440, "dark")]],
  ["messages, a group without a line", [look("en", 1440, "dark"), look("de", 360)]],
  ["messages, a reply", [look("en", 768), look("de", 360)]],
  ["messages, what to do", [look("en", 1440)]],
  ["messages, an emoji", [look("en", 768, "dark")]],
  ["messages, a search", [look("es", 360)]],
  ["messages, who can read", [look("en", 768), look("de", 360, "dark")]],
  ["messages, a request", [look("de", 360)]],
  ["messages, notifications", [look("en", 768)]],
];

async function showStill(stage: keyof typeof stages): Promise<Page> {
  const { page } = await world.person({ timezoneId: "UTC", reducedMotion: "reduce" });
  await holdStill(page);
  await stages[stage]({ page, origin: world.origin });
  return page;
}

async function dress(page: Page, { tag, width, colorScheme }: Look): Promise<void> {
  await page.setViewportSize({ width, height: 1000 });
  await page.emulateMedia({ colorScheme });
  await speak(page, tag);
}

const nameOf = (stage: string, { tag, width, colorScheme }: Look): string =>
  [stage.replaceAll(/\W+/g, "-"), tag, width, colorScheme].join(".");

test.each(looks)("%s: looks as it did", async (stage, wanted) => {
  const page = await showStill(stage);
  const differences: (string | undefined)[] = [];
  for (const each of wanted) {
    await dress(page, each);
    differences.push(await findDifference(nameOf(stage, each), await takePicture(page)));
  }
  expect(differences.filter(Boolean)).toEqual([]);
});

const plants: Readonly<Record<string, () => void>> = {
  "a title eight pixels lower": () => {
    for (const title of document.querySelectorAll("h1")) title.style.transform = "translateY(8px)";
  },
  "a button eight pixels further": () => {
    for (const button of document.querySelectorAll<HTMLElement>("[type=submit]"))
      button.style.marginInlineStart = "8px";
  },
  "another accent": () => document.documentElement.style.setProperty("--color-accent", "#7c1fd1"),
  "an icon that is missing": () => document.querySelector("form select + svg")?.remove(),
};

test.each(Object.entries(plants))("%s is found", async (_, plant) => {
  const page = await showStill("write");
  await dress(page, look("en", 768));
  await page.evaluate(plant);
  const comparison = compare(PNG.sync.read(await takePicture(page)), await pictureOf("write.en.768.light"));
  expect(comparison?.pixelsOff).toBeGreaterThan(MAX_PIXELS_OFF);
});

test("a shade that no eye tells is no difference", async () => {
  const expected = await pictureOf("write.en.768.light");
  const actual = new PNG({ width: expected.width, height: expected.height });
  expected.data.copy(actual.data);
  for (let at = 0; at < actual.data.length; at += 7) actual.data[at] = Math.abs((actual.data[at] ?? 0) - 6);
  expect(compare(actual, expected)?.pixelsOff).toBe(0);
});
