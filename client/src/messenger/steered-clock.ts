import type { Clock } from "./ports.ts";

/** Time in the hand of a test: it passes when it is told to, and everything that was to happen until then happens in its order. */
export interface SteeredClock extends Clock {
  readonly pass: (ms: number) => Promise<void>;
  /** Lets time pass until it is settled. */
  readonly until: <T>(promise: Promise<T>, longestMs?: number) => Promise<T>;
}

/** All that goes on without the clock. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function createSteeredClock(): SteeredClock {
  let [now, count] = [1_800_000_000_000, 0];
  const timers = new Map<number, { readonly at: number; readonly act: () => void }>();

  function takeNext(by: number): (() => void) | undefined {
    let next: { readonly id: number; readonly at: number; readonly act: () => void } | undefined;
    for (const [id, timer] of timers) if (timer.at <= by && timer.at < (next?.at ?? Infinity)) next = { id, ...timer };
    if (!next) return undefined;
    timers.delete(next.id);
    now = Math.max(now, next.at);
    return next.act;
  }

  async function pass(ms: number): Promise<void> {
    const end = now + ms;
    await settle();
    for (let act = takeNext(end); act; act = takeNext(end)) {
      act();
      await settle();
    }
    now = end;
  }

  return {
    now: () => now,
    after: (ms, act) => {
      const id = count++;
      timers.set(id, { at: now + ms, act });
      return () => void timers.delete(id);
    },
    pass,
    until: async (promise, longestMs = 600_000) => {
      const state = { isSettled: false };
      void Promise.allSettled([promise]).finally(() => {
        state.isSettled = true;
      });
      for (let passed = 0; passed < longestMs && !state.isSettled; passed += 50) await pass(50);
      if (!state.isSettled) throw new Error(`not settled after ${longestMs} ms`);
      return promise;
    },
  };
}
