import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";
import type { SealedPlace } from "./sealing.ts";

export interface SealedRow {
  readonly key: Uint8Array;
  readonly sealed: Uint8Array;
}

/** A column whose values are sealed, for commands that seal them anew. */
export interface SealedColumn {
  place(key: Uint8Array): SealedPlace;
  /** By key; `after` is exclusive. */
  page(db: Kysely<Schema>, after: Uint8Array, limit: number): Promise<readonly SealedRow[]>;
  /** Nothing happens when the value is not `before` any more. */
  replace(tx: Kysely<Schema>, before: SealedRow, sealed: Uint8Array): Promise<void>;
}

/** Where a note's sealed body rests. */
export const noteBodyPlace = (noteId: Uint8Array): SealedPlace => ({ table: "notes", column: "body", key: noteId });

const noteBodies: SealedColumn = {
  place: noteBodyPlace,
  page: async (db, after, limit) => {
    const rows = await db
      .selectFrom("notes")
      .select(["id as key", "body as sealed"])
      .where("id", ">", after)
      .where("body", "is not", null)
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.flatMap(({ key, sealed }) => (sealed ? [{ key, sealed }] : []));
  },
  replace: async (tx, { key, sealed: before }, sealed) => {
    await tx.updateTable("notes").set({ body: sealed }).where("id", "=", key).where("body", "=", before).execute();
  },
};

/** Where a sealed value of an account rests. */
export const accountPlace = (column: AccountColumn, accountId: Uint8Array): SealedPlace => ({
  table: "accounts",
  column,
  key: accountId,
});

type AccountColumn = "password" | "phrase" | "phone" | "email" | "profile";

const accountColumn = (column: AccountColumn): SealedColumn => ({
  place: (key) => accountPlace(column, key),
  page: async (db, after, limit) => {
    const rows = await db
      .selectFrom("accounts")
      .select(["id as key", `${column} as sealed`])
      .where("id", ">", after)
      .where(column, "is not", null)
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.flatMap(({ key, sealed }) => (sealed ? [{ key, sealed }] : []));
  },
  replace: async (tx, { key, sealed: before }, sealed) => {
    await tx
      .updateTable("accounts")
      .set({ [column]: sealed })
      .where("id", "=", key)
      .where(column, "=", before)
      .execute();
  },
});

/** Where the name that a sign-in gave to its device rests. */
export const sessionLabelPlace = (sessionId: Uint8Array): SealedPlace => ({
  table: "sessions",
  column: "label",
  key: sessionId,
});

const sessionLabels: SealedColumn = {
  place: sessionLabelPlace,
  page: (db, after, limit) =>
    db
      .selectFrom("sessions")
      .select(["id as key", "label as sealed"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit)
      .execute(),
  replace: async (tx, { key, sealed: before }, sealed) => {
    await tx.updateTable("sessions").set({ label: sealed }).where("id", "=", key).where("label", "=", before).execute();
  },
};

/** Where what a notice tells rests. */
export const noticePlace = (noticeId: Uint8Array): SealedPlace => ({
  table: "account_notices",
  column: "details",
  key: noticeId,
});

const noticeDetails: SealedColumn = {
  place: noticePlace,
  page: (db, after, limit) =>
    db
      .selectFrom("account_notices")
      .select(["id as key", "details as sealed"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit)
      .execute(),
  replace: async (tx, { key, sealed: before }, sealed) => {
    await tx
      .updateTable("account_notices")
      .set({ details: sealed })
      .where("id", "=", key)
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

const accountColumns = (["password", "phrase", "phone", "email", "profile"] as const).map(accountColumn);

/** Every one there is: a column that is missing here would be lost with the old keys. */
export const sealedColumns: readonly SealedColumn[] = [
  noteBodies,
  ...accountColumns,
  sessionLabels,
  noticeDetails,
  auditDetails,
];
