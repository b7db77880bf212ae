import { sql, type Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Migration, MigrationContext } from "./migration.ts";

/** People, what they prove themselves with, and their signed-in devices. */
export const accounts: Migration = {
  number: 2,
  name: "accounts",
  up: async (tx, context) => {
    await createAccounts(tx, context);
    await createSessions(tx, context);
    await createKnownDevices(tx, context);
    await createDeletions(tx, context);
  },
};

async function createAccounts(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("accounts")
    .addColumn("id", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("username", types.text, (column) => column.notNull().unique())
    .addColumn("skeleton", types.text, (column) => column.notNull().unique())
    .addColumn("state", types.text, (column) => column.notNull())
    .addColumn("role", types.text, (column) => column.notNull())
    .addColumn("sign_in_needs", types.text, (column) => column.notNull())
    .addColumn("password", types.bytes)
    .addColumn("phrase", types.bytes)
    .addColumn("phone", types.bytes)
    .addColumn("phone_hash", types.bytes, (column) => column.unique())
    .addColumn("email", types.bytes)
    .addColumn("email_hash", types.bytes, (column) => column.unique())
    .addColumn("profile", types.bytes)
    .addColumn("language", types.text, (column) => column.notNull())
    .addColumn("show_last_seen", types.text, (column) => column.notNull())
    .addColumn("find_by_username", types.text, (column) => column.notNull())
    .addColumn("find_by_phone", types.text, (column) => column.notNull())
    .addColumn("last_seen_at", types.long)
    .addColumn("last_sign_in_day", types.long)
    .addColumn("created_at", types.long, (column) => column.notNull())
    .addColumn("ended_at", types.long)
    .addCheckConstraint("accounts_state", sql`state in ('active', 'disabled', 'deleted')`)
    .addCheckConstraint("accounts_role", sql`role in ('user', 'admin')`)
    .addCheckConstraint("accounts_sign_in_needs", needsAreThere)
    .addCheckConstraint("accounts_deleted_empty", empty)
    .addCheckConstraint("accounts_phone", sql`(phone is null) = (phone_hash is null)`)
    .addCheckConstraint("accounts_email", sql`(email is null) = (email_hash is null)`)
    .execute();
}

/** An account that nobody could ever sign in to, or that asks for less than it says, cannot be written. */
const needsAreThere = sql`state = 'deleted' or case sign_in_needs
  when 'password' then password is not null
  when 'phrase' then phrase is not null
  when 'password_and_phrase' then password is not null and phrase is not null
  when 'phone' then phone is not null
  when 'password_and_phone' then password is not null and phone is not null
  else false end`;

/** What a deleted account was is gone at once: only its name stays, so that nobody else becomes it. */
const empty = sql`state <> 'deleted' or (ended_at is not null and password is null and phrase is null and phone is null
  and email is null and profile is null and last_seen_at is null and last_sign_in_day is null)`;

async function createSessions(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("sessions")
    .addColumn("id", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("account_id", types.bytes, (column) => column.notNull().references("accounts.id").onDelete("cascade"))
    .addColumn("token_hash", types.bytes, (column) => column.notNull().unique())
    .addColumn("previous_hash", types.bytes, (column) => column.unique())
    .addColumn("previous_until", types.long)
    .addColumn("carrier", types.text, (column) => column.notNull())
    .addColumn("label", types.bytes, (column) => column.notNull())
    .addColumn("created_at", types.long, (column) => column.notNull())
    .addColumn("last_used_at", types.long, (column) => column.notNull())
    .addColumn("rotated_at", types.long, (column) => column.notNull())
    .addColumn("proved_at", types.long, (column) => column.notNull())
    .addColumn("expires_at", types.long, (column) => column.notNull())
    .addCheckConstraint("sessions_carrier", sql`carrier in ('cookie', 'token')`)
    .execute();
  await tx.schema.createIndex("sessions_by_account").on("sessions").columns(["account_id", "last_used_at"]).execute();
  await tx.schema.createIndex("sessions_by_use").on("sessions").column("last_used_at").execute();
  await tx.schema.createIndex("sessions_by_expiry").on("sessions").column("expires_at").execute();
}

async function createKnownDevices(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("known_devices")
    .addColumn("account_id", types.bytes, (column) => column.notNull().references("accounts.id").onDelete("cascade"))
    .addColumn("token_hash", types.bytes, (column) => column.notNull())
    .addColumn("created_at", types.long, (column) => column.notNull())
    .addColumn("last_used_at", types.long, (column) => column.notNull())
    .addPrimaryKeyConstraint("known_devices_key", ["account_id", "token_hash"])
    .execute();
  await tx.schema.createIndex("known_devices_by_use").on("known_devices").column("last_used_at").execute();
}

/** Accounts that were deleted and of which other tables still hold something: the sweeper's list. */
async function createDeletions(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("account_deletions")
    .addColumn("account_id", types.bytes, (column) => column.primaryKey().notNull().references("accounts.id"))
    .addColumn("deleted_at", types.long, (column) => column.notNull())
    .execute();
}
