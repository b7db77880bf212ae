import { Database as Sqlite, constants } from "bun:sqlite";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { OperatorError } from "./operator-error.ts";
import { sqliteCode } from "./sqlite-errors.ts";

/**
 * Says whether servers run on a data folder. It is a lock of the operating system, held through an empty SQLite file, so it is gone
 * with the process that held it, however that ended.
 */
export interface FolderLock extends Disposable {}

/** Held by every server, any number at once. */
export const lockFolderForServing = (folder: string): FolderLock => lock(folder, "BEGIN; SELECT * FROM sqlite_schema");

/** Held by commands that replace the database: no server runs meanwhile. */
export const lockFolderForReplacing = (folder: string): FolderLock => lock(folder, "BEGIN EXCLUSIVE");

function lock(folder: string, statements: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "server.lock");
  closeSync(openSync(path, "a", 0o600));
  const sqlite = new Sqlite(path, constants.SQLITE_OPEN_READWRITE);
  try {
    sqlite.run("PRAGMA busy_timeout = 200");
    for (const statement of statements.split("; ")) runToEnd(sqlite, statement);
  } catch (error) {
    sqlite.close();
    if (sqliteCode(error) !== "SQLITE_BUSY") throw error;
    throw new OperatorError(`The data folder ${folder} is in use by a server or a restore; stop that first.`);
  }
  return { [Symbol.dispose]: () => sqlite.close() };
}

/** A statement that is not finalized would keep the lock after the connection is closed. */
function runToEnd(sqlite: Sqlite, text: string): void {
  using statement = sqlite.prepare(text);
  statement.all();
}
