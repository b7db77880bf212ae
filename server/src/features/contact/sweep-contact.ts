import type { ContactDeps } from "./contact-deps.ts";
import { firstDayKept, startOfDay } from "./source-of-day.ts";

const BATCH = 100;
/** What is done is kept a month, in case somebody writes again about it. */
const DONE_KEPT_MS = 30 * 24 * 3600 * 1000;

/** Drops the keys of old days, what was hashed with them, and messages that are long done. Several processes may sweep at once. */
export function createSweepContact(deps: ContactDeps) {
  return async ({ isStopping }: { readonly isStopping: () => boolean }): Promise<void> => {
    if (!(await deps.isTimeCredible())) return;
    await dropOldDays(deps);
    while (!isStopping() && (await forgetDone(deps)) === BATCH) continue;
  };
}

async function dropOldDays({ database, store, now, onDestroyed }: ContactDeps): Promise<void> {
  const day = firstDayKept(now());
  if (!(await store.hasDayBefore(database.read, day))) return;
  await database.transact((tx) => store.dropDaysBefore(tx, { day, start: startOfDay(day) }));
  onDestroyed();
}

async function forgetDone({ database, store, now, onDestroyed }: ContactDeps): Promise<number> {
  const done = await store.doneBefore(database.read, now() - DONE_KEPT_MS, BATCH);
  if (done.length === 0) return 0;
  const ids = done.map(({ id }) => id);
  await database.transact((tx) => store.forget(tx, ids));
  onDestroyed();
  return done.length;
}
