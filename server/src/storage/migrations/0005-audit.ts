import { sql, type Kysely } from "kysely";
import type { Schema } from "../schema.ts";
import type { Migration, MigrationContext } from "./migration.ts";

/** What operators did, in a log that is appended to and nothing else. */
export const audit: Migration = {
  number: 5,
  name: "audit",
  up: async (tx, context) => {
    await createLog(tx, context);
    await createHead(tx, context);
    await (context.kind === "sqlite" ? guardOnSqlite(tx) : guardOnPostgres(tx));
  },
};

async function createLog(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("audit")
    .addColumn("seq", types.long, (column) =>
      column
        .primaryKey()
        .notNull()
        .check(sql`seq > 0`),
    )
    .addColumn("at", types.long, (column) => column.notNull())
    .addColumn("actor", types.bytes)
    .addColumn("action", types.text, (column) => column.notNull())
    .addColumn("subject", types.bytes)
    .addColumn("details", types.bytes, (column) => column.notNull())
    .addColumn("key_id", types.bytes, (column) => column.notNull())
    .addColumn("previous_mac", types.bytes, (column) => column.notNull().unique())
    .addColumn("mac", types.bytes, (column) => column.notNull())
    .execute();
}

const NO_MAC = new Uint8Array(32);

async function createHead(tx: Kysely<Schema>, { types }: MigrationContext): Promise<void> {
  await tx.schema
    .createTable("audit_head")
    .addColumn("id", types.long, (column) =>
      column
        .primaryKey()
        .notNull()
        .check(sql`id = 1`),
    )
    .addColumn("seq", types.long, (column) => column.notNull())
    .addColumn("mac", types.bytes, (column) => column.notNull())
    .addColumn("key_id", types.bytes)
    .addColumn("seal", types.bytes)
    .execute();
  await tx.insertInto("audit_head").values({ id: 1, seq: 0, mac: NO_MAC, key_id: null, seal: null }).execute();
}

/** Details are bound to their entry by its mac, which is over what they say: sealing them anew is no change, and what else is written there shows. */
const fixed = ["seq", "at", "actor", "action", "subject", "key_id", "previous_mac", "mac"] as const;
const refusal = "the audit log is only appended to";

/** OR REPLACE deletes without asking the trigger of DELETE: what it would replace is refused as it is inserted. */
async function guardOnSqlite(tx: Kysely<Schema>): Promise<void> {
  const refuse = sql`begin select raise(abort, ${sql.lit(refusal)}); end`;
  const isChanged = sql.raw(fixed.map((name) => `new.${name} is not old.${name}`).join(" or "));
  await sql`create trigger audit_unchanged before update on audit when ${isChanged} ${refuse}`.execute(tx);
  await sql`create trigger audit_kept before delete on audit ${refuse}`.execute(tx);
  await sql`create trigger audit_not_replaced before insert on audit
    when exists (select 1 from audit where seq = new.seq or previous_mac = new.previous_mac) ${refuse}`.execute(tx);
}

async function guardOnPostgres(tx: Kysely<Schema>): Promise<void> {
  await sql`create function refuse_audit_change() returns trigger language plpgsql as
    ${sql.lit(`begin raise exception '${refusal}' using errcode = 'restrict_violation'; end`)}`.execute(tx);
  const isChanged = sql.raw(fixed.map((name) => `new.${name} is distinct from old.${name}`).join(" or "));
  await sql`create trigger audit_unchanged before update on audit
    for each row when (${isChanged}) execute function refuse_audit_change()`.execute(tx);
  await sql`create trigger audit_kept before delete on audit
    for each row execute function refuse_audit_change()`.execute(tx);
  await sql`create trigger audit_not_emptied before truncate on audit
    for each statement execute function refuse_audit_change()`.execute(tx);
}
