import { readFileSync } from "node:fs";
import { readConfig, type ConfigWithSources } from "../config/config.ts";
import { chooseKeySource, type KeySource } from "../storage/key-source.ts";
import { isPostgresUrl } from "../storage/open-database.ts";
import { isReadByOthers } from "../storage/private-file.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the server would be told, and the commands with it. `TACET_SERVER` is for people's commands. Throws ConfigError. */
export function readSettings({ TACET_SERVER: _forPeople, ...env }: Environment): ConfigWithSources {
  return readConfig({
    env,
    readFile: (path) => readFileSync(path, "utf8"),
    isReadByOthers: (path) => isReadByOthers(path),
  });
}

/** Throws OperatorError when there is none, or two. */
export const keySourceOf = ({ config }: ConfigWithSources): KeySource =>
  chooseKeySource({ ...config, databaseKind: isPostgresUrl(config.databaseUrl) ? "postgres" : "sqlite" });
