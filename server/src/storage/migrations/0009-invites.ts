import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** Links that make an account. */
export const invites: Migration = {
  number: 9,
  name: "invites",
  up: async (tx, { types }) => {
    await tx.schema
      .createTable("invites")
      .addColumn("id", types.bytes, (column) => column.primaryKey().notNull())
      .addColumn("token_hash", types.bytes, (column) => column.notNull().unique())
      .addColumn("made_by", types.bytes)
      .addColumn("role", types.text, (column) => column.notNull())
      .addColumn("username", types.text)
      .addColumn("skeleton", types.text)
      .addColumn("made_at", types.long, (column) => column.notNull())
      .addColumn("expires_at", types.long, (column) => column.notNull())
      .addColumn("used_by", types.bytes)
      .addColumn("used_at", types.long)
      .addCheckConstraint("invites_role", sql`role in ('user', 'admin')`)
      .addCheckConstraint("invites_name", sql`(username is null) = (skeleton is null)`)
      .addCheckConstraint("invites_use", sql`(used_by is null) = (used_at is null)`)
      .execute();
    await tx.schema.createIndex("invites_by_time").on("invites").columns(["made_at", "id"]).execute();
    await tx.schema.createIndex("invites_by_name").on("invites").column("skeleton").execute();
    await tx.schema.createIndex("invites_by_expiry").on("invites").column("expires_at").execute();
  },
};
