import { expect, test } from "bun:test";
import { delayMs, guessScopes, type GuessScope } from "./guess-policy.ts";

/** Seconds after the first, second, … wrong try. */
const tables: Readonly<Record<GuessScope, readonly number[]>> = {
  "account and source": [0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900],
  account: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60],
  source: Array<number>(20).fill(0).concat([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]),
  device: [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900],
};

test.each(guessScopes.map((scope) => [scope]))("the delays of %s are those of the table", (scope) => {
  const seconds = tables[scope].map((_, index) => delayMs(scope, index + 1) / 1000);
  expect(seconds).toEqual([...tables[scope]]);
});

test("no number of wrong tries locks for ever, and strangers never hold an account for more than a minute", () => {
  const longest = guessScopes.map((scope) =>
    [1e3, 1e6, 2 ** 53, Infinity].map((tries) => delayMs(scope, tries) / 60_000),
  );
  expect(longest).toEqual([Array(4).fill(15), Array(4).fill(1), Array(4).fill(15), Array(4).fill(15)]);
  expect(guessScopes.map((scope) => delayMs(scope, 0))).toEqual([0, 0, 0, 0]);
});
