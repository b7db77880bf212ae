import * as z from "zod";
import { inFigures, mebibytes } from "../report/table.ts";

export const StormResult = z.object({
  sockets: z.int(),
  /** How often one had waited for too long and was sent back to try again. */
  cutOff: z.int(),
  /** From the moment that the server listens again until the last one is told `ready`. */
  lastReadyMs: z.number(),
  medianReadyMs: z.number(),
  bytesBefore: z.number(),
  /** The most that was seen while they came back. */
  bytesAtMost: z.number(),
  bytesAfter: z.number(),
});
export type StormResult = z.output<typeof StormResult>;

export const describeStorm = (result: StormResult): string =>
  `${inFigures(result.sockets)} sockets whose server was killed and started again came back within ${inFigures(result.lastReadyMs)} ms, half of them within ${inFigures(result.medianReadyMs)} ms: ${inFigures((1000 * result.sockets) / result.lastReadyMs)} a second, and ${inFigures(result.cutOff)} tries had waited for too long and were cut off. The process had ${mebibytes(result.bytesBefore)} when it listened, ${mebibytes(result.bytesAtMost)} at most while they came, and ${mebibytes(result.bytesAfter)} afterwards.`;
