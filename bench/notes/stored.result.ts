import * as z from "zod";
import { DatabaseName } from "../world/database-name.ts";
import { inWords, table } from "../report/table.ts";

export const StoredRow = z.object({
  database: DatabaseName,
  stored: z.int(),
  p50Ms: z.number(),
  p99Ms: z.number(),
});
export type StoredRow = z.output<typeof StoredRow>;

export const StoredResult = z.object({ claims: z.int(), rows: z.array(StoredRow) });
export type StoredResult = z.output<typeof StoredResult>;

export const describeStored = ({ rows }: StoredResult): string => {
  const time = (database: DatabaseName, stored: number, which: "p50Ms" | "p99Ms"): string =>
    rows.find((row) => row.database === database && row.stored === stored)?.[which].toFixed(2) ?? "";
  return table(
    [...new Set(rows.map(({ stored }) => stored))],
    [
      { title: "notes stored", cell: inWords },
      { title: "SQLite, p50 ms", cell: (stored) => time("sqlite", stored, "p50Ms") },
      { title: "p99 ms", cell: (stored) => time("sqlite", stored, "p99Ms") },
      { title: "PostgreSQL, p50 ms", cell: (stored) => time("postgres", stored, "p50Ms") },
      { title: "p99 ms", cell: (stored) => time("postgres", stored, "p99Ms") },
    ],
  );
};
