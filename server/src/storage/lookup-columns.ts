import { sql, type Kysely } from "kysely";
import type { Schema } from "./schema.ts";
import type { LookupKind, SealedPlace } from "./sealing.ts";

export interface LookupRow {
  readonly key: Uint8Array;
  readonly sealed: Uint8Array;
  readonly hash: Uint8Array;
}

/** A column by whose keyed hashes a sealed value of the same row is found (RULES.md S8), for commands that hash it anew. */
export interface LookupColumn {
  readonly kind: LookupKind;
  /** Of the sealed value: it is among the `sealedColumns`. */
  place(key: Uint8Array): SealedPlace;
  /** By key; `after` is exclusive. */
  page(db: Kysely<Schema>, after: Uint8Array, limit: number): Promise<readonly LookupRow[]>;
  /** Nothing happens when the hash is not `before`'s any more: the row has gone, or says something else. */
  replace(tx: Kysely<Schema>, before: LookupRow, hash: Uint8Array): Promise<void>;
}

interface LookupNames {
  readonly kind: LookupKind;
  readonly table: string;
  readonly sealed: string;
  readonly hash: string;
}

/** Of a table with the primary key `id`. */
export function createLookupColumn({ kind, table, ...names }: LookupNames): LookupColumn {
  const from = sql.table(table);
  const [sealed, hash] = [sql.ref(names.sealed), sql.ref(names.hash)];
  return {
    kind,
    place: (key) => ({ table, column: names.sealed, key }),
    page: async (db, after, limit) => {
      const { rows } = await sql<LookupRow>`select id as key, ${sealed} as sealed, ${hash} as hash from ${from}
        where id > ${after} and ${sealed} is not null and ${hash} is not null order by id limit ${limit}`.execute(db);
      return rows;
    },
    replace: async (tx, before, next) => {
      await sql`update ${from} set ${hash} = ${next} where id = ${before.key} and ${hash} = ${before.hash}`.execute(tx);
    },
  };
}

/** Every one there is: what a column that is missing here holds would no longer be found once the old keys are gone. */
export const lookupColumns: readonly LookupColumn[] = [
  createLookupColumn({ kind: "phone", table: "accounts", sealed: "phone", hash: "phone_hash" }),
  createLookupColumn({ kind: "email", table: "accounts", sealed: "email", hash: "email_hash" }),
];
