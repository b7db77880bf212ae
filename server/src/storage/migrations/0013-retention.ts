import { sql, type Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Migration, MigrationContext } from "./migration.ts";

/** What disappears: by time, after reading, when somebody signs out, and with a session that leaves nothing behind. */
export const retention: Migration = {
  number: 13,
  name: "retention",
  up: async (tx, context) => {
    await addRules(tx, context);
    await createFleetingEntries(tx, context);
    await createSessionEndings(tx, context);
  },
};

async function addRules(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema.alterTable("conversations").addColumn("disappear_after_ms", types.long).execute();
  await tx.schema.alterTable("conversations").addColumn("disappear_from", types.text).execute();
  await tx.schema
    .alterTable("conversations")
    .addColumn("is_fleeting", types.long, (column) => column.notNull().defaultTo(0))
    .execute();
  await tx.schema
    .alterTable("members")
    .addColumn("clear_on_sign_out", types.text, (column) => column.notNull().defaultTo("nothing"))
    .execute();
  await tx.schema
    .alterTable("sessions")
    .addColumn("leaves_nothing", types.long, (column) => column.notNull().defaultTo(0))
    .execute();
}

/** Beside the entries, not in them: of most there is no row here, and neither appending nor reading them pays for this. */
async function createFleetingEntries(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("fleeting_entries")
    .addColumn("conversation_id", types.bytes, (column) => column.notNull())
    .addColumn("seq", types.long, (column) => column.notNull())
    .addColumn("sender_id", types.bytes, (column) => column.notNull())
    .addColumn("expires_at", types.long)
    .addColumn("after_read_ms", types.long)
    .addColumn("said_in", types.bytes)
    .addPrimaryKeyConstraint("fleeting_entries_key", ["conversation_id", "seq"])
    .execute();
  await createPartialIndex(tx, "fleeting_entries_by_expiry", ["expires_at"]);
  await createPartialIndex(tx, "fleeting_entries_by_reading", ["conversation_id", "seq"], "after_read_ms");
  await createPartialIndex(tx, "fleeting_entries_by_sender", ["sender_id", "conversation_id", "seq"], "said_in");
}

type FleetingColumn = "conversation_id" | "seq" | "sender_id" | "expires_at";

/** Of the rows in which a column says something: of the first, unless another is named. */
async function createPartialIndex(
  tx: Kysely<Schema>,
  name: string,
  columns: readonly FleetingColumn[],
  filled: string = columns[0] ?? name,
): Promise<void> {
  await tx.schema
    .createIndex(name)
    .on("fleeting_entries")
    .columns([...columns])
    .where(sql.ref(filled), "is not", null)
    .execute();
}

async function createSessionEndings(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("session_endings")
    .addColumn("session_id", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("account_id", types.bytes, (column) => column.notNull())
    .addColumn("cause", types.text, (column) => column.notNull())
    .addColumn("ended_at", types.long, (column) => column.notNull())
    .addColumn("clear_said_at", types.long)
    .addColumn("clear_own_at", types.long)
    .addColumn("clear_all_at", types.long)
    .addColumn("kept_until", types.long, (column) => column.notNull())
    .addColumn("next_at", types.long, (column) => column.notNull())
    .execute();
  await tx.schema.createIndex("session_endings_by_account").on("session_endings").column("account_id").execute();
  await tx.schema.createIndex("session_endings_by_time").on("session_endings").column("next_at").execute();
}
