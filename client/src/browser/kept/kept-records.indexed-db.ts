import {
  checkPage,
  checkPlace,
  checkRange,
  writeChanges,
  type KeptPage,
  type KeptRecord,
  type KeptRecords,
  type WrittenChange,
} from "../../kept/kept-records.ts";
import { openKeptDatabase, type KeptPlace } from "./kept-database.ts";
import { openText, sealText } from "./kept-sealing.ts";
import { createStoredRecords, type StoredChange, type StoredRecord } from "./stored-records.ts";

/**
 * In IndexedDB, each value sealed under a key that nobody can read out. Names of collections, keys, sizes and numbers of records stand in
 * clear. Several tabs may have it open at once. Rejects with KeptError where the browser keeps nothing: `createMemoryRecords` does then.
 */
export async function openKeptRecords(place: KeptPlace): Promise<KeptRecords> {
  const { database, key } = await openKeptDatabase(place);
  const stored = createStoredRecords(database);
  const inTurn = createTurns();

  /** Undefined, and deleted, when one does not open: it counts as absent. */
  async function openAll(records: readonly StoredRecord[]): Promise<readonly KeptRecord[] | undefined> {
    const texts = await Promise.all(records.map((record) => openText(key, record, record.sealed)));
    const unusable = records.filter((_record, index) => texts[index] === undefined);
    if (unusable.length > 0) {
      await stored.discard(unusable);
      return undefined;
    }
    return records.map((record, index) => ({ key: record.key, value: JSON.parse(texts[index] ?? "null") }));
  }

  /** Read again after some were deleted: fewer than asked for would mean that there are no more. */
  async function readRange(page: KeptPage): Promise<readonly KeptRecord[]> {
    return (await openAll(await stored.readPage(page))) ?? readRange(page);
  }

  // WebCrypto is awaited before the transaction begins: one that waits for anything else is over.
  const sealAll = (changes: readonly WrittenChange[]): Promise<readonly StoredChange[]> =>
    Promise.all(changes.map((change) => sealChange(key, change)));

  return {
    get: async (collection, of) => {
      checkPlace(collection, of);
      const record = await stored.read({ collection, key: of });
      return record && (await openAll([record]))?.[0]?.value;
    },
    readRange: async (page) => {
      checkPage(page);
      return readRange(page);
    },
    count: async (range) => {
      checkRange(range);
      return stored.count(range);
    },
    write: async (changes) => inTurn(sealAll(writeChanges(changes)), stored.change),
    clear: () => inTurn(Promise.resolve(), stored.clear),
    [Symbol.asyncDispose]: () => inTurn(Promise.resolve(), async () => database.close()),
  };
}

async function sealChange(key: CryptoKey, change: WrittenChange): Promise<StoredChange> {
  if (change.kind !== "put") return change;
  const { collection, key: of, text } = change;
  return { kind: "put", collection, key: of, sealed: await sealText(key, change, text) };
}

/** A small value is sealed before a large one that was given earlier: what is ready waits for those before it. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(getReady: Promise<T>, act: (ready: T) => Promise<void>): Promise<void> => {
    const done = Promise.all([getReady, last]).then(([ready]) => act(ready));
    // Whoever called is told what went wrong; the next one only waits.
    last = Promise.allSettled([last, done]);
    return done;
  };
}
