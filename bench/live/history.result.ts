import * as z from "zod";
import { inFigures, table } from "../report/table.ts";

const Page = z.object({ p50Ms: z.number(), p99Ms: z.number() });

export const HistoryRow = z.object({
  entries: z.int(),
  /** The latest ones, and those around random places. */
  latest: Page,
  anywhere: Page,
});
export type HistoryRow = z.output<typeof HistoryRow>;

export const HistoryResult = z.object({ pages: z.int(), pageEntries: z.int(), rows: z.array(HistoryRow) });
export type HistoryResult = z.output<typeof HistoryResult>;

export const describeHistory = ({ pageEntries, rows }: HistoryResult): string =>
  table(rows, [
    { title: "entries in the log", cell: ({ entries }) => inFigures(entries) },
    { title: `latest ${pageEntries}, p50 ms`, cell: ({ latest }) => latest.p50Ms.toFixed(2) },
    { title: "p99 ms", cell: ({ latest }) => latest.p99Ms.toFixed(2) },
    { title: `${pageEntries} anywhere, p50 ms`, cell: ({ anywhere }) => anywhere.p50Ms.toFixed(2) },
    { title: "p99 ms", cell: ({ anywhere }) => anywhere.p99Ms.toFixed(2) },
  ]);
