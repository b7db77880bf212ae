import { sql, type Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Migration, MigrationContext } from "./migration.ts";

/** One-time notes, and what the server keeps about itself. */
export const notes: Migration = {
  number: 1,
  name: "notes",
  up: async (tx, context) => {
    await createServerTables(tx, context);
    await createNotes(tx, context);
    await createClaims(tx, context);
    await createUsage(tx, context);
    if (context.kind === "postgres") await vacuumSoon(tx);
  },
};

async function createServerTables(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("meta")
    .addColumn("key", types.text, (column) => column.primaryKey().notNull())
    .addColumn("value", types.text, (column) => column.notNull())
    .execute();
  await tx.schema
    .createTable("heartbeat")
    .addColumn("id", types.long, (column) =>
      column
        .primaryKey()
        .notNull()
        .check(sql`id = 1`),
    )
    .addColumn("at", types.long, (column) => column.notNull())
    .execute();
  await tx.insertInto("heartbeat").values({ id: 1, at: 0 }).execute();
  await tx.schema
    .createTable("master_key_checks")
    .addColumn("kid", types.text, (column) => column.primaryKey().notNull())
    .addColumn("check_value", types.bytes, (column) => column.notNull())
    .execute();
  await tx.schema
    .createTable("data_keys")
    .addColumn("id", types.bytes, (column) =>
      column
        .primaryKey()
        .notNull()
        .check(sql`length(id) = 8`),
    )
    .addColumn("purpose", types.text, (column) => column.notNull().check(sql`purpose in ('rows', 'lookup', 'audit')`))
    .addColumn("kid", types.text, (column) => column.notNull())
    .addColumn("wrapped", types.bytes, (column) => column.notNull())
    .addColumn("created_at", types.long, (column) => column.notNull())
    .addColumn("retired_at", types.long)
    .addColumn("seals", types.long, (column) => column.notNull().defaultTo(0))
    .execute();
}

async function createNotes(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("notes")
    .addColumn("id", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("state", types.text, (column) => column.notNull())
    .addColumn("end_reason", types.text)
    .addColumn("find_key", types.bytes, (column) => column.notNull())
    .addColumn("claim_key", types.bytes)
    .addColumn("receipt_hash", types.bytes, (column) => column.notNull().unique())
    .addColumn("confirm_hash", types.bytes, (column) => column.notNull())
    .addColumn("create_hash", types.bytes, (column) => column.notNull())
    .addColumn("header", types.bytes)
    .addColumn("header_signature", types.bytes)
    .addColumn("body", types.bytes)
    .addColumn("reads", types.long, (column) => column.notNull().check(sql`reads between 1 and 100`))
    .addColumn("reads_left", types.long, (column) => column.notNull())
    .addColumn("charged_bytes", types.long, (column) => column.notNull())
    .addColumn("made_at", types.long, (column) => column.notNull())
    .addColumn("expires_at", types.long, (column) => column.notNull())
    .addColumn("failed_tries", types.long, (column) => column.notNull().defaultTo(0))
    .addColumn("next_try_at", types.long, (column) => column.notNull().defaultTo(0))
    .addColumn("created_at", types.long, (column) => column.notNull())
    .addColumn("ended_at", types.long)
    .addColumn("forget_at", types.long)
    .addCheckConstraint("notes_state", sql`state in ('live', 'ended')`)
    .addCheckConstraint("notes_end_reason", sql`end_reason in ('read', 'expired', 'burned')`)
    .addCheckConstraint("notes_reads_left", sql`reads_left >= 0 and reads_left <= reads`)
    .addCheckConstraint("notes_live_whole", whole)
    .addCheckConstraint("notes_ended_empty", empty)
    .execute();
  await tx.schema
    .createIndex("notes_live_by_expiry")
    .on("notes")
    .column("expires_at")
    .where(sql.ref("state"), "=", sql.lit("live"))
    .execute();
  await tx.schema
    .createIndex("notes_ended_by_forgetting")
    .on("notes")
    .column("forget_at")
    .where(sql.ref("state"), "=", sql.lit("ended"))
    .execute();
}

const whole = sql`state <> 'live' or (end_reason is null and ended_at is null and claim_key is not null
  and header is not null and header_signature is not null and body is not null)`;

/** What a destroyed note was is gone from its row, whichever way it ended (RULES.md S2). */
const empty = sql`state <> 'ended' or (end_reason is not null and ended_at is not null and forget_at is not null
  and claim_key is null and header is null and header_signature is null and body is null)`;

async function createClaims(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("note_claims")
    .addColumn("claim_hash", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("note_id", types.bytes, (column) => column.notNull().references("notes.id").onDelete("cascade"))
    .addColumn("nonce", types.bytes, (column) => column.notNull().unique())
    .addColumn("state", types.text, (column) => column.notNull())
    .addColumn("taken_at", types.long, (column) => column.notNull())
    .addColumn("lease_until", types.long, (column) => column.notNull())
    .addColumn("confirmed_at", types.long)
    .addColumn("confirm_token", types.bytes)
    .addCheckConstraint("note_claims_state", sql`state in ('open', 'confirmed', 'lapsed', 'burned')`)
    .execute();
  await tx.schema
    .createIndex("note_claims_open_by_lease")
    .on("note_claims")
    .column("lease_until")
    .where(sql.ref("state"), "=", sql.lit("open"))
    .execute();
  await tx.schema.createIndex("note_claims_by_note").on("note_claims").column("note_id").execute();
}

const SHARDS = 16;

async function createUsage(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("note_usage")
    .addColumn("shard", types.long, (column) =>
      column
        .primaryKey()
        .notNull()
        .check(sql`shard between 0 and 15`),
    )
    .addColumn("bytes", types.long, (column) => column.notNull())
    .execute();
  const shards = Array.from({ length: SHARDS }, (_, shard) => ({ shard, bytes: 0 }));
  await tx.insertInto("note_usage").values(shards).execute();
}

/**
 * PostgreSQL keeps deleted bytes until vacuum reuses their page: on these tables it comes after a handful of deletions, also to the
 * side table that holds long values (RULES.md S2). Bodies are ciphertext, which no compression makes smaller.
 */
async function vacuumSoon(tx: Kysely<Schema>): Promise<void> {
  const settings = [
    "autovacuum_vacuum_scale_factor = 0",
    "autovacuum_vacuum_threshold = 20",
    "autovacuum_vacuum_cost_delay = 0",
  ];
  const toast = settings.map((setting) => `toast.${setting}`);
  await sql`alter table notes set (${sql.raw([...settings, ...toast].join(", "))})`.execute(tx);
  await sql`alter table note_claims set (${sql.raw(settings.join(", "))})`.execute(tx);
  await sql`alter table notes alter column body set storage external`.execute(tx);
}
