import { encodeHex } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Database } from "../storage/database.ts";
import type { Schema } from "../storage/schema.ts";
import type { SealedPlace } from "../storage/sealing.ts";

const BATCH = 50;

interface PagedColumn<Row> {
  page(db: Kysely<Schema>, after: Uint8Array, limit: number): Promise<readonly Row[]>;
}

/** What became of the values of all columns. */
export interface ColumnsDone {
  readonly done: number;
  /** Names of values that do not open. */
  readonly damaged: readonly string[];
}

export async function* pagesOf<Row extends { readonly key: Uint8Array }>(
  { read }: Database,
  column: PagedColumn<Row>,
): AsyncGenerator<readonly Row[]> {
  let after = new Uint8Array();
  for (;;) {
    const page = await column.page(read, after, BATCH);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = Uint8Array.from(last.key);
  }
}

export async function* rowsOf<Row extends { readonly key: Uint8Array }>(
  database: Database,
  column: PagedColumn<Row>,
): AsyncGenerator<Row> {
  for await (const page of pagesOf(database, column)) yield* page;
}

export const nameOf = ({ table, column, key }: SealedPlace): string => `${table}.${column} ${encodeHex(key)}`;
