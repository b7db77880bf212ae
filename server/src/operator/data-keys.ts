import { changeAuditKey } from "../features/admin/change-audit-key.ts";
import { createAuditStore } from "../features/admin/audit.store.ts";
import type { Database } from "../storage/database.ts";
import { createDataKey, dataKeyPurposes, LEARNING_MS, listDataKeys, retireDataKeysBut } from "../storage/data-keys.ts";
import { BEAT_MS, SILENCE_MS } from "../storage/heartbeat.ts";
import { verifyKeyRing } from "../storage/key-checks.ts";
import { createLoadedShelf } from "../storage/key-shelf.ts";
import { readKeyRing } from "../storage/key-source.ts";
import { lookupColumns, type LookupColumn } from "../storage/lookup-columns.ts";
import { requireCurrentSchema } from "../storage/migrate.ts";
import { sealedColumns, type SealedColumn } from "../storage/sealed-columns.ts";
import { readHeartbeat } from "../storage/server-facts.ts";
import type { RotateOptions } from "./keys.ts";
import { rehashAll } from "./rehash.ts";
import { READERS_MS, rekeyConversations } from "./rekey-conversations.ts";
import { resealAll } from "./reseal.ts";

const DAY_MS = 24 * 3600 * 1000;

export interface DataRotateOptions extends RotateOptions {
  /** For servers that run: until they have learned the new keys, in ms. */
  readonly wait: (ms: number) => Promise<void>;
  /** All there are, unless a test brings its own. */
  readonly columns?: { readonly sealed: readonly SealedColumn[]; readonly lookups: readonly LookupColumn[] };
}

export interface DataRotation {
  readonly resealed: number;
  readonly rehashed: number;
  /** Values that do not open: they keep what they hold, and the old data keys stay. */
  readonly damaged: number;
  /** Old data keys that nothing needed any more. */
  readonly forgotten: number;
}

/**
 * `tacet keys rotate --data`, after a leak: new data keys, every sealed value sealed anew, every conversation under a new key of its own, and every look-up hashed anew under them
 * (RULES.md S6), so that old master keys and old copies open nothing of today, and find nobody. Servers may run meanwhile, and it may be
 * interrupted and run again: what is under a retired key is what is left to do. Throws OperatorError.
 */
export async function rotateDataKeys(options: DataRotateOptions): Promise<DataRotation> {
  const { database, source, wait, columns = { sealed: sealedColumns, lookups: lookupColumns } } = options;
  await requireCurrentSchema(database.read);
  const ring = readKeyRing(source);
  const now = await database.readClock();
  const fresh = await database.transact(async (tx) => {
    await verifyKeyRing(tx, ring);
    const made: Uint8Array[] = [];
    for (const purpose of dataKeyPurposes) made.push(await createDataKey(tx, ring, { purpose, now }));
    return made;
  });
  const isServed = now - (await readHeartbeat(database.read)) <= SILENCE_MS;
  if (isServed) await wait(LEARNING_MS + 2 * BEAT_MS);
  const retiredAt = await database.readClock();
  const shelf = await database.exclusively(async (tx) => {
    const before = createLoadedShelf(ring, await listDataKeys(tx), retiredAt);
    for (const id of fresh) await retireDataKeysBut(tx, id, retiredAt);
    const after = createLoadedShelf(ring, await listDataKeys(tx), retiredAt);
    await changeAuditKey(tx, createAuditStore(database), { from: before.held("audit")[0], to: after.held("audit")[0] });
    return after;
  });
  // First: the keys of conversations that are under a retired key are those that have to be replaced themselves.
  const rekeyed = await rekeyConversations(database, shelf, async () => (isServed ? wait(READERS_MS) : undefined));
  const resealed = await resealAll(database, shelf, columns.sealed);
  const rehashed = await rehashAll(database, shelf, columns.lookups);
  const damaged = new Set([...rekeyed.damaged, ...resealed.damaged, ...rehashed.damaged]).size;
  const forgotten = damaged === 0 ? await forgetOldKeys(database, retiredAt - DAY_MS) : 0;
  return { resealed: rekeyed.done + resealed.done, rehashed: rehashed.done, damaged, forgotten };
}

/**
 * Retired so long ago that no process can have used them since; and all that was under them is under another key now. What signed the
 * audit log stays, so that all of it can be verified.
 */
async function forgetOldKeys(database: Database, retiredBefore: number): Promise<number> {
  const { numDeletedRows } = await database.transact((tx) =>
    tx
      .deleteFrom("data_keys")
      .where("retired_at", "<", retiredBefore)
      .where("purpose", "!=", "audit")
      .executeTakeFirst(),
  );
  return Number(numDeletedRows);
}
