import * as z from "zod";
import { Speed } from "../load/speed.ts";
import { table } from "../report/table.ts";

export const FloodResult = z.object({
  rounds: z.int(),
  people: z.int(),
  /** Medians of those who were let in: one after another on a quiet server, and in the flood. */
  signInAloneMs: z.number(),
  signInFloodedMs: z.number(),
  rows: z.array(z.object({ what: z.enum(["health", "create"]), quiet: Speed, flooded: Speed })),
});
export type FloodResult = z.output<typeof FloodResult>;

const titles = { health: "`GET /health/live`", create: "`create` a note" } as const;

export function describeFlood({ people, signInAloneMs, signInFloodedMs, rows }: FloodResult): string {
  const times = (signInFloodedMs / signInAloneMs).toFixed(1);
  return table(rows, [
    { title: "one client's", cell: ({ what }) => titles[what] },
    { title: "quiet, p50 ms", cell: ({ quiet }) => quiet.p50Ms.toFixed(2) },
    { title: "p99 ms", cell: ({ quiet }) => quiet.p99Ms.toFixed(2) },
    { title: "flooded, p50 ms", cell: ({ flooded }) => flooded.p50Ms.toFixed(2) },
    { title: "p99 ms", cell: ({ flooded }) => flooded.p99Ms.toFixed(2) },
    { title: "times p50", cell: ({ quiet, flooded }) => (flooded.p50Ms / quiet.p50Ms).toFixed(2) },
    { title: "times p99", cell: ({ quiet, flooded }) => (flooded.p99Ms / quiet.p99Ms).toFixed(2) },
  ]).concat(
    `\n\nA sign-in itself took ${signInAloneMs.toFixed(0)} ms alone and ${signInFloodedMs.toFixed(0)} ms among ${people}: ${times} times as long.`,
  );
}
