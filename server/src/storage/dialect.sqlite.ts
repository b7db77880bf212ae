import type { Database as Sqlite } from "bun:sqlite";
import { sql } from "kysely";
import { LateValue } from "./compiled-query.ts";
import type { Database, DatabaseOptions } from "./database.ts";
import { createGroupCommit, type Writer } from "./group-commit.ts";
import {
  createSqliteConnection,
  createSqliteKysely,
  createSqliteScope,
  type SqliteConnection,
} from "./sqlite-driver.ts";
import { fromSqlite, sqliteCode } from "./sqlite-errors.ts";
import { openSqliteReader, openSqliteWriter } from "./sqlite-file.ts";
import { createTraceEraser, traceTimes, type TraceTimes } from "./sqlite-traces.ts";

/** How long another process may hold the write lock before a request is told `unavailable`. */
const BUSY_WAIT_MS = 10_000;
const BUSY_PAUSE_MS = 10;

export interface SqliteOptions extends Omit<DatabaseOptions, "url"> {
  readonly path: string;
  readonly traces?: TraceTimes;
  readonly busyWaitMs?: number;
}

export async function openSqlite(options: SqliteOptions): Promise<Database> {
  const { path, clock, onTrouble, traces = traceTimes, busyWaitMs = BUSY_WAIT_MS } = options;
  // Many processes may open a new file at once; SQLite's own wait covers neither its first look at the file nor the switch to WAL.
  const sqlite = await whileBusy(() => openSqliteWriter(path), busyWaitMs);
  await whileBusy(() => sqlite.run("PRAGMA journal_mode = WAL"), busyWaitMs);
  const writer = createSqliteConnection(sqlite);
  const reader = createSqliteConnection(await whileBusy(() => openSqliteReader(path), busyWaitMs));
  const eraser = createTraceEraser(sqlite, traces, onTrouble);
  const commit = createGroupCommit(createWriter(sqlite, busyWaitMs));
  // A process that was killed may have left deleted bytes in the log.
  eraser.noteWrite();

  const transact: Database["transact"] = async (work) => {
    // Before the commit: a write whose outcome stays unknown leaves traces too.
    eraser.noteWrite();
    return commit(async () => {
      const scope = createSqliteScope(writer);
      try {
        return await work(scope.tx);
      } finally {
        scope.end();
      }
    });
  };
  const now = sql<number>`${new LateValue(() => clock.now())}`;
  return {
    kind: "sqlite",
    read: createSqliteKysely(reader),
    transact,
    // The write lock of BEGIN IMMEDIATE is the file's: it keeps other processes out too.
    exclusively: transact,
    now,
    readClock: async () => clock.now(),
    eraseTraces: () => eraser.erase(),
    eraseTracesSoon: () => eraser.noteDestruction(),
    [Symbol.asyncDispose]: createClose({ writer, reader, eraser }, onTrouble),
  };
}

function createWriter(sqlite: Sqlite, busyWaitMs: number): Writer {
  const execute = (statement: string): void => void sqlite.run(statement);
  return {
    begin: () => whileBusy(() => execute("BEGIN IMMEDIATE"), busyWaitMs),
    execute,
    isInTransaction: () => sqlite.inTransaction,
    // The commit record may have reached the log although flushing it failed.
    leavesOutcomeUnknown: (error) => sqliteCode(error) === "SQLITE_IOERR",
    explain: fromSqlite,
    elapsed: () => performance.now(),
  };
}

/** SQLite's own wait would hold up the whole process; this one lets others run. */
async function whileBusy<T>(attempt: () => T, waitMs: number): Promise<T> {
  const started = performance.now();
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (sqliteCode(error) !== "SQLITE_BUSY" || performance.now() - started > waitMs) throw error;
    }
    await new Promise((resolve) => void setTimeout(resolve, BUSY_PAUSE_MS));
  }
}

interface Open {
  readonly writer: SqliteConnection;
  readonly reader: SqliteConnection;
  readonly eraser: ReturnType<typeof createTraceEraser>;
}

function createClose({ writer, reader, eraser }: Open, onTrouble: (error: unknown) => void): () => Promise<void> {
  let isClosed = false;
  return async () => {
    if (isClosed) return;
    isClosed = true;
    reader[Symbol.dispose]();
    await eraser.stop().catch(onTrouble);
    writer[Symbol.dispose]();
  };
}
