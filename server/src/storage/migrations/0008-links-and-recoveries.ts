import { sql, type Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Migration, MigrationContext } from "./migration.ts";

/** Links that were mailed, and ways back into accounts that are open or wait. */
export const linksAndRecoveries: Migration = {
  number: 8,
  name: "links-and-recoveries",
  up: async (tx, context) => {
    await createLinks(tx, context);
    await createRecoveries(tx, context);
  },
};

/** A link that confirms an address carries it, and ends with the session that asked for it. */
async function createLinks(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("account_links")
    .addColumn("id", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("token_hash", types.bytes, (column) => column.notNull().unique())
    .addColumn("account_id", types.bytes, (column) => column.notNull().references("accounts.id").onDelete("cascade"))
    .addColumn("session_id", types.bytes, (column) => column.references("sessions.id").onDelete("cascade"))
    .addColumn("purpose", types.text, (column) => column.notNull())
    .addColumn("address", types.bytes)
    .addColumn("expires_at", types.long, (column) => column.notNull())
    .addCheckConstraint("account_links_purpose", sql`purpose in ('confirm_email', 'recover')`)
    .addCheckConstraint(
      "account_links_confirming",
      sql`(purpose = 'confirm_email') = (address is not null) and (purpose = 'confirm_email') = (session_id is not null)`,
    )
    .execute();
  await tx.schema.createIndex("account_links_by_account").on("account_links").column("account_id").execute();
  await tx.schema.createIndex("account_links_by_session").on("account_links").column("session_id").execute();
  await tx.schema.createIndex("account_links_by_expiry").on("account_links").column("expires_at").execute();
}

async function createRecoveries(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("recoveries")
    .addColumn("ticket_hash", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("account_id", types.bytes, (column) => column.notNull().references("accounts.id").onDelete("cascade"))
    .addColumn("state", types.text, (column) => column.notNull())
    .addColumn("lost", types.text, (column) => column.notNull())
    .addColumn("proof", types.text)
    .addColumn("asked_at", types.long, (column) => column.notNull())
    .addColumn("ready_at", types.long, (column) => column.notNull())
    .addColumn("expires_at", types.long, (column) => column.notNull())
    .addCheckConstraint("recoveries_state", sql`state in ('open', 'waiting')`)
    .addCheckConstraint("recoveries_lost", sql`lost in ('password', 'phrase', 'phone')`)
    .addCheckConstraint(
      "recoveries_proof",
      sql`(state = 'waiting') = (proof is not null) and proof in ('phrase', 'phone', 'email')`,
    )
    .addUniqueConstraint("recoveries_one_each", ["account_id", "state"])
    .execute();
  await tx.schema.createIndex("recoveries_by_expiry").on("recoveries").column("expires_at").execute();
}
