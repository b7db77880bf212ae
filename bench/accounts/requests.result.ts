import * as z from "zod";
import { Speed } from "../load/speed.ts";
import { inWords, percent, table } from "../report/table.ts";
import { DatabaseName, databaseTitles } from "../world/database-name.ts";

export const RequestRow = z.object({
  clients: z.int(),
  /** With a session. */
  account: Speed,
  /** Without one. */
  server: Speed,
  ofServer: z.number(),
});
export type RequestRow = z.output<typeof RequestRow>;

export const DatabaseRequests = z.object({
  database: DatabaseName,
  /** One look-up of a session, alone. */
  lookUpUs: z.number(),
  rows: z.array(RequestRow),
});
export type DatabaseRequests = z.output<typeof DatabaseRequests>;

export const RequestsResult = z.object({ rounds: z.int(), databases: z.array(DatabaseRequests) });
export type RequestsResult = z.output<typeof RequestsResult>;

export const describeRequests = ({ databases }: RequestsResult): string =>
  table(
    databases.flatMap(({ database, rows }) => rows.map((row) => ({ database, ...row }))),
    [
      { title: "database", cell: ({ database }) => databaseTitles[database] },
      { title: "clients", cell: ({ clients }) => String(clients) },
      { title: "own account, per second", cell: ({ account }) => inWords(account.perSecond) },
      { title: "p50 ms", cell: ({ account }) => account.p50Ms.toFixed(2) },
      { title: "p99 ms", cell: ({ account }) => account.p99Ms.toFixed(2) },
      { title: "without a session, per second", cell: ({ server }) => inWords(server.perSecond) },
      { title: "of that", cell: ({ ofServer }) => percent(ofServer) },
    ],
  ).concat(`\n\n${databases.map(lookUpInWords).join("\n")}`);

function lookUpInWords({ database, lookUpUs, rows }: DatabaseRequests): string {
  const alone = rows.find(({ clients }) => clients === 1);
  const share = alone ? `, ${percent(lookUpUs / 1000 / alone.account.p50Ms)} of a request that is alone` : "";
  return `On ${databaseTitles[database]} one look-up of a session took ${lookUpUs.toFixed(0)} µs${share}.`;
}
