import { Database as Sqlite } from "bun:sqlite";
import postgres from "postgres";

/** Rows at once: enough to be quick, and few enough that a log does not grow without end. */
const CHUNK = 50_000;
/** Notes of this size are charged so much: their content, and the row around it. */
const CHARGED_BYTES = 272 + 1024;
const MONTH_MS = 30 * 24 * 3600 * 1000;

/** Stores so many live notes underneath a server that is stopped, as large as short ones are, with random bytes for everything secret. */
export const fillNotes = (url: string, count: number): Promise<void> => {
  const sqlitePath = /^sqlite:(.+)/.exec(url)?.[1];
  return sqlitePath === undefined ? fillPostgres(url, count) : fillSqlite(sqlitePath, count);
};

interface Sql {
  readonly bytes: (length: number) => string;
  /** Between 0 and 1. */
  readonly random: string;
  readonly series: (count: number) => string;
}

const insertNotes = ({ bytes, random, series }: Sql, count: number): string => {
  const now = Date.now();
  return `insert into notes (id, state, find_key, claim_key, receipt_hash, confirm_hash, create_hash, header, header_signature, body,
      reads, reads_left, charged_bytes, made_at, expires_at, created_at)
    select ${bytes(16)}, 'live', ${bytes(32)}, ${bytes(32)}, ${bytes(32)}, ${bytes(32)}, ${bytes(32)}, ${bytes(48)}, ${bytes(64)},
      ${bytes(309)}, 1, 1, ${CHARGED_BYTES}, ${now}, ${now} + 3600000 + cast(${random} * ${MONTH_MS} as bigint), ${now}
    from ${series(count)} as series`;
};

const sqliteSql: Sql = {
  bytes: (length) => `randomblob(${length})`,
  random: "(abs(random() % 1000000) / 1000000.0)",
  series: (count) =>
    `(with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count}) select n from numbers)`,
};

async function fillSqlite(path: string, count: number): Promise<void> {
  using sqlite = new Sqlite(path);
  for (const pragma of ["synchronous = OFF", "cache_size = -262144"]) sqlite.run(`PRAGMA ${pragma}`);
  for (const chunk of chunks(count)) sqlite.run(insertNotes(sqliteSql, chunk));
  sqlite.run("PRAGMA wal_checkpoint(TRUNCATE)");
}

/** PostgreSQL makes random bytes by the UUID; the long value need not be new throughout, since it is stored as it is. */
const postgresSql: Sql = {
  bytes: (length) =>
    length > 64
      ? `substring(decode(repeat(md5(random()::text), ${Math.ceil(length / 16)}), 'hex') for ${length})`
      : Array.from({ length: length / 16 }, () => "uuid_send(gen_random_uuid())").join(" || "),
  random: "random()",
  series: (count) => `generate_series(1, ${count})`,
};

async function fillPostgres(url: string, count: number): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    for (const chunk of chunks(count)) await sql.unsafe(insertNotes(postgresSql, chunk));
    // What autovacuum would do next, so that it does not do it while something is timed.
    await sql.unsafe("vacuum analyze notes");
  } finally {
    await sql.end();
  }
}

const chunks = (count: number): readonly number[] =>
  Array.from({ length: Math.ceil(count / CHUNK) }, (_, index) => Math.min(CHUNK, count - index * CHUNK));
