import { expect, test } from "bun:test";
import { createErrands } from "./errands.ts";

/** Longer than any test runs. */
const headStartMs = 3_600_000;

test("nothing is begun before its head start, and what waits is done at the stop, one after the other", async () => {
  const done: string[] = [];
  const errands = createErrands({ onTrouble: () => {}, headStartMs });
  errands.later(async () => {
    await Bun.sleep(0);
    done.push("first");
  });
  errands.later(() => void done.push("second"));
  await Bun.sleep(0);
  expect(done).toEqual([]);
  await errands[Symbol.asyncDispose]();
  expect(done).toEqual(["first", "second"]);
});

test("work begins by itself, what fails is told, and the next is done all the same", async () => {
  const troubles: unknown[] = [];
  await using errands = createErrands({ onTrouble: (error) => void troubles.push(error), headStartMs: 0 });
  const { promise: done, resolve } = Promise.withResolvers<string>();
  errands.later(() => {
    throw new Error("lost");
  });
  errands.later(() => resolve("done"));
  expect(await done).toBe("done");
  expect(troubles).toEqual([new Error("lost")]);
});

test("only so many wait, also while one is under way", async () => {
  const troubles: unknown[] = [];
  let count = 0;
  const errands = createErrands({ onTrouble: (error) => void troubles.push(error), headStartMs, maxWaiting: 2 });
  for (let asked = 0; asked < 5; asked++) errands.later(() => void (count += 1));
  await errands[Symbol.asyncDispose]();
  expect([count, troubles.length]).toEqual([2, 3]);
});
