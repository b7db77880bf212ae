import { createBenchmark } from "../report/benchmark.ts";
import { describeParts, LiveResults, partNames } from "./results.ts";

export const liveBenchmark = createBenchmark({
  name: "live",
  results: LiveResults,
  partNames,
  describe: describeParts,
  loadParts: async () => (await import("./parts.ts")).parts,
});
