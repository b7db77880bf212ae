import { accountsBenchmark } from "./accounts/benchmark.ts";
import { notesBenchmark } from "./notes/benchmark.ts";
import { liveBenchmark } from "./live/benchmark.ts";
import type { Benchmark } from "./report/benchmark.ts";

/** Every benchmark there is, in the order of the page. */
export const benchmarks: readonly Benchmark[] = [notesBenchmark, accountsBenchmark, liveBenchmark];
