import { KeptError } from "../../kept/kept-error.ts";
import type { HoldLeadership } from "../../kept/leadership.ts";

/** Among all tabs of this browser, by Web Locks. Throws KeptError `unavailable` where there are none: each tab then is on its own. */
export function createTabLeadership(): HoldLeadership {
  if (!("locks" in navigator)) throw new KeptError("unavailable");
  const { locks } = navigator;
  return (name, lead) => {
    const stopping = new AbortController();
    const { signal } = stopping;
    const work = async (): Promise<void> => {
      if (!signal.aborted) await lead(signal);
    };
    const over = locks.request(`tacet kept ${name}`, { signal }, work).catch((error: unknown) => {
      // Whoever stops waiting is told so by an error of its own making.
      if (!signal.aborted || error !== signal.reason) throw error;
    });
    return {
      over,
      [Symbol.asyncDispose]: () => {
        stopping.abort();
        return over;
      },
    };
  };
}
