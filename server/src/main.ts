import { startApp, type AppOptions } from "./app.ts";

/** Starts the server and stops it on SIGTERM or SIGINT. Throws ConfigError or OperatorError when it cannot start. */
export async function main(options: AppOptions): Promise<void> {
  await using _app = await startApp(options);
  await stopSignal();
}

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
