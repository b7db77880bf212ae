import * as z from "zod";
import { median } from "../load/statistics.ts";
import { inWords, mebibytes, table } from "../report/table.ts";

export const MemorySample = z.object({ requests: z.int(), residentBytes: z.int() });
export type MemorySample = z.output<typeof MemorySample>;

/** The first sample is of the idle server. */
export const MemoryResult = z.object({ perSecond: z.number(), samples: z.array(MemorySample).min(3) });
export type MemoryResult = z.output<typeof MemoryResult>;

export const describeMemory = ({ perSecond, samples }: MemoryResult): string =>
  table(samples, [
    { title: "requests", cell: ({ requests }) => (requests === 0 ? "idle" : inWords(requests)) },
    { title: "resident memory", cell: ({ residentBytes }) => mebibytes(residentBytes) },
  ]).concat(`\n\n${inWords(perSecond)} requests a second. ${growthInWords(samples)}`);

interface Halves {
  readonly firstBytes: number;
  readonly secondBytes: number;
}

/**
 * Medians of the first and of the second half, without the idle server. Resident memory goes up and down by what engine and allocator keep;
 * what is never given back would make the second half higher than the first.
 */
export function halvesOf([, ...busy]: readonly MemorySample[]): Halves {
  const middle = Math.floor(busy.length / 2);
  const medianOf = (half: readonly MemorySample[]): number => median(half.map(({ residentBytes }) => residentBytes));
  return { firstBytes: medianOf(busy.slice(0, middle)), secondBytes: medianOf(busy.slice(middle)) };
}

function growthInWords(samples: readonly MemorySample[]): string {
  const { firstBytes, secondBytes } = halvesOf(samples);
  const halfOfRequests = (samples.at(-1)?.requests ?? 0) / 2;
  const bytesEach = (secondBytes - firstBytes) / halfOfRequests;
  return `The median of the first half is ${mebibytes(firstBytes)}, of the second ${mebibytes(secondBytes)}: a growth of ${bytesEach.toFixed(1)} bytes a request.`;
}
