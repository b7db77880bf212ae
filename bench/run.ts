import { argv } from "node:process";
import { benchmarks } from "./benchmarks.ts";
import { runBenchmark } from "./report/run-benchmark.ts";

/** `npm run bench NAME [PART…]`: runs one benchmark, or says which there are. */
const [wanted, ...parts] = argv.slice(2);
const benchmark = benchmarks.find(({ name }) => name === wanted);
if (benchmark) {
  await runBenchmark(benchmark, parts);
} else {
  process.stderr.write(`npm run bench NAME, with one of: ${benchmarks.map(({ name }) => name).join(", ")}\n`);
  process.exitCode = 2;
}
