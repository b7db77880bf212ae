import { checkEnd, checkKey, copyKey, type KeptKey, type KeptKeys } from "./kept-key.ts";

/** What JSON can hold; an absent property and an undefined one are the same. */
export type KeptValue =
  | string
  | number
  | boolean
  | null
  | readonly KeptValue[]
  | { readonly [name: string]: KeptValue | undefined };

export interface KeptRange extends KeptKeys {
  readonly collection: string;
}

export interface KeptPage extends KeptRange {
  /** 1 to `MAX_PAGE`. */
  readonly limit: number;
  /** `ascending` unless told. */
  readonly direction?: "ascending" | "descending" | undefined;
}

export interface KeptRecord {
  readonly key: KeptKey;
  /** To be parsed: what a browser gives back is not of this page alone. */
  readonly value: unknown;
}

export type KeptChange =
  | { readonly kind: "put"; readonly collection: string; readonly key: KeptKey; readonly value: KeptValue }
  | { readonly kind: "delete"; readonly collection: string; readonly key: KeptKey }
  | ({ readonly kind: "delete_range" } & KeptRange);

/**
 * What a messenger keeps of one account on this device: entries, an outbox, drafts, cursors. Everything rejects with `KeptError`.
 *
 * Not promised: that anything is still there. A browser may drop all of it at any time, and a record that cannot be read any more is absent;
 * whoever keeps here must be able to fetch or do without. Nothing is pruned by itself either: its caller counts, and deletes by range.
 */
export interface KeptRecords extends AsyncDisposable {
  /** Undefined when absent. */
  readonly get: (collection: string, key: KeptKey) => Promise<unknown>;
  /** As many as there are up to the limit: fewer means that there are no more. */
  readonly readRange: (page: KeptPage) => Promise<readonly KeptRecord[]>;
  /** May count records that cannot be read any more. */
  readonly count: (range: KeptRange) => Promise<number>;
  /**
   * Makes all changes in their order, or none; kept durably, as far as the browser tells, when it resolves. Values are taken as they are at the
   * call, and writes follow each other as they were called. A read sees what was written when it resolved, and maybe more.
   */
  readonly write: (changes: readonly KeptChange[]) => Promise<void>;
  /** Deletes every record. The place itself stays, and goes on being used by others who have it open. */
  readonly clear: () => Promise<void>;
}

export const MAX_PAGE = 1_000;
export const MAX_CHANGES = 1_000;
/** Of a value as JSON. */
export const MAX_VALUE_CHARACTERS = 1024 * 1024;
/** Of all values in a batch. */
export const MAX_BATCH_CHARACTERS = 16 * MAX_VALUE_CHARACTERS;

/** A change whose value is text already: all that could be wrong with it has been found. */
export type WrittenChange =
  | { readonly kind: "put"; readonly collection: string; readonly key: KeptKey; readonly text: string }
  | Exclude<KeptChange, { readonly kind: "put" }>;

/**
 * A copy of all changes, so that nobody can change them while they wait. Throws a TypeError or RangeError, before anything is changed: the
 * program is wrong then, and not the place.
 */
export function writeChanges(changes: readonly KeptChange[]): readonly WrittenChange[] {
  if (changes.length > MAX_CHANGES) throw new RangeError(`a batch has at most ${MAX_CHANGES} changes`);
  const written = changes.map(writeChange);
  const length = written.reduce((sum, change) => sum + (change.kind === "put" ? change.text.length : 0), 0);
  if (length > MAX_BATCH_CHARACTERS) throw new RangeError("the values of the batch are too large: write it in parts");
  return written;
}

function writeChange(change: KeptChange): WrittenChange {
  const { kind, collection } = change;
  if (kind === "delete_range") {
    checkRange(change);
    return { kind, collection, from: change.from && copyKey(change.from), to: change.to && copyKey(change.to) };
  }
  checkPlace(collection, change.key);
  const key = copyKey(change.key);
  return kind === "delete" ? { kind, collection, key } : { kind, collection, key, text: writeValue(change.value) };
}

function writeValue(value: KeptValue): string {
  const text = JSON.stringify(value);
  if (text.length > MAX_VALUE_CHARACTERS) throw new RangeError("the value is too large: split it");
  return text;
}

export function checkPlace(collection: string, key: KeptKey): void {
  checkCollection(collection);
  checkKey(key);
}

export function checkRange({ collection, from, to }: KeptRange): void {
  checkCollection(collection);
  for (const end of [from, to]) if (end !== undefined) checkEnd(end);
}

/** They stand in clear on disk, so they come from the program. */
function checkCollection(name: string): void {
  if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) throw new TypeError(`"${name}" does not name a collection`);
}

export function checkPage(page: KeptPage): void {
  checkRange(page);
  if (!Number.isInteger(page.limit) || page.limit < 1 || page.limit > MAX_PAGE) {
    throw new RangeError(`a page has 1 to ${MAX_PAGE} records`);
  }
}
