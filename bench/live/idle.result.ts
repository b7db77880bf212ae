import * as z from "zod";
import { inFigures, mebibytes, table } from "../report/table.ts";

export const IdleResult = z.object({
  topics: z.int(),
  samples: z.array(z.object({ sockets: z.int(), residentBytes: z.number() })),
});
export type IdleResult = z.output<typeof IdleResult>;

/** Bytes that each socket beyond the first batch costs. */
export function bytesOfSocket({ samples }: IdleResult): number {
  const [, first] = samples;
  const last = samples.at(-1);
  if (!first || !last || first === last) return 0;
  return (last.residentBytes - first.residentBytes) / (last.sockets - first.sockets);
}

export const describeIdle = (result: IdleResult): string =>
  table(result.samples, [
    { title: "sockets", cell: ({ sockets }) => inFigures(sockets) },
    { title: "resident memory", cell: ({ residentBytes }) => mebibytes(residentBytes) },
  ]).concat(
    `\n\nFrom ${inFigures(result.samples[1]?.sockets ?? 0)} sockets on each one costs ${inFigures(bytesOfSocket(result))} bytes, with ${result.topics} topics.`,
  );
