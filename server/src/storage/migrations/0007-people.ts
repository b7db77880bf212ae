import { sql, type Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Migration, MigrationContext } from "./migration.ts";

/** Who knows whom, who asks whom, who wants to hear nothing of whom, and what the operator was told. */
export const people: Migration = {
  number: 7,
  name: "people",
  up: async (tx, context) => {
    await createAcquaintances(tx, context);
    await createMessageRequests(tx, context);
    await createBlocks(tx, context);
    await createReports(tx, context);
    if (context.kind === "postgres") await vacuumSoon(tx);
  },
};

async function createAcquaintances(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("acquaintances")
    .addColumn("account_id", types.bytes, (column) => column.notNull().references("accounts.id"))
    .addColumn("other_id", types.bytes, (column) => column.notNull().references("accounts.id"))
    .addColumn("since", types.long, (column) => column.notNull())
    .addPrimaryKeyConstraint("acquaintances_key", ["account_id", "other_id"])
    .addCheckConstraint("acquaintances_two", sql`account_id <> other_id`)
    .execute();
  await tx.schema.createIndex("acquaintances_by_other").on("acquaintances").column("other_id").execute();
}

async function createMessageRequests(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("message_requests")
    .addColumn("id", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("asker_id", types.bytes, (column) => column.notNull().references("accounts.id"))
    .addColumn("asked_id", types.bytes, (column) => column.notNull().references("accounts.id"))
    .addColumn("state", types.text, (column) => column.notNull())
    .addColumn("text", types.bytes, (column) => column.notNull())
    .addColumn("asked_at", types.long, (column) => column.notNull())
    .addColumn("declined_at", types.long)
    .addColumn("withdrawn_at", types.long)
    .addUniqueConstraint("message_requests_pair", ["asker_id", "asked_id"])
    .addCheckConstraint("message_requests_two", sql`asker_id <> asked_id`)
    .addCheckConstraint("message_requests_state", sql`state in ('open', 'unheard')`)
    .addCheckConstraint("message_requests_open", sql`state <> 'open' or (declined_at is null and withdrawn_at is null)`)
    .execute();
  await tx.schema
    .createIndex("message_requests_by_asked")
    .on("message_requests")
    .columns(["asked_id", "asked_at", "id"])
    .execute();
  await tx.schema
    .createIndex("message_requests_withdrawn")
    .on("message_requests")
    .column("declined_at")
    .where(sql.ref("withdrawn_at"), "is not", null)
    .execute();
}

async function createBlocks(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("blocks")
    .addColumn("blocker_id", types.bytes, (column) => column.notNull().references("accounts.id"))
    .addColumn("blocked_id", types.bytes, (column) => column.notNull().references("accounts.id"))
    .addColumn("since", types.long, (column) => column.notNull())
    .addPrimaryKeyConstraint("blocks_key", ["blocker_id", "blocked_id"])
    .addCheckConstraint("blocks_two", sql`blocker_id <> blocked_id`)
    .execute();
  await tx.schema.createIndex("blocks_by_blocked").on("blocks").column("blocked_id").execute();
}

async function createReports(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("reports")
    .addColumn("id", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("reporter_id", types.bytes, (column) => column.references("accounts.id"))
    .addColumn("reported_id", types.bytes, (column) => column.notNull().references("accounts.id"))
    .addColumn("category", types.text, (column) => column.notNull())
    .addColumn("text", types.bytes)
    .addColumn("reported_at", types.long, (column) => column.notNull())
    .addColumn("closed_at", types.long)
    .addCheckConstraint("reports_text", sql`(reporter_id is null) = (text is null)`)
    .execute();
  await tx.schema.createIndex("reports_by_time").on("reports").columns(["reported_at", "id"]).execute();
  await tx.schema.createIndex("reports_by_reporter").on("reports").columns(["reporter_id", "reported_at"]).execute();
}

/** Deleted texts leave the files soon here, too (RULES.md S2). */
async function vacuumSoon(tx: Kysely<Schema>): Promise<void> {
  const settings = sql.raw("autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20");
  await sql`alter table message_requests set (${settings})`.execute(tx);
  await sql`alter table reports set (${settings})`.execute(tx);
}
