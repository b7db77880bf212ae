import { expect, test } from "bun:test";
import { createTypingLimit } from "./presence-typing.ts";

test("typing is let through once in three seconds, a little early too, but not more often over time", () => {
  let now = 0;
  const draw = createTypingLimit(() => now);
  const letThrough = (at: number, account = "alice", conversation = "c"): boolean => {
    now = at;
    return draw(account, conversation);
  };
  expect([letThrough(0), letThrough(10), letThrough(2_499)]).toEqual([true, false, false]);
  expect([letThrough(0, "bob"), letThrough(0, "alice", "d")]).toEqual([true, true]);
  expect([letThrough(2_600), letThrough(5_000), letThrough(5_500), letThrough(8_400)]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  let count = 0;
  for (let at = 100_000; at < 159_000; at += 100) count += letThrough(at) ? 1 : 0;
  expect(count).toBe(20);
});
