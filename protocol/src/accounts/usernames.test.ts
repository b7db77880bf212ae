import { expect, test } from "bun:test";
import * as fc from "fast-check";
import * as z from "zod/mini";
import { foldUsername, Username } from "./usernames.ts";

const accepted: readonly (readonly [string, string])[] = [
  ["bob", "bob"],
  ["Alice", "alice"],
  ["J.R-R_Tolkien", "j.r-r_tolkien"],
  ["123", "123"],
  ["a.b", "a.b"],
  ["x".repeat(32), "x".repeat(32)],
];

const refused: readonly string[] = [
  "",
  "ab",
  "x".repeat(33),
  ".bob",
  "bob.",
  "_bob",
  "bob-",
  "a..b",
  "a._b",
  "a-_b",
  "a b",
  " bob",
  "bob\n",
  "bob\0",
  "bob@host",
  "+4915112345678",
  "bøb",
  "Кate",
  "b\u212Aob",
  "b\u0131ob",
  "bo\u0301b",
  "bob\u200b",
  "ｂｏｂ",
  "bob\ud800",
];

test("a username is 3 to 32 letters and digits with single separators between them, in lower case", () => {
  expect(accepted.map(([text]) => [text, foldUsername(text)])).toEqual(accepted.map((row) => [...row]));
});

test("whatever else is written is no username", () => {
  expect(refused.filter((text) => foldUsername(text) !== undefined)).toEqual([]);
});

const likely = fc.string({ unit: fc.constantFrom(..."abzABZ019._-ıK ".split("")), maxLength: 40 });

test("folding twice is folding once, and the contract accepts what folding accepts", () => {
  fc.assert(
    fc.property(fc.oneof(likely, fc.string()), (text) => {
      const folded = foldUsername(text);
      const parsed = z.safeDecode(Username, text);
      expect(parsed.success ? parsed.data : undefined).toBe(folded);
      if (folded !== undefined) expect([foldUsername(folded), z.encode(Username, text)]).toEqual([folded, text]);
    }),
  );
});

test("a very long text is refused at once", () => {
  const startedAt = performance.now();
  expect(foldUsername("a.".repeat(500_000))).toBeUndefined();
  expect(performance.now() - startedAt).toBeLessThan(50);
});
