import type { Clock } from "./clock.ts";
import {
  chooseCurrent,
  countSeals,
  createDataKey,
  listDataKeys,
  MasterKeyDropped,
  MAX_SEALS,
  retireDataKeysBut,
  sameKey,
  type DataKeyRow,
} from "./data-keys.ts";
import type { Database } from "./database.ts";
import type { KeyShelf } from "./key-shelf.ts";
import type { KeyRing } from "./key-ring.ts";
import { MasterKeyMissing } from "./key-wrap.ts";

interface KeyUpkeepDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly shelf: KeyShelf;
  /** The ring as it is now where the operator keeps it: a rotation may have changed it. */
  readonly readRing: () => KeyRing;
}

/** With each beat: counts seals, learns keys that others made, and replaces a key that has sealed enough (RULES.md S9). */
export function createKeyUpkeep({ database, clock, shelf, readRing }: KeyUpkeepDeps): () => Promise<void> {
  async function saveCounts(): Promise<void> {
    const counts = shelf.takeCounts();
    if (counts.length === 0) return;
    await database.transact(async (tx) => {
      for (const { id, seals } of counts) await countSeals(tx, id, seals);
    });
  }

  function load(rows: readonly DataKeyRow[], now: number): void {
    try {
      shelf.load(rows, now);
    } catch (error) {
      if (!(error instanceof MasterKeyMissing)) throw error;
      shelf.replaceRing(readRing());
      shelf.load(rows, now);
    }
  }

  async function renew(rows: readonly DataKeyRow[], now: number): Promise<void> {
    const current = chooseCurrent(rows, now);
    const usable = rows.filter((row) => row.retired_at === null);
    const newest = usable.at(-1);
    if (!current || !newest) return;
    if (!sameKey(current.id, newest.id)) return; // its successor is being learned
    if (usable.length > 1) await database.transact((tx) => retireDataKeysBut(tx, current.id, now));
    if (current.seals >= MAX_SEALS) await createSuccessor(now);
  }

  async function createSuccessor(now: number): Promise<void> {
    try {
      await database.transact((tx) => createDataKey(tx, shelf.ring(), now));
    } catch (error) {
      if (!(error instanceof MasterKeyDropped)) throw error;
      shelf.replaceRing(readRing());
      await database.transact((tx) => createDataKey(tx, shelf.ring(), now));
    }
  }

  return async () => {
    await saveCounts();
    const now = clock.now();
    const rows = await listDataKeys(database.read);
    load(rows, now);
    await renew(rows, now);
  };
}
