import { newPostgresSetUp, newSqliteSetUp, type SetUp } from "../../server/test/set-ups.ts";
import type { DatabaseName } from "./database-name.ts";

/** A data folder and an empty database, gone when disposed of. */
export interface Installation extends SetUp, AsyncDisposable {
  /** As in TACET_DATABASE. */
  readonly url: string;
  /** The file of an SQLite database. */
  readonly sqlitePath: string | undefined;
}

export const newInstallation = (database: DatabaseName, postgresUrl: string): Promise<Installation> =>
  database === "sqlite" ? newSqliteInstallation() : newPostgresInstallation(postgresUrl);

export const newSqliteInstallation = async (): Promise<Installation> => describe(await newSqliteSetUp());

async function newPostgresInstallation(postgresUrl: string): Promise<Installation> {
  process.env["TEST_POSTGRES_URL"] = postgresUrl; // where set-ups look for it
  return describe(await newPostgresSetUp());
}

function describe(setUp: SetUp & AsyncDisposable): Installation {
  const url = setUp.env["TACET_DATABASE"] ?? "";
  return { ...setUp, url, sqlitePath: /^sqlite:(.+)/.exec(url)?.[1] };
}
