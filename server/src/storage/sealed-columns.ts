import { sql, type Kysely } from "kysely";
import type { Schema } from "./schema.ts";
import type { SealedPlace } from "./sealing.ts";

export interface SealedRow {
  readonly key: Uint8Array;
  readonly sealed: Uint8Array;
}

/** A column whose values are sealed, for commands that seal them anew. */
export interface SealedColumn {
  readonly place: (key: Uint8Array) => SealedPlace;
  /** By key; `after` is exclusive. */
  page(db: Kysely<Schema>, after: Uint8Array, limit: number): Promise<readonly SealedRow[]>;
  /** Nothing happens when the value is not `before` any more. */
  replace(tx: Kysely<Schema>, before: SealedRow, sealed: Uint8Array): Promise<void>;
}

/** Of a table whose primary key is `id`. Table and column are part of what a value is bound to: one that is renamed keeps its old names here. */
function createSealedColumn(table: keyof Schema, column: string): SealedColumn {
  const [from, sealed] = [sql.table(table), sql.ref(column)];
  return {
    place: (key) => ({ table, column, key }),
    page: async (db, after, limit) => {
      const { rows } = await sql<SealedRow>`select id as key, ${sealed} as sealed from ${from}
        where id > ${after} and ${sealed} is not null order by id limit ${limit}`.execute(db);
      return rows;
    },
    replace: async (tx, { key, sealed: before }, next) => {
      await sql`update ${from} set ${sealed} = ${next} where id = ${key} and ${sealed} = ${before}`.execute(tx);
    },
  };
}

const noteBodies = createSealedColumn("notes", "body");
export const noteBodyPlace = noteBodies.place;

const accountColumns = {
  password: createSealedColumn("accounts", "password"),
  phrase: createSealedColumn("accounts", "phrase"),
  phone: createSealedColumn("accounts", "phone"),
  email: createSealedColumn("accounts", "email"),
  profile: createSealedColumn("accounts", "profile"),
};
export const accountPlace = (column: keyof typeof accountColumns, accountId: Uint8Array): SealedPlace =>
  accountColumns[column].place(accountId);

const sessionLabels = createSealedColumn("sessions", "label");
export const sessionLabelPlace = sessionLabels.place;

const noticeDetails = createSealedColumn("account_notices", "details");
export const noticePlace = noticeDetails.place;

/** Where the details of an entry of the audit log rest. */
export const auditDetailsPlace = (seq: number): SealedPlace => ({
  table: "audit",
  column: "details",
  key: keyOfSeq(seq),
});

function keyOfSeq(seq: number): Uint8Array {
  const key = new Uint8Array(8);
  new DataView(key.buffer).setBigUint64(0, BigInt(seq));
  return key;
}

/** 0 for the empty key that a walk begins with. */
const seqOfKey = (key: Uint8Array): number =>
  key.length === 0 ? 0 : Number(new DataView(key.buffer, key.byteOffset, key.length).getBigUint64(0));

const auditDetails: SealedColumn = {
  place: (key) => auditDetailsPlace(seqOfKey(key)),
  page: async (db, after, limit) => {
    const rows = await db
      .selectFrom("audit")
      .select(["seq", "details"])
      .where("seq", ">", seqOfKey(after))
      .orderBy("seq")
      .limit(limit)
      .execute();
    return rows.map(({ seq, details }) => ({ key: keyOfSeq(seq), sealed: details }));
  },
  replace: async (tx, { key, sealed: before }, details) => {
    await tx
      .updateTable("audit")
      .set({ details })
      .where("seq", "=", seqOfKey(key))
      .where("details", "=", before)
      .execute();
  },
};

/** Every one there is: a column that is missing here would be lost with the old keys. */
export const sealedColumns: readonly SealedColumn[] = [
  noteBodies,
  ...Object.values(accountColumns),
  sessionLabels,
  noticeDetails,
  auditDetails,
];
