import { compileMessage } from "@lingui/message-utils/compileMessage";
import { expect, test } from "bun:test";
import { join } from "node:path";
import { accountCatalogs } from "./account-catalogs.ts";
import { messengerCatalogs } from "./messenger-catalogs.ts";
import { loadLanguage } from "./language.ts";
import { chooseLanguage, isLanguageTag, languages, type LanguageTag } from "./languages.ts";
import { noteCatalogs } from "./note-catalogs.ts";
import { unloadedWords } from "./unloaded.ts";

/** What `npm run check` knows about messages: none is missing, none is unused, and each has the plurals of its language. */

const tags = Object.keys(languages).filter(isLanguageTag);
const catalogs = new Map<string, Record<string, string>>();
for (const tag of tags) {
  const files = await Array.fromAsync(new Bun.Glob(`${tag}/*.json`).scan({ cwd: import.meta.dir, absolute: true }));
  const contents = await Promise.all(files.map((file): Promise<Record<string, string>> => Bun.file(file).json()));
  catalogs.set(tag, Object.fromEntries(contents.flatMap((each) => Object.entries(each))));
}
const english = catalogs.get("en") ?? {};
const ids = Object.keys(english);

interface Placeholder {
  readonly name: string;
  readonly plurals: readonly string[];
}

/** Every placeholder of a compiled message, with the plural categories that it tells apart: `[name]` or `[name, kind, branches]`. */
function placeholders(compiled: unknown): readonly Placeholder[] {
  if (!Array.isArray(compiled)) return [];
  return compiled.flatMap((part: unknown) => {
    if (!Array.isArray(part)) return [];
    const [name, kind, branches] = part;
    const branchesByCategory: Record<string, unknown> = kind === "plural" ? { ...branches } : {};
    const inner = Object.values(branchesByCategory).flatMap(placeholders);
    return [{ name: String(name), plurals: Object.keys(branchesByCategory) }, ...inner];
  });
}

const namesIn = (message: string): readonly string[] =>
  [...new Set(placeholders(compileMessage(message)).map(({ name }) => name))].toSorted();

test.each(tags)("%s has every message, and none too many", (tag) => {
  expect(Object.keys(catalogs.get(tag) ?? {}).toSorted()).toEqual(ids.toSorted());
});

test.each(tags)("%s has no message that no page loads", async (tag) => {
  const loads = [noteCatalogs[tag], accountCatalogs[tag], messengerCatalogs[tag]].flatMap((each) =>
    Object.values(each),
  );
  const loaded = await Promise.all(loads.map((load) => load()));
  const said = new Set(loaded.flatMap((each) => Object.keys(each.default)));
  expect(ids.filter((id) => !said.has(id))).toEqual([]);
});

test.each(tags)("%s fills in the same values as English", (tag) => {
  for (const [id, message] of Object.entries(catalogs.get(tag) ?? {})) {
    expect([id, namesIn(message)]).toEqual([id, namesIn(english[id] ?? "")]);
  }
});

test.each(tags)("%s tells apart the numbers that its speakers tell apart", (tag) => {
  const { pluralCategories } = new Intl.PluralRules(tag).resolvedOptions();
  for (const [id, message] of Object.entries(catalogs.get(tag) ?? {})) {
    for (const { name, plurals } of placeholders(compileMessage(message)).filter((each) => each.plurals.length > 0)) {
      expect([id, name, pluralCategories.filter((category) => !plurals.includes(category))]).toEqual([id, name, []]);
    }
  }
});

test("every message is used, by its whole name", async () => {
  const glob = new Bun.Glob("{app,features,ui}/**/*.{ts,tsx}");
  const root = join(import.meta.dir, "..");
  const files = await Array.fromAsync(glob.scan({ cwd: root, absolute: true }));
  const source = (await Promise.all(files.map((file) => Bun.file(file).text()))).join("\n");
  expect(ids.filter((id) => !source.includes(`"${id}"`))).toEqual([]);
});

test.each(tags)("%s differs from English wherever there is something to translate", (tag) => {
  if (tag === "en") return;
  const same = Object.entries(catalogs.get(tag) ?? {}).filter(([id, message]) => message === english[id]);
  expect(same.map(([id]) => id).filter((id) => !sameEverywhere.includes(id))).toEqual([]);
});

/** A number alone, and a word that German shares with English. */
const sameEverywhere: readonly string[] = ["receipt.failedTries.value", "found.passphrase", "write.passphrase"];

test("what is said before the messages are there is said in every language", () => {
  expect(Object.keys(unloadedWords).toSorted()).toEqual(tags.toSorted());
});

const said = async (tag: LanguageTag, count: number): Promise<string> =>
  (await loadLanguage(tag, { wanted: [], catalogs: [noteCatalogs[tag].write] })).say("lifetime.days", { count });

test("a language speaks by the rules of its numbers", async () => {
  expect([await said("en", 1), await said("en", 5), await said("de", 1)]).toEqual(["1 day", "5 days", "1 Tag"]);
  const arabic = await Promise.all([1, 2, 3, 11, 100].map((count) => said("ar", count)));
  expect(new Set(arabic.map((words) => words.replaceAll(/[\d\u0660-\u0669]+/g, ""))).size).toBeGreaterThanOrEqual(4);
});

test("times are written as in the reader's region, and a region that is none does no harm", async () => {
  const at = Date.UTC(2026, 10, 21, 13, 5);
  const timeFor = async (...wanted: readonly string[]): Promise<string> =>
    (await loadLanguage("en", { wanted, catalogs: [] })).sayTime(at);
  expect(await timeFor("en-GB")).toStartWith("21 November 2026");
  expect(await timeFor("de", "en-US")).toStartWith("November 21, 2026");
  expect(await timeFor("en-US@posix")).toBe(await timeFor());
});

test("the reader's wish decides: first a choice made here, then what the browser was told", () => {
  expect(chooseLanguage([undefined, "fr-FR", "de-AT", "en"])).toBe("de");
  expect(chooseLanguage(["ar", "en-GB"])).toBe("ar");
  expect(chooseLanguage(["constructor", "", "xx"])).toBe("en");
});
