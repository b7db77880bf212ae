import { encodeHex } from "@tacet/protocol";
import type { Database } from "../storage/database.ts";
import { countSeals, listDataKeys } from "../storage/data-keys.ts";
import type { KeyShelf } from "../storage/key-shelf.ts";
import type { SealedColumn, SealedRow } from "../storage/sealed-columns.ts";
import { createSealing, dataKeyIdOf, SealBroken, type Sealing } from "../storage/sealing.ts";
import { nameOf, rowsOf, type ColumnsDone } from "./column-pages.ts";

/** Seals anew what is under a retired key. */
export async function resealAll(
  database: Database,
  shelf: KeyShelf,
  columns: readonly SealedColumn[],
): Promise<ColumnsDone> {
  const rows = await listDataKeys(database.read);
  const retired = new Set(rows.filter((row) => row.retired_at !== null).map((row) => encodeHex(row.id)));
  const sealing = createSealing(shelf, () => {});
  const damaged: string[] = [];
  let done = 0;
  for (const column of columns) {
    for await (const row of rowsOf(database, column)) {
      const outcome = await resealOne(database, { column, row, sealing, retired });
      if (outcome === "resealed") done += 1;
      if (outcome === "damaged") damaged.push(nameOf(column.place(row.key)));
    }
  }
  await saveCounts(database, shelf);
  return { done, damaged };
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
