import { parseUtf8 } from "@tacet/protocol";
import type { Database } from "../storage/database.ts";
import { sameKey } from "../storage/data-keys.ts";
import type { KeyShelf } from "../storage/key-shelf.ts";
import type { LookupColumn, LookupRow } from "../storage/lookup-columns.ts";
import { createSealing, SealBroken } from "../storage/sealing.ts";
import { nameOf, pagesOf, type ColumnsDone } from "./column-pages.ts";

/** Hashes anew, from the sealed values, what is not under the current look-up key: a page in one transaction. */
export async function rehashAll(
  database: Database,
  shelf: KeyShelf,
  columns: readonly LookupColumn[],
): Promise<ColumnsDone> {
  const damaged: string[] = [];
  let done = 0;
  for (const column of columns) {
    for await (const page of pagesOf(database, column)) {
      const hashed = page.map((row) => ({ row, hash: hashOf(column, row, shelf) }));
      const broken = hashed.filter(({ hash }) => hash === "damaged");
      damaged.push(...broken.map(({ row }) => nameOf(column.place(row.key))));
      done += await replaceHashes(database, column, hashed);
    }
  }
  return { done, damaged };
}

interface Hashed {
  readonly row: LookupRow;
  readonly hash: Uint8Array | "damaged";
}

async function replaceHashes(database: Database, column: LookupColumn, hashed: readonly Hashed[]): Promise<number> {
  const changes = hashed.flatMap(({ row, hash }) =>
    hash === "damaged" || sameKey(hash, row.hash) ? [] : [{ row, hash }],
  );
  if (changes.length === 0) return 0;
  await database.transact(async (tx) => {
    for (const { row, hash } of changes) await column.replace(tx, row, hash);
  });
  return changes.length;
}

function hashOf(column: LookupColumn, { key, sealed }: LookupRow, shelf: KeyShelf): Uint8Array | "damaged" {
  const place = column.place(key);
  const sealing = createSealing(shelf, () => {});
  try {
    const [hash] = sealing.lookup(column.kind, parseUtf8(sealing.open(place, sealed)));
    if (!hash) throw new Error("there is no look-up key");
    return hash;
  } catch (error) {
    if (error instanceof SealBroken) return "damaged";
    throw error;
  }
}
