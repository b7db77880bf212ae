import { argv } from "node:process";

/** `npm run bench NAME [PART…]`: runs one benchmark, or says which there are. */
const benchmarks: ReadonlyMap<string, (parts: readonly string[]) => Promise<void>> = new Map([
  ["notes", async (parts: readonly string[]) => (await import("./notes/run-notes.ts")).runNotes(parts)],
]);

const [name = "", ...parts] = argv.slice(2);
const run = benchmarks.get(name);
if (run) {
  await run(parts);
} else {
  process.stderr.write(`npm run bench NAME, with one of: ${[...benchmarks.keys()].join(", ")}\n`);
  process.exitCode = 2;
}
