import * as z from "zod";
import { inFigures, inWords, percent, table } from "../report/table.ts";

export const FanOutRow = z.object({
  sockets: z.int(),
  members: z.int(),
  /** Messages that went to all of them in a round. */
  messages: z.int(),
  /** Sent by the API, durable before they go out. */
  wholePerSecond: z.number(),
  /** Entries that are handed to the hub, appended nowhere. */
  hubPerSecond: z.number(),
  barePerSecond: z.number(),
  wholeOfBare: z.number(),
  hubOfBare: z.number(),
});
export type FanOutRow = z.output<typeof FanOutRow>;

export const FanOutResult = z.object({ rounds: z.int(), frameBytes: z.int(), rows: z.array(FanOutRow) });
export type FanOutResult = z.output<typeof FanOutResult>;

export const describeFanOut = ({ frameBytes, rows }: FanOutResult): string =>
  table(rows, [
    { title: "sockets", cell: ({ sockets }) => inFigures(sockets) },
    { title: "members", cell: ({ members }) => inFigures(members) },
    { title: "bare publish, per second", cell: ({ barePerSecond }) => inWords(barePerSecond) },
    { title: "by the hub alone", cell: ({ hubPerSecond }) => inWords(hubPerSecond) },
    { title: "of bare", cell: ({ hubOfBare }) => percent(hubOfBare) },
    { title: "sent by the API", cell: ({ wholePerSecond }) => inWords(wholePerSecond) },
    { title: "of bare", cell: ({ wholeOfBare }) => percent(wholeOfBare) },
  ]).concat(`\n\nA frame is ${frameBytes} bytes long.`);
