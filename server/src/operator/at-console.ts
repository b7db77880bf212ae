import { openDatabaseFor } from "../app.ts";
import { openConsole, type OperatorConsole } from "./open-console.ts";
import { keySourceOf, readSettings, type Environment } from "./settings.ts";

/** For a command that does what an administrator can do. */
export async function atConsole(env: Environment, work: (console: OperatorConsole) => Promise<void>): Promise<void> {
  const settings = readSettings(env);
  await using database = await openDatabaseFor(settings.config);
  await work(await openConsole({ database, source: keySourceOf(settings), config: settings.config }));
}
