import { join } from "node:path";
import { formatText } from "../../scripts/format-text.ts";
import type { TestPostgres } from "../../scripts/test-postgres.ts";
import { readFacts } from "./machine.ts";
import { parts } from "./parts.ts";
import { describeParts, partNames, readResults, resultsPath, type NotesResults, type PartName } from "./results.ts";

const root = join(import.meta.dir, "../..");
const print = (text: string): void => void process.stdout.write(text);

/** Runs the parts named, or all. Each replaces its own part of the results as soon as it is measured; the page follows at the end. */
export async function runNotes(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !partNames.some((part) => part === name));
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
    const measured = await parts[part]({ facts, postgresUrl, say: createSay() });
    await keep({ ...(await readResults()), ...measured }, part);
  }
  await writePages();
}

/** Loaded when it is needed: what it stands on ends every process that it is loaded in with code 0. */
async function startPostgres(open: AsyncDisposableStack): Promise<TestPostgres> {
  return open.use(await (await import("../../scripts/test-postgres.ts")).startPostgres());
}

function createSay(): (progress: string) => void {
  const startedAt = performance.now();
  return (progress) => print(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${progress}\n`);
}

async function keep(results: NotesResults, part: PartName): Promise<void> {
  const json = JSON.stringify(results, (_, value: unknown) =>
    typeof value === "number" ? roundToThousandth(value) : value,
  );
  await Bun.write(resultsPath, await formatText(resultsPath, json));
  print(`\n${describeParts(results)[part] ?? ""}\n`);
}

const roundToThousandth = (value: number): number => Math.round(value * 1000) / 1000;

/** In a process of its own, because it is a command of its own. */
async function writePages(): Promise<void> {
  const command = [process.execPath, join(root, "scripts/generate-docs.ts")];
  const code = await Bun.spawn(command, { cwd: root, stdio: ["ignore", "inherit", "inherit"] }).exited;
  if (code !== 0) throw new Error("the pages could not be written");
}
