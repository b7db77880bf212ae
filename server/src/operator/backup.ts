import { constants, Database as Sqlite } from "bun:sqlite";
import { existsSync, linkSync, rmSync, statSync } from "node:fs";
import { CompiledQuery } from "kysely";
import { requireCurrentSchema } from "../storage/migrate.ts";
import {
  forgetContactSources,
  forgetFleeting,
  forgetInvites,
  forgetNotes,
  forgetShortLived,
} from "../storage/old-life.ts";
import { isPostgresUrl, sqlitePath } from "../storage/open-database.ts";
import { OperatorError } from "../storage/operator-error.ts";
import { createTemporaryBeside, syncFile, syncFolderOf } from "../storage/private-file.ts";
import { writeMeta } from "../storage/server-facts.ts";
import { createSqliteConnection, createSqliteKysely } from "../storage/sqlite-driver.ts";
import { openSqliteCopy } from "../storage/sqlite-file.ts";

export interface BackupOptions {
  /** TACET_DATABASE */
  readonly url: string;
  /** The file to make. */
  readonly target: string;
}

/**
 * A consistent copy of a SQLite database, also of a running server, without notes, sessions and the master key (RULES.md S1, S4).
 * It never overwrites. Throws OperatorError.
 */
export async function backupTo({ url, target }: BackupOptions): Promise<{ readonly bytes: number }> {
  if (isPostgresUrl(url)) {
    throw new OperatorError(
      "Tacet makes backups of SQLite alone; use pg_dump, and after bringing one back run: tacet restored",
    );
  }
  if (existsSync(target)) throw alreadyThere(target);
  const temporary = createTemporaryBeside(target);
  try {
    copyWhole(sqlitePath(url), temporary);
    await strip(temporary);
    syncFile(temporary);
    publish(temporary, target);
  } finally {
    for (const ending of ["", "-journal", "-wal", "-shm"]) rmSync(temporary + ending, { force: true });
  }
  return { bytes: statSync(target).size };
}

/** Sees one moment of the database while others write. */
function copyWhole(path: string, copy: string): void {
  if (!existsSync(path))
    throw new OperatorError(`There is no database at ${path}; check TACET_DATABASE and TACET_DATA.`);
  const sqlite = new Sqlite(path, constants.SQLITE_OPEN_READWRITE);
  try {
    sqlite.run("PRAGMA busy_timeout = 10000");
    sqlite.run("PRAGMA temp_store = MEMORY");
    sqlite.run("VACUUM INTO ?", [copy]);
  } finally {
    sqlite.close();
  }
}

/** Takes out what must not outlive its destruction, and the pages that held it. */
async function strip(copy: string): Promise<void> {
  using connection = createSqliteConnection(openSqliteCopy(copy));
  const db = createSqliteKysely(connection);
  await requireCurrentSchema(db);
  await forgetNotes(db);
  await forgetContactSources(db);
  await forgetInvites(db);
  await forgetShortLived(db);
  await forgetFleeting(db);
  await writeMeta(db, "is_backup", "yes");
  connection.run(CompiledQuery.raw("VACUUM"));
}

/** A link fails where a rename would overwrite. */
function publish(temporary: string, target: string): void {
  try {
    linkSync(temporary, target);
  } catch (error) {
    if (existsSync(target)) throw alreadyThere(target);
    throw error;
  }
  syncFolderOf(target);
}

const alreadyThere = (target: string): OperatorError =>
  new OperatorError(`${target} exists already; give a new name, or remove it first.`);
