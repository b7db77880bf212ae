import { expect, test } from "bun:test";
import { estimateStrength, suggestPassphrase, SUGGESTED_WORDS } from "./index.ts";

test("a suggestion is six words, another one each time, and very strong", () => {
  const suggestions = Array.from({ length: 50 }, () => suggestPassphrase());
  expect(suggestions.map((each) => each.split(" ").length)).toEqual(Array(50).fill(SUGGESTED_WORDS));
  expect(new Set(suggestions).size).toBe(50);
  expect(Math.min(...suggestions.map((each) => estimateStrength(each)))).toBe(4);
});

test("every word of the list can be drawn, and draws beyond the last whole multiple are thrown away", () => {
  const draws = [2 ** 32 - 1, 0, 7775, 7776, 1, 2, 3];
  const words = suggestPassphrase(() => draws.shift() ?? 0).split(" ");
  expect(words).toEqual(["abacus", "zoom", "abacus", "abdomen", "abdominal", "abide"]);
});

test("what everybody tries first is very weak, and length alone helps little", () => {
  expect(["password", "123456", "qwerty", "aaaaaaaaaaaa"].map((each) => estimateStrength(each))).toEqual([0, 0, 0, 0]);
  expect(estimateStrength("Tr0ub4dour&3")).toBeGreaterThan(0);
});

test("what others know of a person makes it weaker", () => {
  const strengths = [[], ["rosalind.franklin"]].map((known) => estimateStrength("rosalind.franklin!", known));
  expect(strengths[1]).toBeLessThan(strengths[0] ?? 0);
});

test("only the beginning of a very long passphrase is looked at", () => {
  expect(estimateStrength("aB3$".repeat(250_000))).toBe(estimateStrength("aB3$".repeat(64)));
});
