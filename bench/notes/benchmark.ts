import { createBenchmark } from "../report/benchmark.ts";
import { drawCalls } from "./chart.ts";
import { describeGoals } from "./goals.ts";
import { describeParts, NotesResults, partNames } from "./results.ts";

export const notesBenchmark = createBenchmark({
  name: "notes",
  results: NotesResults,
  partNames,
  describe: (results) => ({ ...describeParts(results), goals: describeGoals(results) }),
  draw: ({ calls }) => (calls ? { "docs/performance/calls.svg": drawCalls(calls.result) } : {}),
  loadParts: async () => (await import("./parts.ts")).parts,
});
