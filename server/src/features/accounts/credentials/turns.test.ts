import { expect, test } from "bun:test";
import { failureOf } from "../../../../test/failure-of.ts";
import { createTurns } from "./turns.ts";

test("works come in the order in which they were asked for, never more than allowed at once, failures among them", async () => {
  const takeTurn = createTurns({ maxAtOnce: 2, maxWaiting: 100, retryAfterMs: 1 });
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  const work = (index: number) => async () => {
    begun.push(index);
    most = Math.max(most, ++running);
    for (let turn = 0; turn < 3 + (index % 4); turn++) await Promise.resolve();
    running--;
    if (index % 3 === 0) throw new Error(`no ${index}`);
    return index;
  };
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, index) => takeTurn(work(index))));
  expect(begun).toEqual(Array.from({ length: 50 }, (_, index) => index));
  expect(most).toBe(2);
  expect(outcomes.map(({ status }) => status === "rejected")).toEqual(begun.map((index) => index % 3 === 0));
});

test("who finds the queue full is told at once, and its work never runs", async () => {
  const takeTurn = createTurns({ maxAtOnce: 1, maxWaiting: 1, retryAfterMs: 700 });
  const { promise, resolve } = Promise.withResolvers<string>();
  const kept = [takeTurn(() => promise), takeTurn(() => promise)];
  let hasRun = false;
  const third = takeTurn(async () => {
    hasRun = true;
  });
  expect(await failureOf(third)).toStartWith("unavailable");
  resolve("done");
  expect(await Promise.all(kept)).toEqual(["done", "done"]);
  expect(hasRun).toBe(false);
  expect(await takeTurn(async () => "free again")).toBe("free again");
});
