/** A whole number or a text. */
export type KeptKeyPart = string | number;

/**
 * Where a record lies in its collection. Keys stand in clear on disk: ids and numbers, never anything that was written by a person. They sort
 * as in IndexedDB: texts by code unit before lists, lists part by part, numbers before texts, the shorter of two equal beginnings first.
 */
export type KeptKey = string | readonly KeptKeyPart[];

/** From the first key on, and up to the other without it. An end that is not given is open. */
export interface KeptKeys {
  readonly from?: KeptKey | undefined;
  readonly to?: KeptKey | undefined;
}

export const MAX_KEY_PARTS = 8;
export const MAX_KEY_CHARACTERS = 512;

/** Throws a TypeError at a key that not every implementation could take. */
export const checkKey = (key: KeptKey): void => checkParts(key, 0);

/** An end of a range may be longer by what `keyAfter` adds. */
export const checkEnd = (key: KeptKey): void => checkParts(key, 1);

function checkParts(key: KeptKey, longerBy: number): void {
  const parts = typeof key === "string" ? [key] : key;
  const length = parts.reduce<number>((sum, part) => sum + (typeof part === "string" ? part.length : 0), 0);
  if (parts.length > MAX_KEY_PARTS + longerBy || length > MAX_KEY_CHARACTERS + longerBy) {
    throw new TypeError("the key is too long");
  }
  if (parts.some((part) => typeof part === "number" && !isPlainNumber(part))) {
    throw new TypeError("a number in a key is whole, and exact");
  }
}

/** -0 would be the same key as 0 and another text. */
const isPlainNumber = (part: number): boolean => Number.isSafeInteger(part) && !Object.is(part, -0);

export const copyKey = (key: KeptKey): KeptKey => (typeof key === "string" ? key : [...key]);

/** Below zero when `a` comes first. */
export function compareKeys(a: KeptKey, b: KeptKey): number {
  if (typeof a === "string") return typeof b === "string" ? compareParts(a, b) : -1;
  if (typeof b === "string") return 1;
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareParts(part, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareParts(a: KeptKeyPart, b: KeptKeyPart): number {
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Whether no key can lie between the ends. */
export const isEmptyRange = ({ from, to }: KeptKeys): boolean =>
  from !== undefined && to !== undefined && compareKeys(from, to) >= 0;

/** All lists that begin with `id`, such as `[id, seq]`, for every seq. */
export const keysUnder = (id: string): KeptKeys => ({ from: [id], to: [`${id}\0`] });

/** The key that no other comes before once `key` is passed: where a next page begins. */
export const keyAfter = (key: KeptKey): KeptKey =>
  typeof key === "string" ? `${key}\0` : [...key, Number.MIN_SAFE_INTEGER];
