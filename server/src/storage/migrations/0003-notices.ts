import type { Migration } from "./migration.ts";

/** What accounts are told about themselves. */
export const notices: Migration = {
  number: 3,
  name: "notices",
  up: async (tx, { types }) => {
    await tx.schema
      .createTable("account_notices")
      .addColumn("id", types.bytes, (column) => column.primaryKey().notNull())
      .addColumn("account_id", types.bytes, (column) => column.notNull().references("accounts.id").onDelete("cascade"))
      .addColumn("kind", types.text, (column) => column.notNull())
      .addColumn("details", types.bytes, (column) => column.notNull())
      .addColumn("at", types.long, (column) => column.notNull())
      .addColumn("seen_at", types.long)
      .execute();
    await tx.schema
      .createIndex("account_notices_by_account")
      .on("account_notices")
      .columns(["account_id", "at"])
      .execute();
    await tx.schema.createIndex("account_notices_by_time").on("account_notices").column("at").execute();
  },
};
