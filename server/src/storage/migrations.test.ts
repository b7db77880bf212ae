import { expect, test } from "bun:test";
import { sql, type Kysely } from "kysely";
import { onEachNewDatabase, onNewPostgres, onSqlite, type TestPlace } from "../../test/databases.ts";
import { failureOf } from "../../test/failure-of.ts";
import { migrate, requireCurrentSchema } from "./migrate.ts";
import { migrations } from "./migrations/all.ts";
import type { Schema } from "./schema.ts";

onSqlite("all migrations together make the schema that is written down", async (open) => {
  const { database } = await open();
  const { rows } = await sql<{ sql: string }>`
    select sql from sqlite_schema where sql is not null order by name`.execute(database.read);
  expect(rows.map((row) => row.sql.replaceAll(", ", ",\n  ")).join("\n\n")).toMatchSnapshot();
});

onNewPostgres("all migrations together make the schema that is written down", async (open) => {
  const { database } = await open();
  expect(await describePostgres(database.read)).toMatchSnapshot();
});

async function describePostgres(db: Kysely<Schema>): Promise<string> {
  const columns = sql<{ line: string }>`
    select format('%s.%s %s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end, coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''),
      case when a.attstorage = 'e' then ' external' else '' end) as line
    from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0
    order by c.relname, a.attnum`;
  const constraints = sql<{ line: string }>`
    select format('%s: %s', conname, pg_get_constraintdef(oid)) as line from pg_constraint
    where connamespace = current_schema()::regnamespace and contype <> 'n' order by conname`;
  const indexes = sql<{ line: string }>`
    select replace(indexdef, current_schema() || '.', '') as line from pg_indexes
    where schemaname = current_schema() order by indexname`;
  const settings = sql<{ line: string }>`
    select format('%s: %s', coalesce(owner.relname || ' (long values)', c.relname), array_to_string(c.reloptions, ', ')) as line
    from pg_class c left join pg_class owner on owner.reltoastrelid = c.oid
    where c.reloptions is not null and coalesce(owner.relnamespace, c.relnamespace) = current_schema()::regnamespace order by 1`;
  const triggers = sql<{ line: string }>`
    select pg_get_triggerdef(t.oid, true) as line from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal order by tgname`;
  const parts = await Promise.all([columns, constraints, indexes, settings, triggers].map((part) => part.execute(db)));
  return parts.map(({ rows }) => rows.map(({ line }) => line).join("\n")).join("\n\n");
}

onEachNewDatabase("a database of a newer version is not opened, and nothing in it is touched", async (open) => {
  const first = await open();
  await first.database.transact((tx) =>
    tx.insertInto("migrations").values({ number: 9000, name: "from-the-future", applied_at: 1 }).execute(),
  );
  await first[Symbol.asyncDispose]();
  expect(await failureOf(open())).toContain("newer Tacet (schema 9000");
});

onEachNewDatabase("a migration that fails leaves the database as it was", async (open) => {
  const { database, clock } = await open();
  const failing = {
    number: 9000,
    name: "fails",
    up: async (tx: Kysely<Schema>) => {
      await tx.schema.createTable("half_done").addColumn("a", "text").execute();
      throw new Error("no further");
    },
  };
  const steps = [...migrations, failing];
  const migrating = database.exclusively((tx) => migrate(tx, { kind: database.kind, appliedAt: clock.now(), steps }));
  expect(await failureOf(migrating)).toContain("no further");
  expect(await failureOf(sql`select * from half_done`.execute(database.read))).toMatch(/no such table|42P01/);
  await requireCurrentSchema(database.read);
});

onEachNewDatabase(
  "three processes that start at once on a new database all run, on one schema, instance and set of data keys",
  async (_, place) => {
    const started = await Promise.all([1, 2, 3].map(() => startProcess(place)));
    expect(started.filter(({ code, error }) => code !== 0 || error !== "")).toEqual([]);
    expect(new Set(started.map(({ told }) => told)).size).toBe(1);
    expect(JSON.parse(started[0]?.told ?? "")).toMatchObject({ migrations: migrations.length, dataKeys: 3 });
  },
);

async function startProcess({ options }: TestPlace): Promise<{ code: number; told: string; error: string }> {
  const { url, dataFolder, masterKey } = options;
  const child = Bun.spawn([process.execPath, `${import.meta.dir}/../../test/open-storage.ts`], {
    env: { ...process.env, STORAGE: JSON.stringify({ url, dataFolder, masterKey }) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [told, error] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { code: await child.exited, told, error };
}

test("migrations are numbered without gaps, in order", () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
});
