import { sql, type Kysely } from "kysely";
import { compiledQuery } from "../../../storage/compiled-query.ts";
import type { Database } from "../../../storage/database.ts";
import type { Schema } from "../../../storage/schema.ts";

type Tx = Kysely<Schema>;

interface Counting {
  readonly key: Uint8Array;
  readonly max: number;
}

const DAY_MS = 24 * 3600 * 1000;

/** What is done so often a day at most. */
export function createDailyCountRows({ now }: Pick<Database, "now">) {
  const today = sql<number>`${now} / ${sql.lit(DAY_MS)}`;
  const count = compiledQuery((tx, { key, max }: Counting) =>
    tx
      .insertInto("daily_counts")
      .values({ key, day: today, count: 1 })
      .onConflict((conflict) =>
        conflict
          .column("key")
          .doUpdateSet({
            count: sql`case when daily_counts.day < excluded.day then 1 else daily_counts.count + 1 end`,
            day: sql`case when daily_counts.day < excluded.day then excluded.day else daily_counts.day end`,
          })
          // Not `<>`: who has waited for the row over midnight must not set it back.
          .where(sql<boolean>`daily_counts.day < excluded.day or daily_counts.count < ${max}`),
      )
      .returning("count"),
  );
  return {
    /** Counts one more today; false, and nothing is counted, when there were `max`: at least 1. */
    countToday: async (tx: Tx, key: Uint8Array, max: number): Promise<boolean> =>
      (await count(tx, { key, max })).length === 1,

    /** As if one of today's had not been. */
    takeBackToday: async (tx: Tx, key: Uint8Array): Promise<void> => {
      await tx
        .updateTable("daily_counts")
        .set({ count: sql`count - 1` })
        .where("key", "=", key)
        .where("day", "=", today)
        .where("count", ">", 0)
        .execute();
    },

    oldCounts: async (tx: Tx, limit: number): Promise<Uint8Array[]> =>
      (await tx.selectFrom("daily_counts").select("key").where("day", "<", today).limit(limit).execute()).map(
        ({ key }) => key,
      ),

    forgetOldCounts: async (tx: Tx, keys: readonly Uint8Array[]): Promise<void> => {
      await tx.deleteFrom("daily_counts").where("key", "in", keys).where("day", "<", today).execute();
    },
  };
}
