import { Database as Sqlite, constants } from "bun:sqlite";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";

/** Statements wait this long for other processes on the thread itself; longer waits are the writer's and leave the thread free. */
const BUSY_TIMEOUT_MS = 50;

/**
 * The connection that writes. A COMMIT that returned survives a power cut (RULES.md L1), and what is deleted is overwritten (S2).
 * A new file, and its folder, are readable by their owner alone. Throws SQLITE_BUSY while another process makes the file.
 */
export function openSqliteWriter(path: string): Sqlite {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, "a", 0o600));
  return openWith(path, constants.SQLITE_OPEN_READWRITE, {
    busy_timeout: BUSY_TIMEOUT_MS,
    synchronous: "FULL",
    secure_delete: "ON",
    foreign_keys: "ON",
    trusted_schema: "OFF",
    temp_store: "MEMORY",
    ...(process.platform === "darwin" ? { fullfsync: "ON", checkpoint_fullfsync: "ON" } : {}),
  });
}

/** Sees committed rows alone. The writer must have been opened first: it makes the files that a reader shares. */
export function openSqliteReader(path: string): Sqlite {
  return openWith(path, constants.SQLITE_OPEN_READONLY, {
    busy_timeout: BUSY_TIMEOUT_MS,
    query_only: "ON",
    trusted_schema: "OFF",
    temp_store: "MEMORY",
  });
}

/** A file that nobody else has open: no log beside it, nothing of deleted rows in it. */
export function openSqliteCopy(path: string): Sqlite {
  return openWith(path, constants.SQLITE_OPEN_READWRITE, {
    journal_mode: "MEMORY",
    secure_delete: "ON",
    foreign_keys: "ON",
    trusted_schema: "OFF",
    temp_store: "MEMORY",
  });
}

/** For a statement that is tried again anyway: its wait would hold up the whole process. */
export function withoutWaiting<T>(sqlite: Sqlite, work: () => T): T {
  setPragmas(sqlite, { busy_timeout: 0 });
  try {
    return work();
  } finally {
    setPragmas(sqlite, { busy_timeout: BUSY_TIMEOUT_MS });
  }
}

/** A connection that could not be set up is closed: it may hold a lock, and whoever tries again opens another. */
function openWith(path: string, mode: number, pragmas: Readonly<Record<string, string | number>>): Sqlite {
  const sqlite = new Sqlite(path, mode);
  try {
    setPragmas(sqlite, pragmas);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function setPragmas(sqlite: Sqlite, pragmas: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(pragmas)) sqlite.run(`PRAGMA ${name} = ${value}`);
}
