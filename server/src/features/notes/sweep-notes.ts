import { endIfRead, endNote } from "./end-note.ts";
import type { NoteDeps } from "./note-deps.ts";
import { TOMBSTONE_BYTES } from "./usage.store.ts";

const BATCH = 100;

/**
 * Destroys what time has ended: lapsed leases, expired notes, old tombstones. In batches small enough to let others work between
 * them, until nothing is left, however long the server was away. Nothing waits for it: reading checks the time itself.
 * Several processes may sweep at once.
 */
export function createSweepNotes(deps: NoteDeps) {
  return async ({ isStopping }: { readonly isStopping: () => boolean }): Promise<void> => {
    for (const step of [lapse, expire, forget]) {
      while (!isStopping() && (await deps.isTimeCredible()) && (await step(deps)) === BATCH) continue;
    }
  };
}

async function lapse(deps: NoteDeps): Promise<number> {
  const ids = await deps.store.leasesEnded(deps.database.read, BATCH);
  const ended = await Promise.all(ids.map((id) => lapseOne(deps, id)));
  if (ended.includes(true)) deps.onDestroyed();
  return ids.length;
}

const lapseOne = ({ database, store }: NoteDeps, id: Uint8Array): Promise<boolean> =>
  database.transact(async (tx) => {
    const note = await store.lock(tx, id);
    if (!note) return false;
    await store.closeClaims(tx, id, { to: "lapsed", leaseEndedBy: note.now });
    return endIfRead({ store }, tx, { id, note });
  });

async function expire(deps: NoteDeps): Promise<number> {
  const ids = await deps.store.expired(deps.database.read, BATCH);
  await Promise.all(ids.map((id) => expireOne(deps, id)));
  if (ids.length > 0) deps.onDestroyed();
  return ids.length;
}

/** Looks again under the lock: a claim, a burn or another sweeper may have come first. */
const expireOne = ({ database, store }: NoteDeps, id: Uint8Array): Promise<void> =>
  database.transact(async (tx) => {
    const note = await store.lock(tx, id);
    if (note?.state !== "live" || note.expiresAt > note.now || (await store.hasOpenClaim(tx, id))) return;
    await endNote({ store }, tx, { id, note, reason: "expired" });
  });

async function forget({ database, store }: NoteDeps): Promise<number> {
  return database.transact(async (tx) => {
    const forgotten = await store.forget(tx, BATCH);
    await store.giveBack(tx, forgotten, TOMBSTONE_BYTES);
    return forgotten.length;
  });
}
