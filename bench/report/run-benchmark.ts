import { join } from "node:path";
import type { TestPostgres } from "../../scripts/test-postgres.ts";
import type { Benchmark } from "./benchmark.ts";
import { readFacts } from "./facts.ts";
import type { Say } from "./say.ts";

const root = join(import.meta.dir, "../..");
const print = (text: string): void => void process.stdout.write(text);

/** Runs the parts named, or all. Each replaces its own part of the results as soon as it is measured; the page follows at the end. */
export async function runBenchmark({ partNames, measure }: Benchmark, names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !partNames.includes(name));
  if (unknown.length > 0) {
    process.stderr.write(`there is no part ${unknown.join(", ")}; there are ${partNames.join(", ")}\n`);
    process.exitCode = 2;
    return;
  }
  const wanted = partNames.filter((part) => names.length === 0 || names.includes(part));
  const facts = readFacts();
  await using open = new AsyncDisposableStack();
  let postgres: Promise<TestPostgres> | undefined;
  const postgresUrl = async (): Promise<string> => {
    postgres ??= startPostgres(open);
    return (await postgres).url;
  };
  for (const part of wanted) {
    print(`\n## ${part}\n\n`);
    print(`\n${await measure(part, { facts, postgresUrl, say: createSay() })}\n`);
  }
  await writePages();
}

/** Loaded when it is needed: what it stands on ends every process that it is loaded in with code 0. */
async function startPostgres(open: AsyncDisposableStack): Promise<TestPostgres> {
  return open.use(await (await import("../../scripts/test-postgres.ts")).startPostgres());
}

function createSay(): Say {
  const startedAt = performance.now();
  return (progress) => print(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${progress}\n`);
}

/** In a process of its own, because it is a command of its own. */
async function writePages(): Promise<void> {
  const command = [process.execPath, join(root, "scripts/generate-docs.ts")];
  const code = await Bun.spawn(command, { cwd: root, stdio: ["ignore", "inherit", "inherit"] }).exited;
  if (code !== 0) throw new Error("the pages could not be written");
}
