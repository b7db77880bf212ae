import type { KeptKey } from "./kept-key.ts";
import type { KeptChange, KeptPage } from "./kept-records.ts";

interface ModelRecord {
  readonly key: KeptKey;
  readonly value: unknown;
}

/** Kept records as a list without any order: each answer looks at all of it. */
export function createModel() {
  let records: readonly (ModelRecord & { readonly collection: string })[] = [];

  const without = (collection: string, isGone: (key: KeptKey) => boolean) =>
    records.filter((record) => record.collection !== collection || !isGone(record.key));

  const all = ({ collection, from, to }: Omit<KeptPage, "limit">): readonly ModelRecord[] =>
    records
      .filter((record) => record.collection === collection && isWithin(record.key, from, to))
      .map(({ key: of, value }) => ({ key: of, value }))
      .toSorted((a, b) => (isBefore(a.key, b.key) ? -1 : 1));

  return {
    all,
    get: (of: string, wanted: KeptKey) =>
      records.find((record) => record.collection === of && isSame(record.key, wanted))?.value,
    read: ({ direction, limit, ...of }: KeptPage): readonly ModelRecord[] => {
      const found = all(of);
      return (direction === "descending" ? found.toReversed() : found).slice(0, limit);
    },
    change: (made: KeptChange): void => {
      if (made.kind === "delete_range") {
        records = without(made.collection, (of) => isWithin(of, made.from, made.to));
        return;
      }
      records = without(made.collection, (of) => isSame(of, made.key));
      if (made.kind === "put") records = [...records, made];
    },
  };
}

const isSame = (a: KeptKey, b: KeptKey): boolean => JSON.stringify(a) === JSON.stringify(b);

const isWithin = (key: KeptKey, from: KeptKey | undefined, to: KeptKey | undefined): boolean =>
  (from === undefined || !isBefore(key, from)) && (to === undefined || isBefore(key, to));

/** Each key as a text that sorts as the key does: lists after texts, numbers before texts, an end before everything. */
const isBefore = (a: KeptKey, b: KeptKey): boolean => sortable(a) < sortable(b);

const sortable = (key: KeptKey): string =>
  typeof key === "string" ? `T${spelt(key)}` : `U${key.map((part) => `M${partOf(part)}`).join("")}`;

const partOf = (part: string | number): string =>
  typeof part === "number" ? `N${String(part + 100).padStart(4, "0")}` : `T${spelt(part)}`;

/** Of characters of this story alone. */
const spelt = (text: string): string => `${Array.from(text, (character) => `C${character}`).join("")}A`;
