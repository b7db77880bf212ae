import * as z from "zod";
import { table } from "../report/table.ts";

export const StartRow = z.object({
  what: z.enum(["bare", "source", "executable"]),
  folder: z.enum(["none", "used", "new"]),
  medianMs: z.number(),
  slowestMs: z.number(),
});
export type StartRow = z.output<typeof StartRow>;

export const StartResult = z.object({ starts: z.int(), rows: z.array(StartRow) });
export type StartResult = z.output<typeof StartResult>;

const titles = {
  bare: "the bare handler, from source",
  source: "`bun cli/src/main.ts serve`",
  executable: "`dist/tacet serve`",
} as const satisfies Record<StartRow["what"], string>;

export const describeStart = ({ rows }: StartResult): string =>
  table(rows, [
    { title: "started", cell: ({ what }) => titles[what] },
    { title: "data folder", cell: ({ folder }) => folder },
    { title: "median ms", cell: ({ medianMs }) => medianMs.toFixed(0) },
    { title: "slowest ms", cell: ({ slowestMs }) => slowestMs.toFixed(0) },
  ]);
