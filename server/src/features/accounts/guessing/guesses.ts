import { ProtocolError } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Database } from "../../../storage/database.ts";
import type { Schema } from "../../../storage/schema.ts";
import { createGuessKeys, type GuessKey, type GuessSubjects } from "./guess-keys.ts";
import type { GuessScope } from "./guess-policy.ts";
import type { ChargedGuess, GuessStore } from "./guesses.store.ts";

export interface GuessDeps {
  readonly database: Pick<Database, "read" | "transact">;
  readonly store: GuessStore;
  /** The guess keys of the master key ring, the current one first. */
  readonly keys: () => readonly Uint8Array[];
  /** Fewer, for tests to fill. */
  readonly buckets?: number;
}

/** A try that was counted, to be forgiven if it turns out right. */
export interface Charge {
  readonly guesses: readonly ChargedGuess[];
}

export type Guesses = ReturnType<typeof createGuesses>;

const BATCH = 100;

/**
 * Holds off who guesses (RULES.md A2). A try counts as wrong from before it is looked at, so that a thousand at once are as many as one
 * after the other, and a process that dies on the way has counted it.
 */
export function createGuesses({ database, store, keys, buckets }: GuessDeps) {
  const guessKeys = createGuessKeys({ keys, buckets });
  return {
    /**
     * Before a secret is looked at, and once however many secrets there are. Counts the try everywhere or nowhere, and throws
     * `sign_in_delayed` when tries are held off anywhere. The same work for names that nobody has.
     */
    charge: (subjects: GuessSubjects): Promise<Charge> => {
      const rows = guessKeys.ofAttempt(subjects);
      return database.transact(async (tx) => ({ guesses: await chargeAll(store, tx, rows) }));
    },

    /**
     * After all that a sign-in needs was right.
     *
     * The counters that are the person's own, of the device or of the account from this source, begin anew. From those that others count
     * in too, this one try is taken back and nothing else: who signs in to an account of his own between guesses does not free his source
     * that way, and an owner's sign-in does not give strangers their free tries again.
     */
    forgive: ({ guesses }: Charge): Promise<void> =>
      database.transact(async (tx) => {
        for (const guess of guesses) await forgiveOne(store, tx, guess);
      }),

    /**
     * One more today (UTC) of what `subject` names, or false when there were `max` already: for codes and look-ups. It begins with what
     * is counted ("code sent to "), so that the same number is not counted together for two purposes.
     */
    countToday: async (subject: string, max: number): Promise<boolean> =>
      max > 0 && (await database.transact((tx) => store.countToday(tx, guessKeys.ofDay(subject), max))),

    /** The same in a transaction with other things; `max` is at least 1. */
    countTodayIn: (tx: Kysely<Schema>, subject: string, max: number): Promise<boolean> =>
      store.countToday(tx, guessKeys.ofDay(subject), max),

    /** What was counted turned out not to be of that kind. */
    takeBackToday: (subject: string): Promise<void> =>
      database.transact((tx) => store.takeBackToday(tx, guessKeys.ofDay(subject))),

    /** Rows that say nothing any more. Nothing waits for it: counting looks at the time itself. */
    sweep: async ({ isStopping }: { readonly isStopping: () => boolean }): Promise<void> => {
      for (const step of [sweepGuesses, sweepCounts]) {
        while (!isStopping() && (await step({ database, store })) === BATCH) continue;
      }
    },
  };
}

async function chargeAll(
  store: GuessStore,
  tx: Kysely<Schema>,
  rows: readonly GuessKey[],
): Promise<readonly ChargedGuess[]> {
  const charged: ChargedGuess[] = [];
  const waits: number[] = [];
  for (const row of rows) {
    const guess = await store.charge(tx, row);
    if (guess) charged.push(guess);
    else waits.push(await store.waitMs(tx, row.key));
  }
  // Thrown inside the transaction, which undoes what was counted elsewhere.
  if (waits.length > 0) throw new ProtocolError("sign_in_delayed", { retryAfterMs: Math.max(1, ...waits) });
  return charged;
}

const sharedScopes: ReadonlySet<GuessScope> = new Set(["account", "source"]);

const forgiveOne = (store: GuessStore, tx: Kysely<Schema>, guess: ChargedGuess): Promise<void> =>
  sharedScopes.has(guess.scope) ? store.takeBack(tx, guess) : store.reset(tx, guess.key);

type Sweeping = Pick<GuessDeps, "database" | "store">;

async function sweepGuesses({ database, store }: Sweeping): Promise<number> {
  const keys = await store.oldGuesses(database.read, BATCH);
  if (keys.length === 0) return 0;
  // In the order of the keys, as whoever counts takes them.
  const ordered = keys.toSorted((a, b) => Buffer.compare(a, b));
  await database.transact(async (tx) => {
    for (const key of ordered) await store.forgetOldGuess(tx, key);
  });
  return keys.length;
}

async function sweepCounts({ database, store }: Sweeping): Promise<number> {
  const keys = await store.oldCounts(database.read, BATCH);
  if (keys.length > 0) await database.transact((tx) => store.forgetOldCounts(tx, keys));
  return keys.length;
}
