import * as z from "zod";
import { inWords, mebibytes, table } from "./table.ts";

export const MemorySample = z.object({ requests: z.int(), residentBytes: z.int() });
export type MemorySample = z.output<typeof MemorySample>;

/** The first sample is of the idle server. */
export const MemoryResult = z.object({ perSecond: z.number(), samples: z.array(MemorySample).min(3) });
export type MemoryResult = z.output<typeof MemoryResult>;

export const describeMemory = ({ perSecond, samples }: MemoryResult): string =>
  table(samples, [
    { title: "requests", cell: ({ requests }) => (requests === 0 ? "idle" : inWords(requests)) },
    { title: "resident memory", cell: ({ residentBytes }) => mebibytes(residentBytes) },
  ]).concat(`\n\n${inWords(perSecond)} requests a second. ${inSentence(peaksOf(samples))}`);

interface Peaks {
  readonly firstBytes: number;
  readonly secondBytes: number;
  /** What each request of the second half would have left behind, if all of the difference were its. */
  readonly bytesPerRequest: number;
}

/**
 * The most that was seen in each half. Resident memory goes up and down by what engine and allocator keep; what is never given back would
 * make the second half higher than the first.
 */
export function peaksOf(samples: readonly MemorySample[]): Peaks {
  const middle = Math.ceil(samples.length / 2);
  const peak = (half: readonly MemorySample[]): number => Math.max(...half.map(({ residentBytes }) => residentBytes));
  const firstBytes = peak(samples.slice(0, middle));
  const secondBytes = peak(samples.slice(middle));
  const requests = (samples.at(-1)?.requests ?? 0) - (samples[middle - 1]?.requests ?? 0);
  return { firstBytes, secondBytes, bytesPerRequest: Math.max(0, secondBytes - firstBytes) / requests };
}

const inSentence = ({ firstBytes, secondBytes, bytesPerRequest }: Peaks): string =>
  `The highest in the first half is ${mebibytes(firstBytes)}, in the second ${mebibytes(secondBytes)}: at most ${bytesPerRequest.toFixed(1)} bytes a request.`;
