import { expect, test } from "bun:test";
import { createSmsQueue, nextPauseMs, type SmsDropped, type SmsJob, type SmsQueueOptions } from "./sms-queue.ts";

type Result = Awaited<ReturnType<SmsJob["deliver"]>>;
const busy: Result = { outcome: "later", retryAfterMs: 1000, because: "status 429" };
const sent: Result = { outcome: "sent" };

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

/** Time passes when `advance` says so; what waits wakes in the order of its time. */
function createSteeredTime() {
  let now = 0;
  let sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    monotonicMs: () => now,
    pause: (ms: number, signal: AbortSignal) =>
      new Promise<void>((wake) => {
        if (signal.aborted) return wake();
        sleepers.push({ at: now + ms, wake });
        signal.addEventListener("abort", () => wake());
      }),
    advance: async (ms: number): Promise<void> => {
      await settle();
      const until = now + ms;
      for (;;) {
        const next = sleepers.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0];
        if (!next) break;
        sleepers = sleepers.filter((sleeper) => sleeper !== next);
        now = next.at;
        next.wake();
        await settle();
      }
      now = until;
    },
  };
}

function startQueue(changes: Partial<SmsQueueOptions> = {}) {
  const time = createSteeredTime();
  const dropped: SmsDropped[] = [];
  const troubles: unknown[] = [];
  const queue = createSmsQueue({
    capacity: 100,
    concurrency: 2,
    drainMs: 5000,
    random: () => 0,
    monotonicMs: time.monotonicMs,
    pause: time.pause,
    onDropped: (what) => dropped.push(what),
    onTrouble: (error) => troubles.push(error),
    ...changes,
  });
  return { queue, time, dropped, troubles, why: () => dropped.map(({ why }) => why) };
}

/** Gives one result after the other, the last one for ever, and keeps when it was asked. */
function jobOf(time: { monotonicMs: () => number }, ...results: readonly Result[]) {
  const askedAt: number[] = [];
  const deliver = async (): Promise<Result> => {
    askedAt.push(time.monotonicMs());
    return results[Math.min(askedAt.length, results.length) - 1] ?? sent;
  };
  return { deliver, validUntilMs: 300_000, askedAt };
}

test("nothing of the sending happens in the turn that asks for it", async () => {
  const { queue, time } = startQueue();
  const job = jobOf(time);
  queue.add(job);
  await Promise.resolve();
  expect(job.askedAt).toEqual([]);
  await time.advance(100);
  expect(job.askedAt).toHaveLength(1);
});

test("a message is tried again with growing pauses while it is valid, then dropped with what was heard last", async () => {
  const { queue, time, dropped } = startQueue();
  const job = jobOf(time, busy);
  queue.add(job);
  await time.advance(600_000);
  const pauses = job.askedAt.slice(1).map((at, index) => at - (job.askedAt[index] ?? 0));
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, ...Array(8).fill(30_000)]);
  expect(job.askedAt.at(-1)).toBeLessThan(300_000);
  expect(dropped).toEqual([{ why: "no longer valid", tries: job.askedAt.length, because: "status 429" }]);
});

test("a pause is never shorter than the provider asks for", () => {
  expect([nextPauseMs(1, 7000, 0.9), nextPauseMs(3, 1000, 0), nextPauseMs(3, 1000, 1), nextPauseMs(50, 0, 1)]).toEqual([
    7000, 4000, 8000, 60_000,
  ]);
});

test("what is refused for good, or breaks, is not tried again", async () => {
  const { queue, time, dropped, troubles } = startQueue();
  const refused = jobOf(time, { outcome: "refused", because: "status 400" });
  queue.add(refused);
  queue.add({ deliver: () => Promise.reject(new Error("broken")), validUntilMs: 300_000 });
  await time.advance(600_000);
  expect(refused.askedAt).toHaveLength(1);
  expect(dropped.map(({ why, tries }) => [why, tries])).toEqual([
    ["refused", 1],
    ["refused", 1],
  ]);
  expect(troubles).toHaveLength(1);
});

test("no more run at once than allowed, and those that wait for another try hold nobody up", async () => {
  const { queue, time } = startQueue({ concurrency: 2 });
  let running = 0;
  let most = 0;
  const finish: (() => void)[] = [];
  const slow = (): SmsJob => ({
    validUntilMs: 300_000,
    deliver: async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => finish.push(resolve));
      running -= 1;
      return sent;
    },
  });
  const waiting = [jobOf(time, busy), jobOf(time, busy)];
  for (const job of waiting) queue.add(job);
  await time.advance(100);
  for (let count = 0; count < 5; count++) queue.add(slow());
  await time.advance(100);
  expect([running, most]).toEqual([2, 2]);
  while (finish.length > 0) {
    finish.shift()?.();
    await time.advance(0);
  }
  expect([running, most]).toEqual([0, 2]);
});

test("what is beyond the capacity is dropped at once, also when all wait for another try", async () => {
  const { queue, time, why } = startQueue({ capacity: 3 });
  const jobs = Array.from({ length: 5 }, () => jobOf(time, busy, sent));
  for (const job of jobs.slice(0, 3)) queue.add(job);
  await time.advance(100);
  for (const job of jobs.slice(3)) queue.add(job);
  expect(why()).toEqual(["the queue is full", "the queue is full"]);
  await time.advance(10_000);
  expect(jobs.map(({ askedAt }) => askedAt.length)).toEqual([2, 2, 2, 0, 0]);
  queue.add(jobOf(time));
  expect(why()).toHaveLength(2);
});

test("a stop sends what was not tried yet, and gives up what waits for another try", async () => {
  const { queue, time, why } = startQueue({ concurrency: 1 });
  const again = jobOf(time, busy);
  queue.add(again);
  await time.advance(100);
  const fresh = [jobOf(time), jobOf(time)];
  for (const job of fresh) queue.add(job);
  await queue[Symbol.asyncDispose]();
  expect(fresh.map(({ askedAt }) => askedAt.length)).toEqual([1, 1]);
  expect([again.askedAt.length, why()]).toEqual([1, ["the server stops"]]);
  queue.add(jobOf(time));
  expect(why()).toEqual(["the server stops", "the server stops"]);
});

test("a stop does not wait for ever for a provider that says nothing", async () => {
  const { queue, time, why } = startQueue({ concurrency: 1 });
  queue.add({ deliver: () => new Promise(() => {}), validUntilMs: 300_000 });
  const behind = jobOf(time);
  queue.add(behind);
  await time.advance(100);
  const stopped = queue[Symbol.asyncDispose]();
  await time.advance(5000);
  await stopped;
  expect([behind.askedAt.length, why()]).toEqual([0, ["the server stops"]]);
});
