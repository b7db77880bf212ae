import { KeptError } from "./kept-error.ts";
import { compareKeys, copyKey, isEmptyRange, type KeptKey, type KeptKeys } from "./kept-key.ts";
import {
  checkPage,
  checkPlace,
  checkRange,
  writeChanges,
  type KeptRecord,
  type KeptRecords,
  type WrittenChange,
} from "./kept-records.ts";

interface Entry {
  readonly key: KeptKey;
  readonly text: string;
}

/** Nothing on disk, and gone with the program: for the command line, for sessions that leave nothing, and where a browser keeps nothing. */
export function createMemoryRecords(): KeptRecords {
  const collections = new Map<string, Entry[]>();
  let isClosed = false;

  /** Sorted by key. */
  function entriesOf(collection: string): Entry[] {
    if (isClosed) throw new KeptError("closed");
    const entries = collections.get(collection) ?? [];
    collections.set(collection, entries);
    return entries;
  }

  function apply(change: WrittenChange): void {
    const entries = entriesOf(change.collection);
    if (change.kind === "delete_range") {
      const [start, end] = boundsOf(entries, change);
      entries.splice(start, end - start);
      return;
    }
    const at = positionOf(entries, change.key);
    const found = isAt(entries, at, change.key) ? 1 : 0;
    if (change.kind === "delete") entries.splice(at, found);
    else entries.splice(at, found, change);
  }

  return {
    get: async (collection, key) => {
      checkPlace(collection, key);
      const entries = entriesOf(collection);
      const at = positionOf(entries, key);
      return isAt(entries, at, key) ? valueOf(entries[at]) : undefined;
    },
    readRange: async (page) => {
      checkPage(page);
      const entries = entriesOf(page.collection);
      const [start, end] = boundsOf(entries, page);
      if (page.direction !== "descending") return entries.slice(start, Math.min(end, start + page.limit)).map(recordOf);
      return entries
        .slice(Math.max(start, end - page.limit), end)
        .toReversed()
        .map(recordOf);
    },
    count: async (range) => {
      checkRange(range);
      const [start, end] = boundsOf(entriesOf(range.collection), range);
      return end - start;
    },
    write: async (changes) => {
      if (isClosed) throw new KeptError("closed");
      for (const change of writeChanges(changes)) apply(change);
    },
    clear: async () => {
      if (isClosed) throw new KeptError("closed");
      collections.clear();
    },
    [Symbol.asyncDispose]: async () => {
      isClosed = true;
      collections.clear();
    },
  };
}

/** Where `key` stands or would stand. */
function positionOf(entries: readonly Entry[], key: KeptKey): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry && compareKeys(entry.key, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isAt(entries: readonly Entry[], at: number, key: KeptKey): boolean {
  const entry = entries[at];
  return entry !== undefined && compareKeys(entry.key, key) === 0;
}

function boundsOf(entries: readonly Entry[], { from, to }: KeptKeys): readonly [number, number] {
  if (isEmptyRange({ from, to })) return [0, 0];
  return [
    from === undefined ? 0 : positionOf(entries, from),
    to === undefined ? entries.length : positionOf(entries, to),
  ];
}

const valueOf = (entry: Entry | undefined): unknown => entry && JSON.parse(entry.text);

const recordOf = (entry: Entry): KeptRecord => ({ key: copyKey(entry.key), value: valueOf(entry) });
