import type { Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Migration, MigrationContext } from "./migration.ts";

/** Ways into groups, who was shown out of them, and what is left of conversations that have ended. */
export const groups: Migration = {
  number: 12,
  name: "groups",
  up: async (tx, context) => {
    await createGroupInvites(tx, context);
    await createRemovedMembers(tx, context);
    await createConversationDeletions(tx, context);
  },
};

async function createGroupInvites(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("group_invites")
    .addColumn("id", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("conversation_id", types.bytes, (column) => column.notNull().references("conversations.id"))
    .addColumn("token_hash", types.bytes, (column) => column.notNull().unique())
    .addColumn("made_by", types.bytes, (column) => column.notNull().references("accounts.id"))
    .addColumn("made_at", types.long, (column) => column.notNull())
    .addColumn("expires_at", types.long, (column) => column.notNull())
    .addColumn("max_uses", types.long)
    .addColumn("uses", types.long, (column) => column.notNull())
    .execute();
  await tx.schema.createIndex("group_invites_by_group").on("group_invites").column("conversation_id").execute();
  await tx.schema.createIndex("group_invites_by_expiry").on("group_invites").column("expires_at").execute();
}

async function createRemovedMembers(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("removed_members")
    .addColumn("conversation_id", types.bytes, (column) => column.notNull().references("conversations.id"))
    .addColumn("account_id", types.bytes, (column) => column.notNull().references("accounts.id"))
    .addColumn("removed_at", types.long, (column) => column.notNull())
    .addPrimaryKeyConstraint("removed_members_key", ["conversation_id", "account_id"])
    .execute();
  await tx.schema.createIndex("removed_members_by_account").on("removed_members").column("account_id").execute();
}

/** It refers to rows that are no more. */
async function createConversationDeletions(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("conversation_deletions")
    .addColumn("conversation_id", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("ended_at", types.long, (column) => column.notNull())
    .execute();
}
