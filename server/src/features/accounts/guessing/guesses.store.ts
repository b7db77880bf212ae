import { sql, type Kysely, type RawBuilder } from "kysely";
import { compiledQuery } from "../../../storage/compiled-query.ts";
import type { Database } from "../../../storage/database.ts";
import type { Schema } from "../../../storage/schema.ts";
import { createDailyCountRows } from "./daily-counts.store.ts";
import type { GuessKey } from "./guess-keys.ts";
import { delayMs, FORGET_GUESSES_MS, type GuessScope } from "./guess-policy.ts";

type Tx = Kysely<Schema>;

/** A try that was counted: the how-manieth, of a count that began then. */
export interface ChargedGuess extends GuessKey {
  readonly failures: number;
  readonly countedFrom: number;
}

export type GuessStore = ReturnType<typeof createGuessStore>;

/** Rows that count tries. It opens no transaction. `now` is the database's own. */
export const createGuessStore = (database: Pick<Database, "now">) => ({
  ...createGuessRows(database),
  ...createDailyCountRows(database),
});

interface ByKey {
  readonly key: Uint8Array;
}

function createGuessRows({ now }: Pick<Database, "now">) {
  const charge = chargeQueries(now);
  const waitMs = compiledQuery((tx, { key }: ByKey) =>
    tx
      .selectFrom("guesses")
      .select(sql<number>`next_try_at - ${now}`.as("waitMs"))
      .where("key", "=", key),
  );
  const takeBack = compiledQuery((tx, guess: Omit<ChargedGuess, "scope">) =>
    tx
      .updateTable("guesses")
      .set({
        failures: sql`failures - 1`,
        // It was 0 or past when this try was let through; unless others came after it, it is that again.
        next_try_at: sql`case when failures = ${guess.failures} then 0 else next_try_at end`,
      })
      .where("key", "=", guess.key)
      .where("counted_from", "=", guess.countedFrom)
      .where("failures", ">", 0),
  );
  const reset = compiledQuery((tx, { key }: ByKey) =>
    tx.updateTable("guesses").set({ failures: 0, next_try_at: 0 }).where("key", "=", key),
  );
  const forgetOld = compiledQuery((tx, { key }: ByKey) =>
    tx
      .deleteFrom("guesses")
      .where("key", "=", key)
      .where("next_try_at", "<=", now)
      .where(sql<boolean>`counted_from <= ${now} - ${sql.lit(FORGET_GUESSES_MS)}`),
  );

  return {
    /** Counts a try as a wrong one, unless tries are held off: one conditional statement. Undefined when they are. */
    charge: async (tx: Tx, { scope, key }: GuessKey): Promise<ChargedGuess | undefined> => {
      const [counted] = await charge[scope](tx, { key });
      return counted && { scope, key, ...counted };
    },

    /** How long tries are held off; 0 when they are not. */
    waitMs: async (tx: Tx, key: Uint8Array): Promise<number> =>
      Math.max(0, (await waitMs(tx, { key }))[0]?.waitMs ?? 0),

    /** As if this one try had not been; those of others stay. */
    takeBack: async (tx: Tx, guess: ChargedGuess): Promise<void> => {
      await takeBack(tx, guess);
    },

    /** As if there had been none. */
    reset: async (tx: Tx, key: Uint8Array): Promise<void> => {
      await reset(tx, { key });
    },

    oldGuesses: async (tx: Tx, limit: number): Promise<Uint8Array[]> =>
      (
        await tx
          .selectFrom("guesses")
          .select("key")
          .where("next_try_at", "<=", now)
          .where(sql<boolean>`counted_from <= ${now} - ${sql.lit(FORGET_GUESSES_MS)}`)
          .limit(limit)
          .execute()
      ).map(({ key }) => key),

    /** Looks again: somebody may have counted there since. */
    forgetOldGuess: async (tx: Tx, key: Uint8Array): Promise<void> => {
      await forgetOld(tx, { key });
    },
  };
}

/** A query a scope, since each has its own delays. */
function chargeQueries(now: RawBuilder<number>) {
  const query = (scope: GuessScope) => {
    const isOld = sql<boolean>`guesses.counted_from <= ${now} - ${sql.lit(FORGET_GUESSES_MS)}`;
    const failures = sql<number>`case when ${isOld} then 1 else guesses.failures + 1 end`;
    return compiledQuery((tx, { key }: ByKey) =>
      tx
        .insertInto("guesses")
        .values({ key, failures: 1, next_try_at: sql`${now} + ${sql.lit(delayMs(scope, 1))}`, counted_from: now })
        .onConflict((conflict) =>
          conflict
            .column("key")
            .doUpdateSet({
              failures,
              next_try_at: sql`${now} + ${delayAfter(scope, failures)}`,
              counted_from: sql`case when ${isOld} then ${now} else guesses.counted_from end`,
            })
            .where("guesses.next_try_at", "<=", now),
        )
        .returning(["failures", "counted_from as countedFrom"]),
    );
  };
  return {
    "account and source": query("account and source"),
    account: query("account"),
    source: query("source"),
    device: query("device"),
  } satisfies Record<GuessScope, unknown>;
}

/** The table of guess-policy.ts as SQL, so that counting and delaying are one statement. */
function delayAfter(scope: GuessScope, failures: RawBuilder<number>): RawBuilder<number> {
  const longest = delayMs(scope, Infinity);
  const steps: RawBuilder<unknown>[] = [];
  for (let count = 1; delayMs(scope, count) < longest; count++) {
    steps.push(sql`when ${sql.lit(count)} then ${sql.lit(delayMs(scope, count))}`);
  }
  return sql<number>`case ${failures} ${sql.join(steps, sql` `)} else ${sql.lit(longest)} end`;
}
