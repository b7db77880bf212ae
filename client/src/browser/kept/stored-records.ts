import { equalBytes, type Bytes } from "@tacet/protocol";
import * as z from "zod/mini";
import { isEmptyRange, type KeptKey } from "../../kept/kept-key.ts";
import type { KeptPage, KeptRange } from "../../kept/kept-records.ts";
import { RECORDS, transact } from "./transact.ts";

export interface RecordPlace {
  readonly collection: string;
  readonly key: KeptKey;
}

/** As it lies in the database, under `[collection, key]`. */
export interface StoredRecord extends RecordPlace {
  /** Bytes, unless somebody else has written there. */
  readonly sealed: unknown;
}

export type StoredChange =
  | ({ readonly kind: "put"; readonly sealed: Bytes } & RecordPlace)
  | ({ readonly kind: "delete" } & RecordPlace)
  | ({ readonly kind: "delete_range" } & KeptRange);

const Part = z.union([z.string(), z.number()]);
const DatabaseKey = z.tuple([z.string(), z.union([z.string(), z.array(Part)])]);

/** The requests of records, a transaction each. They reject with KeptError. */
export function createStoredRecords(database: IDBDatabase) {
  return {
    read: (place: RecordPlace): Promise<StoredRecord | undefined> =>
      transact(database, "readonly", (store) => {
        const reading = store(RECORDS).get(keyOf(place));
        return () => (reading.result === undefined ? undefined : { ...place, sealed: reading.result });
      }),
    readPage: (page: KeptPage): Promise<readonly StoredRecord[]> =>
      transact(database, "readonly", (store) => collectPage(store(RECORDS), page)),
    count: (range: KeptRange): Promise<number> =>
      transact(database, "readonly", (store) => {
        if (isEmptyRange(range)) return () => 0;
        const counting = store(RECORDS).count(rangeOf(range));
        return () => counting.result;
      }),
    change: (changes: readonly StoredChange[]): Promise<void> =>
      transact(database, "readwrite", (store) => {
        for (const change of changes) make(store(RECORDS), change);
        return () => undefined;
      }),
    /** Only as they were read: another tab may have put something there since. */
    discard: (records: readonly StoredRecord[]): Promise<void> =>
      transact(database, "readwrite", (store) => {
        for (const record of records) discardUnchanged(store(RECORDS), record);
        return () => undefined;
      }),
    clear: (): Promise<void> =>
      transact(database, "readwrite", (store) => {
        store(RECORDS).clear();
        return () => undefined;
      }),
  };
}

function collectPage(store: IDBObjectStore, page: KeptPage): () => readonly StoredRecord[] {
  const found: StoredRecord[] = [];
  if (isEmptyRange(page)) return () => found;
  const walking = store.openCursor(rangeOf(page), page.direction === "descending" ? "prev" : "next");
  walking.addEventListener("success", () => {
    const cursor = walking.result;
    if (!cursor) return;
    const { data } = DatabaseKey.safeParse(cursor.key);
    // None but these can lie in the range, unless another program writes here too.
    if (data) found.push({ collection: data[0], key: data[1], sealed: cursor.value });
    if (found.length < page.limit) cursor.continue();
  });
  return () => found;
}

function make(store: IDBObjectStore, change: StoredChange): void {
  switch (change.kind) {
    case "put":
      store.put(change.sealed, keyOf(change));
      return;
    case "delete":
      store.delete(keyOf(change));
      return;
    case "delete_range":
      if (!isEmptyRange(change)) store.delete(rangeOf(change));
  }
}

function discardUnchanged(store: IDBObjectStore, record: StoredRecord): void {
  const reading = store.get(keyOf(record));
  reading.addEventListener("success", () => {
    if (isSame(reading.result, record.sealed)) store.delete(keyOf(record));
  });
}

const isSame = (now: unknown, then: unknown): boolean =>
  now instanceof Uint8Array && then instanceof Uint8Array ? equalBytes(now, then) : typeof now === typeof then;

const keyOf = ({ collection, key }: RecordPlace): IDBValidKey => [collection, copyOf(key)];

const copyOf = (key: KeptKey): IDBValidKey => (typeof key === "string" ? key : [...key]);

/** A list comes after its own beginning, so that `[collection]` is before all keys of the collection, and the next name after them. */
const rangeOf = ({ collection, from, to }: KeptRange): IDBKeyRange =>
  IDBKeyRange.bound(
    from === undefined ? [collection] : [collection, copyOf(from)],
    to === undefined ? [`${collection}\0`] : [collection, copyOf(to)],
    false,
    true,
  );
