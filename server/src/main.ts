import { readFileSync } from "node:fs";
import { startApp, type AppOptions } from "./app.ts";
import { readConfig } from "./config/config.ts";

/** Reads the configuration, starts the server, and stops it on SIGTERM or SIGINT. Throws ConfigError or OperatorError. */
export async function main(
  env: Readonly<Record<string, string | undefined>>,
  options: Omit<AppOptions, "config"> = {},
): Promise<void> {
  const { config } = readConfig({ env, readFile: (path) => readFileSync(path, "utf8") });
  await using _app = await startApp({ config, ...options });
  await stopSignal();
}

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
