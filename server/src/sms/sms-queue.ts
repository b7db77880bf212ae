import type { Later, Refused } from "./sms-sender.ts";

/** One text on its way. `deliver` is asked again after `later`, while there is time. */
export interface SmsJob {
  readonly deliver: () => Promise<{ readonly outcome: "sent" } | Refused | Later>;
  /** On the monotonic clock: nobody can use the text afterwards. */
  readonly validUntilMs: number;
}

export interface SmsDropped {
  readonly why: "the queue is full" | "refused" | "no longer valid" | "the server stops";
  readonly tries: number;
  /** What the senders said last. */
  readonly because: string | undefined;
}

export interface SmsQueueOptions {
  /** Jobs that wait, run or wait for another try. */
  readonly capacity: number;
  readonly concurrency: number;
  /** How long a stop waits for what can still go out. */
  readonly drainMs: number;
  readonly monotonicMs: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onDropped: (dropped: SmsDropped) => void;
  /** A job threw, which none should. */
  readonly onTrouble: (error: unknown) => void;
}

export interface SmsQueue extends AsyncDisposable {
  /** Returns at once, whatever becomes of the job: who waits for it would tell by the time whether a text is sent (RULES.md A3). */
  add(job: SmsJob): void;
}

/** So that the work of sending falls after the answer of the request that asked for it, and cannot be timed in it. */
const HEAD_START_MS = 25;
const FIRST_BACKOFF_MS = 2_000;
const MAX_BACKOFF_MS = 60_000;

/** Pure: how long after the n-th failure, at least as long as was asked for. Half of it is chance, so that a crowd does not come back as one. */
export function nextPauseMs(failures: number, retryAfterMs: number, random: number): number {
  const backoffMs = Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), MAX_BACKOFF_MS);
  return Math.max(retryAfterMs, backoffMs * (0.5 + random / 2));
}

interface Entry {
  readonly job: SmsJob;
  tries: number;
  because: string | undefined;
}

/** Bounded in all: jobs, jobs at once, tries, time. Disposing sends what was not tried yet, for a while, and gives up the rest. */
export function createSmsQueue(options: SmsQueueOptions): SmsQueue {
  const { capacity, concurrency, drainMs, monotonicMs, random, pause, onDropped, onTrouble } = options;
  const stopping = new AbortController();
  const ready: Entry[] = [];
  let held = 0;
  let running = 0;
  const empty = Promise.withResolvers<void>();

  function end(entry: Entry, why?: SmsDropped["why"]): void {
    held -= 1;
    if (why !== undefined) onDropped({ why, tries: entry.tries, because: entry.because });
    if (stopping.signal.aborted && held === 0) empty.resolve();
  }

  function pump(): void {
    while (running < concurrency) {
      const entry = ready.shift();
      if (!entry) return;
      running += 1;
      void run(entry).finally(() => {
        running -= 1;
        pump();
      });
    }
  }

  async function run(entry: Entry): Promise<void> {
    if (monotonicMs() >= entry.job.validUntilMs) return end(entry, "no longer valid");
    entry.tries += 1;
    const result = await entry.job.deliver().catch((error: unknown) => {
      onTrouble(error);
      return { outcome: "refused", because: "an error of the server's own" } as const;
    });
    if (result.outcome === "sent") return end(entry);
    entry.because = result.because;
    if (result.outcome === "refused") return end(entry, "refused");
    void tryAgain(entry, nextPauseMs(entry.tries, result.retryAfterMs, random()));
  }

  async function tryAgain(entry: Entry, pauseMs: number): Promise<void> {
    if (monotonicMs() + pauseMs >= entry.job.validUntilMs) return end(entry, "no longer valid");
    await pause(pauseMs, stopping.signal);
    if (stopping.signal.aborted) return end(entry, "the server stops");
    ready.push(entry);
    pump();
  }

  return {
    add: (job) => {
      if (held >= capacity || stopping.signal.aborted) {
        const why = stopping.signal.aborted ? "the server stops" : "the queue is full";
        return onDropped({ why, tries: 0, because: undefined });
      }
      held += 1;
      ready.push({ job, tries: 0, because: undefined });
      void pause(HEAD_START_MS, stopping.signal).then(pump);
    },
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      if (held === 0) return;
      const deadline = new AbortController();
      await Promise.race([empty.promise, pause(drainMs, deadline.signal)]);
      deadline.abort();
      for (const entry of ready.splice(0)) end(entry, "the server stops");
    },
  };
}
