import * as z from "zod";
import { Speed } from "../load/speed.ts";
import { DatabaseName, databaseTitles } from "../world/database-name.ts";
import { inWords, percent, table } from "../report/table.ts";

export const callNames = ["create", "find", "claim", "confirm", "open"] as const;
export const CallName = z.enum(callNames);
export type CallName = z.output<typeof CallName>;

export const targetNames = ["ours", "floor", "bare"] as const;
export type TargetName = (typeof targetNames)[number];

export const CallRow = z.object({
  database: DatabaseName,
  call: CallName,
  clients: z.int(),
  ours: Speed,
  floor: Speed,
  bare: Speed,
  /** Medians of the ratios of each round, whose measurements stand within seconds of each other. */
  ofFloor: z.number(),
  ofBare: z.number(),
  /** Rows a second by bare `bun:sqlite` in one process, with so many in a transaction as there are clients. */
  bareInserts: z.object({ perSecond: z.number(), ratio: z.number() }).optional(),
});
export type CallRow = z.output<typeof CallRow>;

export const CallsResult = z.object({
  rounds: z.int(),
  /** Microseconds of one Ed25519 verification. */
  verifyUs: z.number(),
  rows: z.array(CallRow),
});
export type CallsResult = z.output<typeof CallsResult>;

export const describeCalls = ({ verifyUs, rows }: CallsResult): string =>
  [...Map.groupBy(rows, ({ database }) => database)]
    .map(([database, ofIt]) => `${databaseTitles[database]}:\n\n${callTable(ofIt)}`)
    .join("\n\n")
    .concat(`\n\nRows by bare \`bun:sqlite\` in one process, beside \`create\`:\n\n${insertTable(rows)}`)
    .concat(`\n\n${verifyInWords(verifyUs, rows)}`);

function verifyInWords(verifyUs: number, rows: readonly CallRow[]): string {
  const bareUs = 1e6 / Math.max(...rows.map(({ bare }) => bare.perSecond));
  return `At its fastest the bare handler took ${bareUs.toFixed(0)} µs for a request; verifying one Ed25519 signature took ${verifyUs.toFixed(0)} µs on the same machine.`;
}

const callTable = (rows: readonly CallRow[]): string =>
  table(rows, [
    { title: "call", cell: ({ call }) => call },
    { title: "clients", cell: ({ clients }) => String(clients) },
    { title: "per second", cell: ({ ours }) => inWords(ours.perSecond) },
    { title: "p50 ms", cell: ({ ours }) => ours.p50Ms.toFixed(2) },
    { title: "p99 ms", cell: ({ ours }) => ours.p99Ms.toFixed(2) },
    { title: "floor per second", cell: ({ floor }) => inWords(floor.perSecond) },
    { title: "of the floor", cell: ({ ofFloor }) => percent(ofFloor) },
    { title: "bare per second", cell: ({ bare }) => inWords(bare.perSecond) },
    { title: "of bare", cell: ({ ofBare }) => percent(ofBare) },
  ]);

const insertTable = (rows: readonly CallRow[]): string =>
  table(
    rows.flatMap(({ bareInserts, ...row }) => (bareInserts ? [{ ...row, bareInserts }] : [])),
    [
      { title: "rows in a transaction", cell: ({ clients }) => String(clients) },
      { title: "rows per second", cell: ({ bareInserts }) => inWords(bareInserts.perSecond) },
      { title: "create, as many clients", cell: ({ ours }) => inWords(ours.perSecond) },
      { title: "ratio", cell: ({ bareInserts }) => percent(bareInserts.ratio) },
    ],
  );
