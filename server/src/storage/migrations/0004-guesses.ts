import { sql } from "kysely";
import type { Migration } from "./migration.ts";

/** What is counted to hold off who guesses or asks too often. */
export const guesses: Migration = {
  number: 4,
  name: "guesses",
  up: async (tx, { types }) => {
    await tx.schema
      .createTable("guesses")
      .addColumn("key", types.bytes, (column) => column.primaryKey().notNull())
      .addColumn("failures", types.long, (column) => column.notNull().check(sql`failures >= 0`))
      .addColumn("next_try_at", types.long, (column) => column.notNull())
      .addColumn("counted_from", types.long, (column) => column.notNull())
      .execute();
    await tx.schema.createIndex("guesses_by_age").on("guesses").column("counted_from").execute();
    await tx.schema
      .createTable("daily_counts")
      .addColumn("key", types.bytes, (column) => column.primaryKey().notNull())
      .addColumn("day", types.long, (column) => column.notNull())
      .addColumn("count", types.long, (column) => column.notNull())
      .execute();
    await tx.schema.createIndex("daily_counts_by_day").on("daily_counts").column("day").execute();
  },
};
