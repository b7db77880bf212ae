import { encodeHex } from "@tacet/protocol";
import type { Database } from "../storage/database.ts";
import { countSeals, createDataKey, LEARNING_MS, listDataKeys, retireDataKeysBut } from "../storage/data-keys.ts";
import { BEAT_MS, SILENCE_MS } from "../storage/heartbeat.ts";
import { verifyKeyRing } from "../storage/key-checks.ts";
import { createKeyShelf, type KeyShelf } from "../storage/key-shelf.ts";
import { readKeyRing } from "../storage/key-source.ts";
import { requireCurrentSchema } from "../storage/migrate.ts";
import { sealedColumns, type SealedColumn, type SealedRow } from "../storage/sealed-columns.ts";
import { createSealing, dataKeyIdOf, SealBroken, type Sealing } from "../storage/sealing.ts";
import { readHeartbeat } from "../storage/server-facts.ts";
import type { RotateOptions } from "./keys.ts";

const BATCH = 50;
const DAY_MS = 24 * 3600 * 1000;

export interface DataRotateOptions extends RotateOptions {
  /** For servers that run: until they have learned the new key, in ms. */
  readonly wait: (ms: number) => Promise<void>;
}

export interface DataRotation {
  readonly resealed: number;
  /** Rows that do not open: they keep what they hold, and the old data keys stay. */
  readonly damaged: number;
  /** Old data keys that nothing needed any more. */
  readonly forgotten: number;
}

/**
 * `tacet keys rotate --data`, after a leak: a new data key, and every sealed value sealed anew under it (RULES.md S6), so that old
 * master keys and old copies open nothing of today. Servers may run meanwhile, and it may be interrupted and run again: what is under
 * a retired key is what is left to do. Throws OperatorError.
 */
export async function rotateDataKeys({ database, source, wait }: DataRotateOptions): Promise<DataRotation> {
  await requireCurrentSchema(database.read);
  const ring = readKeyRing(source);
  const now = await database.readClock();
  const fresh = await database.transact(async (tx) => {
    await verifyKeyRing(tx, ring);
    return createDataKey(tx, ring, now);
  });
  const isServed = now - (await readHeartbeat(database.read)) <= SILENCE_MS;
  if (isServed) await wait(LEARNING_MS + 2 * BEAT_MS);
  const retiredAt = await database.readClock();
  await database.transact((tx) => retireDataKeysBut(tx, fresh, retiredAt));
  const shelf = createKeyShelf(ring);
  const { resealed, damaged } = await resealAll(database, shelf);
  const forgotten = damaged === 0 ? await forgetOldKeys(database, retiredAt - DAY_MS) : 0;
  return { resealed, damaged, forgotten };
}

async function resealAll(database: Database, shelf: KeyShelf): Promise<{ resealed: number; damaged: number }> {
  const rows = await listDataKeys(database.read);
  shelf.load(rows, await database.readClock());
  const retired = new Set(rows.filter((row) => row.retired_at !== null).map((row) => encodeHex(row.id)));
  const sealing = createSealing(shelf, () => {});
  const outcomes = { resealed: 0, damaged: 0, untouched: 0 };
  for (const column of sealedColumns) {
    for await (const row of rowsOf(database, column)) {
      outcomes[await resealOne(database, { column, row, sealing, retired })] += 1;
    }
  }
  await saveCounts(database, shelf);
  return outcomes;
}

async function* rowsOf(database: Database, column: SealedColumn): AsyncGenerator<SealedRow> {
  let after = new Uint8Array();
  for (;;) {
    const page = await column.page(database.read, after, BATCH);
    const last = page.at(-1);
    if (!last) return;
    yield* page;
    after = Uint8Array.from(last.key);
  }
}

interface Resealing {
  readonly column: SealedColumn;
  readonly row: SealedRow;
  readonly sealing: Sealing;
  /** Data key ids in hex. */
  readonly retired: ReadonlySet<string>;
}

async function resealOne(
  database: Database,
  { column, row, sealing, retired }: Resealing,
): Promise<"resealed" | "damaged" | "untouched"> {
  const place = column.place(row.key);
  try {
    if (!retired.has(encodeHex(dataKeyIdOf(place, row.sealed)))) return "untouched";
    const sealed = sealing.seal(place, sealing.open(place, row.sealed));
    await database.transact((tx) => column.replace(tx, row, sealed));
    return "resealed";
  } catch (error) {
    if (error instanceof SealBroken) return "damaged";
    throw error;
  }
}

async function saveCounts(database: Database, shelf: KeyShelf): Promise<void> {
  await database.transact(async (tx) => {
    for (const { id, seals } of shelf.takeCounts()) await countSeals(tx, id, seals);
  });
}

/** Retired so long ago that no process can have sealed with them since; and all that they had sealed is under another key now. */
async function forgetOldKeys(database: Database, retiredBefore: number): Promise<number> {
  const { numDeletedRows } = await database.transact((tx) =>
    tx.deleteFrom("data_keys").where("retired_at", "<", retiredBefore).executeTakeFirst(),
  );
  return Number(numDeletedRows);
}
