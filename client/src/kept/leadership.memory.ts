import type { Candidacy, HoldLeadership, Lead } from "./leadership.ts";

/** For all who share what it answers, in one program. */
export function createMemoryLeadership(): HoldLeadership {
  const lastOf = new Map<string, Promise<unknown>>();
  return (name, lead) => {
    const stopping = new AbortController();
    const before = lastOf.get(name) ?? Promise.resolve();
    const over = candidate(before, lead, stopping.signal);
    // Whoever comes next waits for the one before too, who may still lead when this one gives its waiting up.
    const last: Promise<unknown> = Promise.allSettled([before, over]).finally(() => {
      if (lastOf.get(name) === last) lastOf.delete(name);
    });
    lastOf.set(name, last);
    return candidacyOf(over, stopping);
  };
}

async function candidate(before: Promise<unknown>, lead: Lead, until: AbortSignal): Promise<void> {
  const givenUp = new Promise<void>((resolve) => until.addEventListener("abort", () => resolve()));
  await Promise.race([before, givenUp]);
  if (!until.aborted) await lead(until);
}

const candidacyOf = (over: Promise<void>, stopping: AbortController): Candidacy => ({
  over,
  [Symbol.asyncDispose]: () => {
    stopping.abort();
    return over;
  },
});
