import { sql, type Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Migration, MigrationContext } from "./migration.ts";

/** Conversations, their members and their logs. */
export const conversations: Migration = {
  number: 11,
  name: "conversations",
  up: async (tx, context) => {
    await createConversations(tx, context);
    await createMembers(tx, context);
    await createEntries(tx, context);
    await createHiddenMessages(tx, context);
  },
};

async function createConversations(tx: Kysely<Schema>, { kind, types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("conversations")
    .addColumn("id", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("kind", types.text, (column) => column.notNull())
    .addColumn("mode", types.text, (column) => column.notNull())
    .addColumn("pair", types.bytes, (column) => column.unique())
    .addColumn("origin", types.bytes, (column) => column.unique())
    .addColumn("key", types.bytes, (column) => column.notNull())
    .addColumn("settings", types.bytes)
    .addColumn("head", types.long, (column) => column.notNull())
    .addColumn("head_hash", types.bytes, (column) => column.notNull())
    .addColumn("changed_at", types.long, (column) => column.notNull())
    .addColumn("closed_at", types.long)
    .addCheckConstraint("conversations_kind", sql`kind in ('direct', 'group')`)
    .addCheckConstraint("conversations_mode", sql`mode in ('server', 'mls')`)
    .addCheckConstraint("conversations_pair", sql`(kind = 'direct') = (pair is not null)`)
    .execute();
  // For processes that poll what others wrote while nothing wakes them. With SQLite there is one process.
  if (kind === "postgres") {
    await tx.schema.createIndex("conversations_by_change").on("conversations").column("changed_at").execute();
  }
}

async function createMembers(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("members")
    .addColumn("conversation_id", types.bytes, (column) => column.notNull().references("conversations.id"))
    .addColumn("account_id", types.bytes, (column) => column.notNull().references("accounts.id"))
    .addColumn("peer_id", types.bytes, (column) => column.references("accounts.id"))
    .addColumn("role", types.text, (column) => column.notNull())
    .addColumn("first_seq", types.long, (column) => column.notNull())
    .addColumn("delivered", types.long, (column) => column.notNull())
    .addColumn("read", types.long, (column) => column.notNull())
    .addColumn("hidden_version", types.long, (column) => column.notNull())
    .addColumn("since", types.long, (column) => column.notNull())
    .addPrimaryKeyConstraint("members_key", ["conversation_id", "account_id"])
    .addCheckConstraint("members_role", sql`role in ('owner', 'admin', 'member')`)
    .addCheckConstraint("members_cursors", sql`read <= delivered`)
    .execute();
  await tx.schema.createIndex("members_by_account").on("members").column("account_id").execute();
}

/**
 * What it refers to the rules keep whole: a check of foreign keys would lock the rows of accounts and conversations with each message. Small
 * columns come first, so that a look at them does not read the payload.
 */
async function createEntries(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("entries")
    .addColumn("conversation_id", types.bytes, (column) => column.notNull())
    .addColumn("seq", types.long, (column) => column.notNull())
    .addColumn("kind", types.text, (column) => column.notNull())
    .addColumn("sender_id", types.bytes)
    .addColumn("client_ref", types.bytes)
    .addColumn("hash", types.bytes, (column) => column.notNull())
    .addColumn("target", types.long)
    .addColumn("is_unheard", types.long, (column) => column.notNull())
    .addColumn("at", types.long)
    .addColumn("payload", types.bytes)
    .addPrimaryKeyConstraint("entries_key", ["conversation_id", "seq"])
    .execute();
  await tx.schema
    .createIndex("entries_by_ref")
    .unique()
    .on("entries")
    .columns(["conversation_id", "client_ref", "sender_id"])
    .where(sql.ref("client_ref"), "is not", null)
    .execute();
  await tx.schema
    .createIndex("entries_by_target")
    .on("entries")
    .columns(["conversation_id", "target"])
    .where(sql.ref("target"), "is not", null)
    .execute();
}

async function createHiddenMessages(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("hidden_messages")
    .addColumn("conversation_id", types.bytes, (column) => column.notNull())
    .addColumn("account_id", types.bytes, (column) => column.notNull())
    .addColumn("seq", types.long, (column) => column.notNull())
    .addColumn("version", types.long, (column) => column.notNull())
    .addPrimaryKeyConstraint("hidden_messages_key", ["conversation_id", "account_id", "seq"])
    .execute();
}
