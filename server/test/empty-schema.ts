import postgres from "postgres";

/** What a schema is made of, counted: a test that adds or takes away anything changes one of these. */
const countParts = (schema: string): string => `
  select concat_ws(' ',
    (select count(*) from pg_class where relnamespace = n.oid),
    (select count(*) from pg_attribute a join pg_class c on c.oid = a.attrelid where c.relnamespace = n.oid and not a.attisdropped),
    (select count(*) from pg_constraint where connamespace = n.oid),
    (select count(*) from pg_trigger t join pg_class c on c.oid = t.tgrelid where c.relnamespace = n.oid),
    (select count(*) from pg_proc where pronamespace = n.oid),
    (select coalesce(sum(hashtext(array_to_string(reloptions, ','))), 0) from pg_class where relnamespace = n.oid)
  ) as parts from pg_namespace n where nspname = '${schema}'`;

interface Migrated {
  readonly parts: string;
  /** What migrations themselves have written, by table. */
  readonly rows: ReadonlyMap<string, readonly postgres.Row[]>;
}

let migrated: Migrated | undefined;

/** To be called with a schema that the migrations have just made. The first one of a process says how all of them are. */
export async function noteMigrated(url: string, schema: string): Promise<void> {
  migrated ??= await withConnection(url, async (sql) => {
    const rows = new Map<string, readonly postgres.Row[]>();
    for (const table of await tablesOf(sql, schema)) {
      rows.set(table, await sql.unsafe(`select * from ${schema}.${table}`));
    }
    return { parts: await readParts(sql, schema), rows };
  });
}

/** Brings a schema of tests back to how the migrations have made it. False when it cannot be used again: a test has changed more than rows. */
export const emptySchema = (url: string, schema: string): Promise<boolean> =>
  withConnection(url, async (sql) => {
    if (!migrated || (await readParts(sql, schema)) !== migrated.parts) return false;
    const { rows } = migrated;
    await sql.begin(async (tx) => {
      // References would want an order, and triggers keep the log of operators from being emptied at all.
      const emptying = (await tablesOf(tx, schema)).map((table) => `delete from ${schema}.${table}`);
      await tx.unsafe(["set local session_replication_role = replica", ...emptying].join(";"));
      for (const [table, written] of rows) {
        if (written.length > 0) await tx`insert into ${tx(`${schema}.${table}`)} ${tx(written)}`;
      }
    });
    return true;
  });

async function tablesOf(sql: postgres.ISql, schema: string): Promise<readonly string[]> {
  const tables = await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = ${schema}`;
  return tables.map(({ name }) => name);
}

async function readParts(sql: postgres.Sql, schema: string): Promise<string> {
  const [row] = await sql.unsafe<{ parts: string }[]>(countParts(schema));
  return row?.parts ?? "";
}

async function withConnection<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
