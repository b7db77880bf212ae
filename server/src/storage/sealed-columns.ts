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

const linkAddresses = createSealedColumn("account_links", "address");
export const linkAddressPlace = linkAddresses.place;

const codeServices = createSealedColumn("phone_codes", "service");
export const codeServicePlace = codeServices.place;

const contactContents = createSealedColumn("contact_messages", "content");
export const contactContentPlace = contactContents.place;

const conversationColumns = {
  key: createSealedColumn("conversations", "key"),
  settings: createSealedColumn("conversations", "settings"),
};
export const conversationPlace = (column: keyof typeof conversationColumns, conversationId: Uint8Array): SealedPlace =>
  conversationColumns[column].place(conversationId);

const requestTexts = createSealedColumn("message_requests", "text");
const reportTexts = createSealedColumn("reports", "text");
/** Where a text that goes with a row of people's rests. */
export const peopleTextPlace = (table: "message_requests" | "reports", key: Uint8Array): SealedPlace =>
  (table === "reports" ? reportTexts : requestTexts).place(key);

/** Where the details of an entry of the audit log rest. */
export const auditDetailsPlace = (seq: number): SealedPlace => ({
  table: "audit",
  column: "details",
  key: encodeNumber(seq),
});

/** A primary key that is a number, as the bytes that the sealing is bound to. */
function encodeNumber(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** 0 for the empty key that a walk begins with. */
const readNumber = (key: Uint8Array): number =>
  key.length === 0 ? 0 : Number(new DataView(key.buffer, key.byteOffset, key.length).getBigUint64(0));

const auditDetails: SealedColumn = {
  place: (key) => auditDetailsPlace(readNumber(key)),
  page: async (db, after, limit) => {
    const rows = await db
      .selectFrom("audit")
      .select(["seq", "details"])
      .where("seq", ">", readNumber(after))
      .orderBy("seq")
      .limit(limit)
      .execute();
    return rows.map(({ seq, details }) => ({ key: encodeNumber(seq), sealed: details }));
  },
  replace: async (tx, { key, sealed: before }, details) => {
    await tx
      .updateTable("audit")
      .set({ details })
      .where("seq", "=", readNumber(key))
      .where("details", "=", before)
      .execute();
  },
};

/** Where the key rests that hashed the addresses of a day. */
export const contactDayKeyPlace = (day: number): SealedPlace => ({
  table: "contact_day_keys",
  column: "sealed",
  key: encodeNumber(day),
});

const contactDayKeys: SealedColumn = {
  place: (key) => contactDayKeyPlace(readNumber(key)),
  page: async (db, after, limit) => {
    const rows = await db
      .selectFrom("contact_day_keys")
      .select(["day", "sealed"])
      .where("day", ">", after.length === 0 ? -1 : readNumber(after))
      .orderBy("day")
      .limit(limit)
      .execute();
    return rows.map(({ day, sealed }) => ({ key: encodeNumber(day), sealed }));
  },
  replace: async (tx, { key, sealed: before }, sealed) => {
    await tx
      .updateTable("contact_day_keys")
      .set({ sealed })
      .where("day", "=", readNumber(key))
      .where("sealed", "=", before)
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
  contactContents,
  contactDayKeys,
  linkAddresses,
  codeServices,
  ...Object.values(conversationColumns),
  requestTexts,
  reportTexts,
];
