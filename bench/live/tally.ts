/** Counts frames as they come to any number of sockets. */
export interface Tally {
  readonly count: (payload: Buffer) => void;
  /** Resolves when so many have come from now on. Rejects when none has come for a while. */
  readonly after: (count: number) => Promise<void>;
  /** The one that came last. */
  readonly last: () => string;
}

const STALLED_MS = 30_000;

export function createTally(): Tally {
  let counted = 0;
  let last: Buffer | undefined;
  let goal: { readonly at: number; readonly resolve: () => void } | undefined;
  return {
    count: (payload) => {
      counted += 1;
      last = payload;
      if (goal?.at === counted) goal.resolve();
    },
    after: async (count) => {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      goal = { at: counted + count, resolve };
      let seen = counted;
      const watch = setInterval(() => {
        if (seen === counted) reject(new Error(`${goal ? goal.at - counted : 0} of ${count} frames did not come`));
        seen = counted;
      }, STALLED_MS);
      await promise.finally(() => clearInterval(watch));
    },
    last: () => last?.toString() ?? "",
  };
}
