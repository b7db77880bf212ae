import { Kysely, sql, type ControlledTransaction, type RawBuilder } from "kysely";
import { PostgresJSDialect } from "kysely-postgres-js";
import { ProtocolError } from "@tacet/protocol";
import type { Clock } from "./clock.ts";
import { LateValue } from "./compiled-query.ts";
import type { Database, DatabaseOptions } from "./database.ts";
import { createPostgresConnection, type PostgresConnection } from "./postgres-connection.ts";
import { fromPostgres, leavesOutcomeUnknown } from "./postgres-errors.ts";
import { createPool, type Pool } from "./postgres-pool.ts";
import { retryConflicts, type RetryTiming } from "./postgres-retries.ts";
import {
  ANSWER_MS,
  durableCommit,
  EXCLUSIVE_STATEMENT_MS,
  refuseForgetfulServer,
  type ServerSettings,
} from "./postgres-settings.ts";
import type { Schema } from "./schema.ts";

const POOL_SIZE = 10;
const POOL_WAIT_MS = 10_000;
const retryTiming: RetryTiming = { pause: Bun.sleep, random: Math.random };

export interface PostgresOptions extends DatabaseOptions {
  readonly poolSize?: number;
  /** How long an answer may take. */
  readonly answerMs?: number;
  /** Accepts a server that loses commits in a power cut: for tests alone. */
  readonly unsafeAllowNoFsync?: true;
}

export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const { url, clock, poolSize = POOL_SIZE, answerMs = ANSWER_MS.usually } = options;
  const synchronousCommit = await inspectServer(options);
  const pool = createPool({
    create: () => createPostgresConnection(url, { synchronous_commit: synchronousCommit }),
    size: poolSize,
    waitMs: POOL_WAIT_MS,
  });
  const database = createDatabase(pool, clock, answerMs);
  clock.follow(await database.readClock());
  return database;
}

/** Through a connection of its own, which asks for nothing, so that it sees what the operator has set. */
async function inspectServer({ url, unsafeAllowNoFsync }: PostgresOptions): Promise<"on" | "remote_apply"> {
  const pool = createPool({ create: () => createPostgresConnection(url, {}), size: 1, waitMs: POOL_WAIT_MS });
  await using db = createKysely(pool, { explain: fromPostgres, answerMs: ANSWER_MS.usually });
  const { rows } = await sql<ServerSettings>`
    select current_setting('fsync') as fsync, current_setting('full_page_writes') as full_page_writes,
      current_setting('synchronous_commit') as synchronous_commit`.execute(db);
  const [settings] = rows;
  if (!settings) throw new Error("PostgreSQL did not tell its settings");
  if (!unsafeAllowNoFsync) refuseForgetfulServer(settings);
  return durableCommit(settings);
}

interface QueryOptions {
  readonly explain: (error: unknown) => unknown;
  readonly answerMs: number;
}

/** Conflicts are told apart before they are explained. */
const notYet = (error: unknown): unknown => error;

const createKysely = (pool: Pool<PostgresConnection>, options: QueryOptions): Kysely<Schema> =>
  new Kysely<Schema>({
    dialect: new PostgresJSDialect({
      postgres: () => ({ reserve: () => reserve(pool, options), end: () => pool.end(), options: {} }),
    }),
  });

/** One holder's use of a connection. When that is lost, nothing more is sent in the holder's name. */
async function reserve(pool: Pool<PostgresConnection>, { explain, answerMs }: QueryOptions) {
  const connection = await pool.acquire();
  const query = (text: string, parameters: readonly unknown[]) =>
    connection.query(text, parameters, answerMs).catch((error: unknown) => {
      throw explain(error);
    });
  return {
    release: () => pool.release(connection),
    unsafe: (text: string, parameters: readonly unknown[] = []) =>
      Object.assign(query(text, parameters), { cancel: () => {} }),
  };
}

function createDatabase(pool: Pool<PostgresConnection>, clock: Clock, answerMs: number): Database {
  const read = createKysely(pool, { explain: fromPostgres, answerMs });
  const writing = createKysely(pool, { explain: notYet, answerMs });
  const patient = createKysely(pool, { explain: notYet, answerMs: ANSWER_MS.exclusively });
  const now = guardedNow(clock);
  return {
    kind: "postgres",
    read,
    transact: (work) => transactWithRetries(writing, work),
    exclusively: (work) =>
      transactWithRetries(patient, async (tx) => {
        await sql`set local lock_timeout = 0`.execute(tx);
        await sql`set local statement_timeout = ${sql.lit(EXCLUSIVE_STATEMENT_MS)}`.execute(tx);
        await sql`select pg_advisory_xact_lock(hashtextextended('tacet start ' || current_schema(), 0))`.execute(tx);
        return work(tx);
      }),
    now,
    readClock: async () => {
      const { rows } = await sql<{ at: number }>`select ${databaseClock} as at`.execute(read);
      return rows[0]?.at ?? 0;
    },
    eraseTraces: async () => {},
    eraseTracesSoon: () => {},
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

/** Not `now()`, which stands still through a transaction (RULES.md N6). */
const databaseClock = sql<number>`floor(extract(epoch from clock_timestamp()) * 1000)::bigint`;

function guardedNow(clock: Clock): RawBuilder<number> {
  const at = new LateValue(() => clock.now());
  // Of a clock that is suspect, nothing that it shows is believed.
  const latest = new LateValue(() => (clock.isSuspect ? 0 : clock.latestCredible()));
  return sql<number>`case when ${databaseClock} > ${latest}::bigint then ${at}::bigint
    else greatest(${databaseClock}, ${at}::bigint) end`;
}

const transactWithRetries = <T>(db: Kysely<Schema>, work: (tx: Kysely<Schema>) => Promise<T>): Promise<T> =>
  retryConflicts(() => transactOnce(db, work), retryTiming).catch((error: unknown) => {
    throw fromPostgres(error);
  });

async function transactOnce<T>(db: Kysely<Schema>, work: (tx: Kysely<Schema>) => Promise<T>): Promise<T> {
  const tx = await db.startTransaction().setIsolationLevel("read committed").execute();
  const value = await work(tx).catch(async (error: unknown) => {
    await abandon(tx);
    throw error;
  });
  try {
    await tx.commit().execute();
  } catch (error) {
    // Kysely keeps the connection when a COMMIT fails, and gives it back when a ROLLBACK does.
    await abandon(tx);
    throw leavesOutcomeUnknown(error) ? new ProtocolError("outcome_unknown", { cause: error }) : error;
  }
  return value;
}

/** Gives the connection back. One that broke has rolled back by itself; what came before is what the caller should hear. */
const abandon = (tx: ControlledTransaction<Schema>): Promise<void> =>
  tx
    .rollback()
    .execute()
    .catch(() => {});
