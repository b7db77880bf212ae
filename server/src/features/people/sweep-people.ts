import { PEACE_MS } from "./ask-person.ts";
import type { PeopleDeps } from "./people-deps.ts";

const BATCH = 500;

/** Forgets withdrawn requests whose asked people have been left in peace long enough. Nothing waits for it: asking checks the time itself. */
export function createSweepPeople({ database, store, now, onDestroyed }: PeopleDeps) {
  return async ({ isStopping }: { readonly isStopping: () => boolean }): Promise<void> => {
    for (let gone = BATCH; gone === BATCH && !isStopping();) {
      gone = await database.transact((tx) => store.forgetWithdrawn(tx, now() - PEACE_MS, BATCH));
      if (gone > 0) onDestroyed();
    }
  };
}

/** A batch of what a deleted account had to do with others, to be called again while there is more. */
export function createForgetPerson({ database, store, onDestroyed }: PeopleDeps) {
  return async (accountId: Uint8Array): Promise<"all gone" | "more"> => {
    const gone = await database.transact((tx) => store.forgetSome(tx, accountId, BATCH));
    if (gone > 0) onDestroyed();
    return gone === 0 ? "all gone" : "more";
  };
}
