import { sql, type Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Migration, MigrationContext } from "./migration.ts";

/** Messages to the operator. */
export const contact: Migration = {
  number: 6,
  name: "contact",
  up: async (tx, context) => {
    await createMessages(tx, context);
    await createDayKeys(tx, context);
    await createUsage(tx, context);
    if (context.kind === "postgres") await vacuumSoon(tx);
  },
};

async function createMessages(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("contact_messages")
    .addColumn("id", types.bytes, (column) => column.primaryKey().notNull())
    .addColumn("puzzle", types.bytes, (column) => column.notNull().unique())
    .addColumn("content", types.bytes, (column) => column.notNull())
    .addColumn("source", types.bytes)
    .addColumn("received_at", types.long, (column) => column.notNull())
    .addColumn("answered_at", types.long)
    .addColumn("done_at", types.long)
    .execute();
  await tx.schema
    .createIndex("contact_messages_by_time")
    .on("contact_messages")
    .columns(["received_at", "id"])
    .execute();
  await tx.schema
    .createIndex("contact_messages_by_source")
    .on("contact_messages")
    .column("source")
    .where(sql.ref("source"), "is not", sql.lit(null))
    .execute();
  await tx.schema
    .createIndex("contact_messages_done")
    .on("contact_messages")
    .column("done_at")
    .where(sql.ref("done_at"), "is not", sql.lit(null))
    .execute();
}

async function createDayKeys(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("contact_day_keys")
    .addColumn("day", types.long, (column) => column.primaryKey().notNull())
    .addColumn("sealed", types.bytes, (column) => column.notNull())
    .execute();
}

async function createUsage(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("contact_usage")
    .addColumn("id", types.long, (column) =>
      column
        .primaryKey()
        .notNull()
        .check(sql`id = 1`),
    )
    .addColumn("stored", types.long, (column) => column.notNull().check(sql`stored >= 0`))
    .execute();
  await tx.insertInto("contact_usage").values({ id: 1, stored: 0 }).execute();
}

/** As for notes: PostgreSQL keeps deleted bytes until vacuum reuses their page. Of keys there is one a day, so that each deletion counts. */
async function vacuumSoon(tx: Kysely<Schema>): Promise<void> {
  const messages = vacuumSettings(20);
  const toast = messages.map((setting) => `toast.${setting}`);
  await sql`alter table contact_messages set (${sql.raw([...messages, ...toast].join(", "))})`.execute(tx);
  await sql`alter table contact_day_keys set (${sql.raw(vacuumSettings(0).join(", "))})`.execute(tx);
  await sql`alter table contact_messages alter column content set storage external`.execute(tx);
}

const vacuumSettings = (threshold: number): readonly string[] => [
  "autovacuum_vacuum_scale_factor = 0",
  `autovacuum_vacuum_threshold = ${threshold}`,
  "autovacuum_vacuum_cost_delay = 0",
];
