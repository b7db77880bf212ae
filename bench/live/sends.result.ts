import * as z from "zod";
import { Speed } from "../load/speed.ts";
import { inWords, percent, table } from "../report/table.ts";

export const SendRow = z.object({
  /** As many as conversations, and as appends in a transaction of the yardstick. */
  senders: z.int(),
  barePerSecond: z.number(),
  /** The server's own rule, without a socket. */
  own: Speed,
  ownOfBare: z.number(),
  /** A server process, asked over sockets. */
  socket: Speed,
  socketOfBare: z.number(),
});
export type SendRow = z.output<typeof SendRow>;

export const DeliveryTimes = z.object({ perSecond: z.number(), p50Ms: z.number(), p99Ms: z.number() });
export const SendsResult = z.object({ rounds: z.int(), rows: z.array(SendRow), atHalfLoad: DeliveryTimes });
export type SendsResult = z.output<typeof SendsResult>;

export const describeSends = ({ rows, atHalfLoad }: SendsResult): string =>
  table(rows, [
    { title: "senders", cell: ({ senders }) => String(senders) },
    { title: "bare appends per second", cell: ({ barePerSecond }) => inWords(barePerSecond) },
    { title: "by the rule alone", cell: ({ own }) => inWords(own.perSecond) },
    { title: "of bare", cell: ({ ownOfBare }) => percent(ownOfBare) },
    { title: "over sockets", cell: ({ socket }) => inWords(socket.perSecond) },
    { title: "of bare", cell: ({ socketOfBare }) => percent(socketOfBare) },
    { title: "p50 ms", cell: ({ socket }) => socket.p50Ms.toFixed(2) },
    { title: "p99 ms", cell: ({ socket }) => socket.p99Ms.toFixed(2) },
  ]).concat(
    `\n\nAt half of what 64 senders reach, ${inWords(atHalfLoad.perSecond)} sends a second, a message was with the other one after ${atHalfLoad.p50Ms.toFixed(2)} ms (p50) and ${atHalfLoad.p99Ms.toFixed(2)} ms (p99).`,
  );
