import type { Bench } from "../report/benchmark.ts";
import { measureFanOut } from "./fan-out.ts";
import { measureHistory } from "./history.ts";
import { measureIdle } from "./idle.ts";
import type { LiveResults, PartName } from "./results.ts";
import { measureSends } from "./sends.ts";
import { measureStorm } from "./storm.ts";

/** Measures a part, and gives its entry in the results. */
export const parts: Readonly<Record<PartName, (bench: Bench) => Promise<LiveResults>>> = {
  fan_out: async ({ facts, say }) => ({ fan_out: { facts, result: await measureFanOut(say) } }),
  sends: async ({ facts, say }) => ({ sends: { facts, result: await measureSends(say) } }),
  idle: async ({ facts, say }) => ({ idle: { facts, result: await measureIdle(say) } }),
  storm: async ({ facts, say }) => ({ storm: { facts, result: await measureStorm(say) } }),
  history: async ({ facts, say }) => ({ history: { facts, result: await measureHistory(say) } }),
};
