import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { WebRelease } from "@tacet/protocol/web-release";
import cliPackage from "../cli/package.json" with { type: "json" };
import { listServedFiles } from "../server/src/http/served-files.ts";
import { readWebFiles } from "../server/src/http/web-files.ts";
import { buildWeb } from "./build-web.ts";

/**
 * `npm run build`: the web app, the list of what it gives to browsers, and one executable with server, web app and command line, into
 * dist/. With `-- --target bun-linux-arm64` for another platform. The same commit gives the same bytes, wherever it lies.
 */

const root = join(import.meta.dir, "..");
const webFolder = join(root, "web/dist");

/** The platforms of docs/cli.md for which Bun has a runtime; that of another machine is downloaded from the npm registry. */
const targets = [
  "bun-linux-x64",
  "bun-linux-x64-baseline",
  "bun-linux-x64-musl",
  "bun-linux-arm64",
  "bun-linux-arm64-musl",
  "bun-darwin-x64",
  "bun-darwin-arm64",
] as const satisfies readonly Bun.Build.CompileTarget[];
type Target = (typeof targets)[number];

export interface ExecutableOptions {
  readonly outfile: string;
  /** This machine's when left out. */
  readonly target?: Target;
}

/** The web app must have been built. Throws when the runtime for the target cannot be had. */
export async function buildExecutable({ outfile, target }: ExecutableOptions): Promise<void> {
  await using staged = await stageWebFiles();
  await Bun.build({
    entrypoints: [join(root, "cli/src/main.ts")],
    target: "bun",
    // Names stay, so that the traces in an operator's log can be read without a source map.
    minify: { whitespace: true, syntax: true, identifiers: false },
    define: {
      BUILT_FROM_COMMIT: JSON.stringify(await cleanCommit()),
      // Of modules that look for files beside them, which is not done here; left alone, it is the path on the builder's disk.
      __dirname: '""',
      __filename: '""',
    },
    compile: {
      outfile,
      ...(target && { target }),
      assets: staged.folders,
      // The folder where a command is run has no say (docs/cli.md).
      autoloadDotenv: false,
      autoloadBunfig: false,
      autoloadTsconfig: false,
      autoloadPackageJson: false,
    },
  });
}

/** Bun takes a folder's files in the order of the disk, which differs from machine to machine: each file comes in a folder of its own. */
async function stageWebFiles() {
  const stage = await mkdtemp(join(tmpdir(), "tacet-build-"));
  const names = await Array.fromAsync(new Bun.Glob("**/*").scan(webFolder));
  const folders = names.toSorted().map(async (name, index) => {
    const folder = join(stage, String(index), "web");
    await Bun.write(join(folder, name), Bun.file(join(webFolder, name)));
    return folder;
  });
  return {
    folders: await Promise.all(folders),
    [Symbol.asyncDispose]: () => rm(stage, { recursive: true }),
  };
}

/** For whoever compares a site with this release. */
export const describeWebRelease = async (): Promise<WebRelease> => ({
  version: cliPackage.version,
  commit: await cleanCommit(),
  files: listServedFiles(await readWebFiles(webFolder)),
});

/** Null outside a repository, and when what is built is not what was committed. */
async function cleanCommit(): Promise<string | null> {
  const isOwn = (await git("rev-parse", "--show-prefix")) === "";
  return isOwn && (await git("status", "--porcelain")) === "" ? git("rev-parse", "HEAD") : null;
}

async function git(...args: readonly string[]): Promise<string | null> {
  if (!Bun.which("git")) return null;
  const child = Bun.spawn(["git", ...args], { cwd: root, stdin: "ignore", stdout: "pipe", stderr: "ignore" });
  const output = await new Response(child.stdout).text();
  return (await child.exited) === 0 ? output.trim() : null;
}

function parseTarget(text: string): Target {
  const target = targets.find((known) => known === text);
  if (!target) throw new Error(`--target is one of ${targets.join(", ")}`);
  return target;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { target: { type: "string" } } });
  const target = values.target === undefined ? undefined : parseTarget(values.target);
  const outfile = join(root, "dist", target ? target.replace("bun", "tacet") : "tacet");
  await buildWeb();
  await Bun.write(join(root, "dist/web-hashes.json"), `${JSON.stringify(await describeWebRelease(), null, 2)}\n`);
  await buildExecutable({ outfile, ...(target && { target }) });
  const executable = Bun.file(outfile);
  const sha256 = new Bun.CryptoHasher("sha256").update(await executable.bytes()).digest("hex");
  process.stdout.write(`${outfile}: ${(executable.size / 1024 / 1024).toFixed(1)} MiB, SHA-256 ${sha256}\n`);
}

if (import.meta.main) await main();
