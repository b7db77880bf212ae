import * as z from "zod";

export const DatabaseName = z.enum(["sqlite", "postgres"]);
export type DatabaseName = z.output<typeof DatabaseName>;

export const databaseNames = DatabaseName.options;
export const databaseTitles = { sqlite: "SQLite", postgres: "PostgreSQL" } as const satisfies Record<
  DatabaseName,
  string
>;
