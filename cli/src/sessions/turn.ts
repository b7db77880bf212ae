import { Database as Sqlite, SQLiteError } from "bun:sqlite";
import { cliError } from "../cli-error.ts";

const LOOK_EVERY_MS = 20;
/** Whoever has the turn may be asking a server, or a person for the keyring's password. */
const LONGEST_WAIT_MS = 60_000;

/**
 * Waits until no other process has the turn, and has it until it is disposed of. It is a lock of the operating system, held through an empty
 * SQLite file, so that it is gone with the process that held it, however that ended. Throws CliError `sessions_busy`.
 */
export async function takeTurn(path: string, longestWaitMs = LONGEST_WAIT_MS): Promise<Disposable> {
  // SQLite makes the file: were it opened and closed by us, POSIX would end every lock that this process has on it.
  const sqlite = open(path);
  const deadline = performance.now() + longestWaitMs;
  try {
    while (!tryToLock(sqlite)) {
      if (performance.now() > deadline) throw cliError("sessions_busy");
      await Bun.sleep(LOOK_EVERY_MS);
    }
  } catch (error) {
    sqlite.close();
    throw error;
  }
  return { [Symbol.dispose]: () => sqlite.close() };
}

function open(path: string): Sqlite {
  try {
    return new Sqlite(path, { create: true, strict: true });
  } catch (cause) {
    throw cliError("file_unwritable", cause);
  }
}

function tryToLock(sqlite: Sqlite): boolean {
  // A statement that is not finalized would keep the lock after the connection is closed.
  using statement = sqlite.prepare("BEGIN EXCLUSIVE");
  try {
    statement.all();
    return true;
  } catch (error) {
    if (error instanceof SQLiteError && error.code?.startsWith("SQLITE_BUSY")) return false;
    throw cliError("file_unwritable", error);
  }
}
