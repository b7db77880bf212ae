import type { Database, DatabaseOptions } from "./database.ts";
import { openSqlite } from "./dialect.sqlite.ts";
import { OperatorError } from "./operator-error.ts";

export type OpenPostgres = (options: DatabaseOptions) => Promise<Database>;

export const isPostgresUrl = (url: string): boolean => /^postgres(ql)?:\/\//.test(url);

/** The file of a `sqlite:PATH` address, as it is written there. */
export function sqlitePath(url: string): string {
  const path = url.startsWith("sqlite:") ? url.slice("sqlite:".length) : "";
  if (path === "" || path === ":memory:" || path.includes("\0")) {
    throw new OperatorError("TACET_DATABASE is neither sqlite:PATH nor postgres://…; give one of these.");
  }
  return path;
}

/** Opens a database as it is; `openStorage` also brings its schema up to date. The opener for PostgreSQL is the caller's to choose. */
export async function openDatabase(
  options: DatabaseOptions & { readonly openPostgres: OpenPostgres },
): Promise<Database> {
  if (isPostgresUrl(options.url)) return options.openPostgres(options);
  return openSqlite({ ...options, path: sqlitePath(options.url) });
}
