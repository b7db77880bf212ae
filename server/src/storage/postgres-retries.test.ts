import { expect, test } from "bun:test";
import { PostgresConnectionLost, PostgresFailure } from "./postgres-errors.ts";
import { retryConflicts } from "./postgres-retries.ts";

const deadlock = new PostgresFailure("40P01", "DeadLockReport");

/** What fails as often as there are errors, and how it went. */
async function run(errors: readonly Error[], random = 0.5) {
  const left = [...errors];
  const pauses: number[] = [];
  const attempt = async (): Promise<string> => {
    const error = left.shift();
    if (error) throw error;
    return "done";
  };
  const pause = async (ms: number): Promise<void> => void pauses.push(ms);
  const outcome = await retryConflicts(attempt, { pause, random: () => random }).catch((error: unknown) => error);
  return { outcome, pauses, left };
}

test("what was rolled back because of others is tried again three times, after random pauses that grow", async () => {
  const conflicts = [deadlock, new PostgresFailure("40001", ""), new PostgresFailure("23505", "accounts_key")];
  expect(await run(conflicts)).toEqual({ outcome: "done", pauses: [10, 40, 160], left: [] });
  expect((await run(conflicts, 0)).pauses).toEqual([0, 0, 0]);
  expect((await run(conflicts, 0.25)).pauses).toEqual([5, 20, 80]);
});

test("the fourth conflict is the answer, without a pause after it", async () => {
  const { outcome, pauses, left } = await run([deadlock, deadlock, deadlock, deadlock, deadlock]);
  expect(outcome).toBe(deadlock);
  expect(pauses).toHaveLength(3);
  expect(left).toHaveLength(1);
});

test("what succeeds at once waits for nothing, and what is no conflict is not tried again", async () => {
  expect((await run([])).pauses).toEqual([]);
  const lost = new PostgresConnectionLost("CONNECTION_CLOSED");
  expect(await run([lost])).toMatchObject({ outcome: lost, pauses: [] });
});
