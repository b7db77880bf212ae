import * as z from "zod";
import { Speed } from "../load/speed.ts";
import { inWords, percent, table } from "../report/table.ts";

export const SignInRow = z.object({
  clients: z.int(),
  ours: Speed,
  /** Bare argon2id with as many at once as there are clients. */
  barePerSecond: z.number(),
  ofBare: z.number(),
  /** With as many at once as the server takes, or clients if they are fewer. */
  boundedPerSecond: z.number(),
  ofBounded: z.number(),
});
export type SignInRow = z.output<typeof SignInRow>;

export const SignInsResult = z.object({ rounds: z.int(), serverAtOnce: z.int(), rows: z.array(SignInRow) });
export type SignInsResult = z.output<typeof SignInsResult>;

export const describeSignIns = ({ serverAtOnce, rows }: SignInsResult): string =>
  table(rows, [
    { title: "clients", cell: ({ clients }) => String(clients) },
    { title: "sign-ins per second", cell: ({ ours }) => inWords(ours.perSecond) },
    { title: "p50 ms", cell: ({ ours }) => ours.p50Ms.toFixed(0) },
    { title: "p99 ms", cell: ({ ours }) => ours.p99Ms.toFixed(0) },
    { title: "bare argon2id, as many at once", cell: ({ barePerSecond }) => inWords(barePerSecond) },
    { title: "of that", cell: ({ ofBare }) => percent(ofBare) },
    { title: `bare, ${serverAtOnce} at once`, cell: ({ boundedPerSecond }) => inWords(boundedPerSecond) },
    { title: "of that", cell: ({ ofBounded }) => percent(ofBounded) },
  ]);
