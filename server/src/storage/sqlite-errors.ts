import { ProtocolError } from "@tacet/protocol";
import { SQLiteError } from "bun:sqlite";

/** For instance `SQLITE_BUSY`, also where SQLite says `SQLITE_BUSY_RECOVERY`; undefined for what is not SQLite's. */
export function sqliteCode(error: unknown): string | undefined {
  if (!(error instanceof SQLiteError)) return undefined;
  return /^SQLITE_[A-Z]+/.exec(error.code ?? "")?.[0];
}

const passing = new Map([
  ["SQLITE_BUSY", "The database is busy"],
  ["SQLITE_LOCKED", "The database is busy"],
  ["SQLITE_PROTOCOL", "The database is busy"],
  ["SQLITE_FULL", "The disk of the database is full"],
  ["SQLITE_IOERR", "The disk of the database failed"],
  ["SQLITE_CANTOPEN", "The files of the database cannot be opened"],
  ["SQLITE_READONLY", "The database cannot be written"],
  ["SQLITE_NOMEM", "The database has no memory left"],
]);

/** What may be over when the client asks again becomes `unavailable`; anything else is a fault and stays what it is. */
export function fromSqlite(error: unknown): unknown {
  const detail = passing.get(sqliteCode(error) ?? "");
  return detail === undefined ? error : new ProtocolError("unavailable", { detail, cause: error });
}
