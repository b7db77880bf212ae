import { argv } from "node:process";

/** `npm run bench NAME`: runs one benchmark, or says which there are. */
const benchmarks: ReadonlyMap<string, () => Promise<unknown>> = new Map([["notes", () => import("./notes.ts")]]);

const run = benchmarks.get(argv[2] ?? "");
if (run) {
  await run();
} else {
  process.stderr.write(`npm run bench NAME, with one of: ${[...benchmarks.keys()].join(", ")}\n`);
  process.exitCode = 2;
}
