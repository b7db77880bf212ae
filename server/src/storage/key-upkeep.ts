import type { Clock } from "./clock.ts";
import {
  chooseCurrent,
  countSeals,
  createDataKey,
  isUsable,
  listDataKeys,
  MasterKeyDropped,
  MAX_SEALS,
  ofPurpose,
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
    const usable = ofPurpose(rows, "rows").filter(isUsable);
    const newest = usable.at(-1);
    if (!current || !newest) return;
    if (!sameKey(current.id, newest.id)) return; // its successor is being learned
    if (usable.length > 1) await database.transact((tx) => retireDataKeysBut(tx, current.id, now));
    if (current.seals >= MAX_SEALS) await createSuccessor(now);
  }

  async function createSuccessor(now: number): Promise<void> {
    const create = () => database.transact((tx) => createDataKey(tx, shelf.ring(), { purpose: "rows", now }));
    try {
      await create();
    } catch (error) {
      if (!(error instanceof MasterKeyDropped)) throw error;
      shelf.replaceRing(readRing());
      await create();
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
