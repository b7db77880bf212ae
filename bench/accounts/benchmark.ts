import { createBenchmark } from "../report/benchmark.ts";
import { AccountsResults, describeParts, partNames } from "./results.ts";

export const accountsBenchmark = createBenchmark({
  name: "accounts",
  results: AccountsResults,
  partNames,
  describe: describeParts,
  loadParts: async () => (await import("./parts.ts")).parts,
});
