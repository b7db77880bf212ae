import { newPostgresSetUp, newSqliteSetUp, type SetUp } from "../../server/test/set-ups.ts";

export type DatabaseName = "sqlite" | "postgres";

/** A data folder and an empty database, gone when disposed of. */
export interface Installation extends SetUp, AsyncDisposable {
  /** As in TACET_DATABASE. */
  readonly url: string;
  /** The file of an SQLite database. */
  readonly sqlitePath: string | undefined;
}

export async function newInstallation(database: DatabaseName, postgresUrl: string): Promise<Installation> {
  process.env["TEST_POSTGRES_URL"] = postgresUrl; // where set-ups look for it
  const setUp = await (database === "sqlite" ? newSqliteSetUp() : newPostgresSetUp());
  const url = setUp.env["TACET_DATABASE"] ?? "";
  return { ...setUp, url, sqlitePath: /^sqlite:(.+)/.exec(url)?.[1] };
}
