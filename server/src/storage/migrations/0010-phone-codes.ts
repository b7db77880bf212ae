import type { Migration } from "./migration.ts";

/** Codes that were sent to phones. A row lives for minutes. */
export const phoneCodes: Migration = {
  number: 10,
  name: "phone-codes",
  up: async (tx, { types }) => {
    await tx.schema
      .createTable("phone_codes")
      .addColumn("id", types.bytes, (column) => column.primaryKey().notNull())
      .addColumn("bound_to", types.bytes, (column) => column.notNull())
      .addColumn("code_hash", types.bytes)
      .addColumn("service", types.bytes)
      .addColumn("tries", types.long, (column) => column.notNull())
      .addColumn("used_at", types.long)
      .addColumn("expires_at", types.long, (column) => column.notNull())
      .execute();
    await tx.schema.createIndex("phone_codes_by_expiry").on("phone_codes").column("expires_at").execute();
  },
};
