import { startApp, type AppOptions } from "./app.ts";

/** Starts the server and stops it on SIGTERM or SIGINT. Throws ConfigError or OperatorError when it cannot start. */
export async function main(options: AppOptions): Promise<void> {
  // Before the start: whoever reads that this listens may say stop at once. The same signal again ends the process at once.
  const stopped = stopSignal();
  await using _app = await startApp(options);
  await stopped;
}

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
