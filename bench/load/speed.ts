import * as z from "zod";
import type { Timing } from "./run-load.ts";
import { median, quantile } from "./statistics.ts";

export const Speed = z.object({ perSecond: z.number(), p50Ms: z.number(), p99Ms: z.number() });
export type Speed = z.output<typeof Speed>;

/** Of several rounds. */
export function speedOf(timings: readonly Timing[]): Speed {
  const latencies = timings.flatMap(({ latenciesMs }) => latenciesMs);
  return {
    perSecond: median(timings.map(({ perSecond }) => perSecond)),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
  };
}

/** The median of the ratios of each round, whose two measurements stand within seconds of each other. */
export const ratioOf = (ours: readonly Timing[], others: readonly Pick<Timing, "perSecond">[]): number =>
  median(others.map(({ perSecond }, round) => (ours[round]?.perSecond ?? 0) / perSecond));
