import { constants, Database as Sqlite } from "bun:sqlite";
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { CompiledQuery } from "kysely";
import type { Database } from "../storage/database.ts";
import { lockFolderForReplacing } from "../storage/folder-lock.ts";
import { SILENCE_MS } from "../storage/heartbeat.ts";
import { readMark, removeMark } from "../storage/mark.ts";
import { migrate } from "../storage/migrate.ts";
import { beginNewLife } from "../storage/old-life.ts";
import { isPostgresUrl, sqlitePath } from "../storage/open-database.ts";
import { OperatorError } from "../storage/operator-error.ts";
import { createTemporaryBeside, syncFile, syncFolderOf } from "../storage/private-file.ts";
import { readHeartbeat } from "../storage/server-facts.ts";
import { createSqliteConnection, createSqliteKysely, type SqliteConnection } from "../storage/sqlite-driver.ts";
import { openSqliteCopy } from "../storage/sqlite-file.ts";

export interface RestoreOptions {
  readonly file: string;
  /** TACET_DATABASE */
  readonly url: string;
  /** TACET_DATA */
  readonly dataFolder: string;
  /** What to do with a database that is there: it is gone for good when replaced. */
  readonly existing: "refuse" | "replace";
}

/** Brings a backup back, as a new life in which no note of the old one exists (RULES.md S4). Throws OperatorError. */
export async function restoreFrom({ file, url, dataFolder, existing }: RestoreOptions): Promise<void> {
  if (isPostgresUrl(url)) {
    throw new OperatorError(
      "Bring PostgreSQL back with its own tools, such as pg_restore, and then run: tacet restored",
    );
  }
  const path = sqlitePath(url);
  if (!existsSync(file)) throw new OperatorError(`There is no file ${file}; give the path of a backup.`);
  using held = new DisposableStack();
  held.use(lockFolderForReplacing(dataFolder));
  if (existing === "refuse" && existsSync(path)) {
    throw new OperatorError(
      `There is a database at ${path} already; move it away first, or say that it is to be replaced.`,
    );
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = createTemporaryBeside(path);
  try {
    copyFileSync(file, temporary);
    await revive(temporary, file, readMark(dataFolder)?.heartbeat ?? 0);
    replaceDatabase(temporary, path);
  } finally {
    for (const ending of ["", "-journal", "-wal", "-shm"]) rmSync(temporary + ending, { force: true });
  }
  removeMark(dataFolder);
}

async function revive(copy: string, source: string, reached: number): Promise<void> {
  try {
    using connection = createSqliteConnection(openSqliteCopy(copy));
    refuseDamaged(connection);
    const db = createSqliteKysely(connection);
    await migrate(db, { kind: "sqlite", appliedAt: await readHeartbeat(db) });
    await beginNewLife(db, reached);
    connection.run(CompiledQuery.raw("VACUUM"));
  } catch (cause) {
    if (cause instanceof OperatorError) throw cause;
    throw new OperatorError(`${source} is not a whole backup of Tacet; take another one.`, { cause });
  }
  syncFile(copy);
}

function refuseDamaged({ run }: SqliteConnection): void {
  const { rows } = run<Record<string, unknown>>(CompiledQuery.raw("PRAGMA integrity_check"));
  if (rows.length !== 1 || rows[0]?.["integrity_check"] !== "ok") throw new Error("the integrity check failed");
}

/** A log that lies beside another database than its own would be written into that one: it goes first. */
function replaceDatabase(temporary: string, path: string): void {
  settleOld(path);
  for (const ending of ["-wal", "-shm"]) rmSync(path + ending, { force: true });
  renameSync(temporary, path);
  syncFolderOf(path);
}

/** So that the old database is whole without its log, should the power fail between these steps. It may be beyond reading. */
function settleOld(path: string): void {
  if (!existsSync(path)) return;
  try {
    using connection = createSqliteConnection(new Sqlite(path, constants.SQLITE_OPEN_READWRITE));
    connection.run(CompiledQuery.raw("PRAGMA wal_checkpoint(TRUNCATE)"));
  } catch {
    // A damaged database is what restores are for.
  }
}

export interface RestoredOptions {
  /** TACET_DATA */
  readonly dataFolder: string;
  readonly open: () => Promise<Database>;
}

/**
 * After a copy was put in place by other means (pg_restore, a snapshot, `cp`): a new life, as after `restoreFrom`. Throws OperatorError
 * while a server runs.
 */
export async function markRestored({ dataFolder, open }: RestoredOptions): Promise<void> {
  using held = new DisposableStack();
  held.use(lockFolderForReplacing(dataFolder));
  await using database = await open();
  const now = await database.readClock();
  await database.exclusively(async (tx) => {
    await migrate(tx, { kind: database.kind, appliedAt: now });
    if (database.kind === "postgres") refuseRunning(await readHeartbeat(tx), now);
    await beginNewLife(tx, Math.max(now, readMark(dataFolder)?.heartbeat ?? 0));
  });
  await database.eraseTraces();
  removeMark(dataFolder);
}

/** Servers of other hosts hold no lock on this folder, but they beat. */
function refuseRunning(lastBeat: number, now: number): void {
  if (now - lastBeat > SILENCE_MS) return;
  throw new OperatorError(
    "A server was running on this database just now; stop all servers, wait 20 seconds and try again.",
  );
}
