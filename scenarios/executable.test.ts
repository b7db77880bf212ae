import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../cli/src/testing/terminal-session.ts";
import { buildExecutable, describeWebRelease } from "../scripts/build.ts";
import { onEachSetUp } from "../server/test/set-ups.ts";
import { startTestServer, type TestServer, type TestServerOptions } from "../server/test/start-server.ts";

/** The one executable, in a folder with nothing in it and next to nothing in its environment. */

const folder = await mkdtemp(join(tmpdir(), "tacet-executable-"));
const executable = join(folder, "bin", "tacet");
const empty = join(folder, "empty");

beforeAll(async () => {
  await buildExecutable({ outfile: executable });
  await Bun.write(join(empty, ".keep"), "");
});
afterAll(() => rm(folder, { recursive: true }));

const serve = (options: TestServerOptions = {}): Promise<TestServer> =>
  startTestServer({ ...options, program: { command: [executable, "serve"], cwd: empty } });

interface Run {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

async function run(args: readonly string[], { stdin = "", env = {}, cwd = empty }: Run = {}) {
  const child = Bun.spawn([executable, ...args], {
    cwd,
    env,
    stdin: new Blob([stdin]),
    stdout: "pipe",
    stderr: "pipe",
    detached: true,
  });
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { exitCode: await child.exited, stdout, stderr };
}

test("it says what it is, and what it can do", async () => {
  const { version, commit } = await describeWebRelease();
  const built = commit === null ? version : `${version} (commit ${commit.slice(0, 12)})`;
  expect((await run(["--version"])).stdout).toBe(`${built}\n`);
  const { exitCode, stdout } = await run(["--help"]);
  expect(exitCode).toBe(0);
  for (const command of ["note", "open", "verify", "serve", "backup"]) expect(stdout).toContain(`\n  ${command} `);
  expect(await readdir(empty)).toEqual([".keep"]);
});

onEachSetUp("its server keeps the notes that its own commands make, with a passphrase and without", async (setUp) => {
  await using server = await serve(setUp);
  const env = { TACET_SERVER: server.origin };
  const made = JSON.parse((await run(["note", "--json"], { stdin: "for one", env })).stdout);
  expect(await run(["open", "-"], { stdin: made.link })).toMatchObject({ exitCode: 0, stdout: "for one" });
  expect((await run(["open", "-"], { stdin: made.link })).exitCode).toBe(4);
  expect((await run(["receipt", "-"], { stdin: made.receiptLink })).stdout).toContain("opening confirmed");
  const passphraseFile = join(folder, "passphrase");
  await writeFile(passphraseFile, "pä$$\n");
  const withPassphrase = ["--passphrase-file", passphraseFile];
  const sealed = JSON.parse((await run(["note", "--json", ...withPassphrase], { stdin: "more", env })).stdout);
  expect((await run(["open", "-", ...withPassphrase], { stdin: sealed.link })).stdout).toBe("more");
});

test("its pages are the release's, to the byte: those that it carries, and those in the list beside it", async () => {
  await using server = await serve();
  const own = await run(["verify", "--json", server.origin]);
  expect(JSON.parse(own.stdout)).toMatchObject({ matches: true });
  const list = join(folder, "web-hashes.json");
  await Bun.write(list, JSON.stringify(await describeWebRelease()));
  expect((await run(["verify", server.origin, "--release", list])).exitCode).toBe(0);
});

test("its pages are strict, and the worker alone may run WebAssembly", async () => {
  await using server = await serve();
  const scriptSources = async (path: string) =>
    /script-src ([^;]*);/.exec(
      (await fetch(`${server.origin}${path}`)).headers.get("content-security-policy") ?? "",
    )?.[1];
  for (const path of ["/", "/n", "/r"]) expect(await scriptSources(path)).toBe("'self'");
  const worker = Object.keys((await describeWebRelease()).files).find((path) => path.includes("argon2id-worker"));
  expect(await scriptSources(worker ?? "")).toBe("'self' 'wasm-unsafe-eval'");
});

test("a hostile folder neither runs code in it nor gives it settings", async () => {
  const hostile = join(folder, "hostile");
  for (const name of [".env", ".env.local", ".env.production"]) {
    await Bun.write(join(hostile, name), "TACET_SERVER=evil\nTACET_PORT=evil\n");
  }
  await Bun.write(join(hostile, "bunfig.toml"), 'preload = ["./evil.ts"]\n[run]\npreload = ["./evil.ts"]\n');
  await Bun.write(join(hostile, "package.json"), '{ "imports": { "#evil": "./evil.ts" } }');
  await Bun.write(join(hostile, "tsconfig.json"), '{ "compilerOptions": { "paths": { "*": ["./evil.ts"] } } }');
  await Bun.write(join(hostile, "evil.ts"), 'process.stdout.write("evil ran")');
  const note = await run(["note", "--json"], { cwd: hostile });
  expect(note.stdout).toBe("");
  // Not invalid_server: the .env was not read.
  expect(JSON.parse(note.stderr).code).toBe("text_empty");
  const config = await run(["config"], { cwd: hostile });
  expect(config).toMatchObject({ exitCode: 0, stderr: "" });
  expect(config.stdout).not.toContain("evil");
});

test("it stops when it is told to, and says so", async () => {
  await using server = await serve();
  server.kill("SIGTERM");
  expect(await server.exited).toBe(0);
  await until(
    () => server.log.at(-1)?.includes('"msg":"stopping"') ?? false,
    () => server.log.join("\n"),
  );
});

test("what kills a server in tests is not in it", async () => {
  await using server = await serve({ faultPoint: "claim: after commit" });
  const env = { TACET_SERVER: server.origin };
  const { link } = JSON.parse((await run(["note", "--json"], { stdin: "still there", env })).stdout);
  expect((await run(["open", "-"], { stdin: link })).stdout).toBe("still there");
  const code = Buffer.from(await Bun.file(executable).bytes());
  expect(code.includes("there is no fault point")).toBe(false);
});
