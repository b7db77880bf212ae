export interface Errands extends AsyncDisposable {
  /** Returns at once. What finds too many waiting is told to `onTrouble` and not done. */
  readonly later: (work: () => void | Promise<void>) => void;
}

export interface ErrandRules {
  readonly onTrouble: (error: unknown) => void;
  readonly maxWaiting?: number;
  /** The answer of the request that asked for it is out by then. */
  readonly headStartMs?: number;
}

/**
 * Work that no answer waits for, so that the time of an answer tells nothing of it (RULES.md A3). One after the other, and in memory: what a
 * crash loses, people ask for again. Disposing does at once what waits.
 */
export function createErrands({ onTrouble, maxWaiting = 1000, headStartMs = 100 }: ErrandRules): Errands {
  const waiting = new Set<() => Promise<void>>();
  let begun = 0;
  let last = Promise.resolve();

  const begin = (errand: () => Promise<void>): void => {
    if (!waiting.delete(errand)) return;
    begun += 1;
    last = last
      .then(errand)
      .catch(onTrouble)
      .finally(() => void (begun -= 1));
  };

  return {
    later: (work) => {
      if (waiting.size + begun >= maxWaiting) return onTrouble(new Error("too much waits to be done after answers"));
      const errand = async (): Promise<void> => work();
      waiting.add(errand);
      setTimeout(() => begin(errand), headStartMs);
    },
    [Symbol.asyncDispose]: async () => {
      for (const errand of waiting) begin(errand);
      await last;
    },
  };
}
