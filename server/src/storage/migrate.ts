import { ProtocolError } from "@tacet/protocol";
import { sql, type Kysely } from "kysely";
import { migrations } from "./migrations/all.ts";
import { columnTypes, type Migration, type MigrationContext } from "./migrations/migration.ts";
import { OperatorError } from "./operator-error.ts";
import type { Schema } from "./schema.ts";

interface Migrating {
  readonly kind: MigrationContext["kind"];
  readonly appliedAt: number;
  /** All there are, unless a test brings its own. */
  readonly steps?: readonly Migration[];
}

/** Brings the schema up to date, inside a transaction that no other process shares. Throws OperatorError when it is newer than the code. */
export async function migrate(tx: Kysely<Schema>, { kind, appliedAt, steps = migrations }: Migrating): Promise<void> {
  const types = columnTypes[kind];
  await tx.schema
    .createTable("migrations")
    .ifNotExists()
    .addColumn("number", types.long, (column) => column.primaryKey().notNull())
    .addColumn("name", types.text, (column) => column.notNull())
    .addColumn("applied_at", types.long, (column) => column.notNull())
    .execute();
  const reached = await schemaNumber(tx);
  refuseNewer(reached, steps);
  for (const step of steps.filter(({ number }) => number > reached)) {
    await step.up(tx, { kind, types });
    await tx.insertInto("migrations").values({ number: step.number, name: step.name, applied_at: appliedAt }).execute();
  }
}

/** For commands that work on the database of a server that may be running: they never change its schema. */
export async function requireCurrentSchema(db: Kysely<Schema>): Promise<void> {
  const reached = await readSchemaNumber(db);
  refuseNewer(reached, migrations);
  if (reached < newest(migrations)) {
    throw new OperatorError("The database is of an older Tacet; start this version's server once, then try again.");
  }
}

const newest = (steps: readonly Migration[]): number => steps.at(-1)?.number ?? 0;

function refuseNewer(reached: number, steps: readonly Migration[]): void {
  if (reached <= newest(steps)) return;
  throw new OperatorError(
    `The database is of a newer Tacet (schema ${reached}, this version knows ${newest(steps)}); run that version or a newer one.`,
  );
}

async function readSchemaNumber(db: Kysely<Schema>): Promise<number> {
  try {
    return await schemaNumber(db);
  } catch (error) {
    if (error instanceof ProtocolError) throw error;
    const message = "This is not a database of Tacet, or no server was ever started on it; check the address.";
    throw new OperatorError(message, { cause: error });
  }
}

async function schemaNumber(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom("migrations")
    .select(sql<number>`coalesce(max(number), 0)`.as("number"))
    .executeTakeFirst();
  return row?.number ?? 0;
}
