import { Database as Sqlite, constants } from "bun:sqlite";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";

/** Statements wait this long for other processes on the thread itself; longer waits are the writer's and leave the thread free. */
const BUSY_TIMEOUT_MS = 50;

/**
 * The connection that writes. A COMMIT that returned survives a power cut (RULES.md L1), and what is deleted is overwritten (S2).
 * A new file, and its folder, are readable by their owner alone.
 */
export function openSqliteWriter(path: string): Sqlite {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, "a", 0o600));
  const sqlite = new Sqlite(path, constants.SQLITE_OPEN_READWRITE);
  setPragmas(sqlite, {
    busy_timeout: BUSY_TIMEOUT_MS,
    synchronous: "FULL",
    secure_delete: "ON",
    foreign_keys: "ON",
    trusted_schema: "OFF",
    temp_store: "MEMORY",
    ...(process.platform === "darwin" ? { fullfsync: "ON", checkpoint_fullfsync: "ON" } : {}),
  });
  return sqlite;
}

/** Sees committed rows alone. The writer must have been opened first: it makes the files that a reader shares. */
export function openSqliteReader(path: string): Sqlite {
  const sqlite = new Sqlite(path, constants.SQLITE_OPEN_READONLY);
  setPragmas(sqlite, {
    busy_timeout: BUSY_TIMEOUT_MS,
    query_only: "ON",
    trusted_schema: "OFF",
    temp_store: "MEMORY",
  });
  return sqlite;
}

/** A file that nobody else has open: no log beside it, nothing of deleted rows in it. */
export function openSqliteCopy(path: string): Sqlite {
  const sqlite = new Sqlite(path, constants.SQLITE_OPEN_READWRITE);
  setPragmas(sqlite, {
    journal_mode: "MEMORY",
    secure_delete: "ON",
    foreign_keys: "ON",
    trusted_schema: "OFF",
    temp_store: "MEMORY",
  });
  return sqlite;
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

function setPragmas(sqlite: Sqlite, pragmas: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(pragmas)) sqlite.run(`PRAGMA ${name} = ${value}`);
}
