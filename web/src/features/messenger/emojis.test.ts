import { expect, test } from "bun:test";
import { isLanguageTag, languages } from "../../languages/languages.ts";
import { findEmojis, loadEmojis, quickEmojis, unnamedEmojis } from "./emojis.ts";

const tags = Object.keys(languages).filter(isLanguageTag);

test("each emoji is there once, those for a quick answer among them", () => {
  const all = unnamedEmojis().map(({ emoji }) => emoji);
  expect(new Set(all).size).toBe(all.length);
  expect(quickEmojis.filter((emoji) => !all.includes(emoji))).toEqual([]);
});

test.each(tags)("each has a name in %s", async (tag) => {
  const named = await loadEmojis(tag);
  expect(named.filter(({ name, emoji }) => name === "" || name === emoji)).toEqual([]);
});

test.each([
  ["en", "RED hea"],
  ["de", "rotes"],
  ["es", "corazón rojo"],
  ["ar", "قلب"],
] as const)("in %s it is found by “%s”", async (tag, words) => {
  expect(findEmojis(await loadEmojis(tag), words).map(({ emoji }) => emoji)).toContain("❤️");
});
