import { sql, type Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { SessionEndCause } from "../../../storage/tables/retention-tables.ts";
import { nextOf, type Clearing } from "./session-ending.ts";

type Tx = Kysely<Schema>;

/** The end of a session of which something is yet to be cleared. */
export interface SessionEnding extends Clearing {
  readonly sessionId: Uint8Array;
  readonly accountId: Uint8Array;
  readonly endedAt: number;
}

export interface NewEnding extends SessionEnding {
  readonly cause: SessionEndCause;
}

export interface DueEnding extends SessionEnding {
  readonly nextAt: number;
}

interface Decision {
  readonly decision: "clear" | "keep";
  readonly now: number;
}

export interface WaitingEndings {
  readonly count: number;
  readonly first: number | undefined;
}

/** Written with the deletion of the session, so that what it has to clear is not forgotten whatever stops. */
export function createSessionEndingRows() {
  return {
    insertEndings: async (tx: Tx, endings: readonly NewEnding[]): Promise<void> => {
      if (endings.length === 0) return;
      await tx
        .insertInto("session_endings")
        .values(
          endings.map((ending) => ({
            session_id: ending.sessionId,
            account_id: ending.accountId,
            cause: ending.cause,
            ended_at: ending.endedAt,
            clear_said_at: ending.saidAt,
            clear_own_at: ending.ownAt,
            clear_all_at: ending.allAt,
            kept_until: ending.keptUntil,
            next_at: nextOf(ending),
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    /** Whether sessions of it were ended by others than their own sign-out, and nobody has decided about that. */
    isContested: async (tx: Tx, accountId: Uint8Array, now: number): Promise<boolean> => {
      const found = await tx
        .selectFrom("session_endings")
        .select("session_id")
        .where("account_id", "=", accountId)
        .where("kept_until", ">", now)
        .limit(1)
        .execute();
      return found.length > 0;
    },

    hasOpenSessions: async (tx: Tx, accountId: Uint8Array, now: number): Promise<boolean> => {
      const found = await tx
        .selectFrom("sessions")
        .select("id")
        .where("account_id", "=", accountId)
        .where("expires_at", ">", now)
        .limit(1)
        .execute();
      return found.length > 0;
    },

    /** Those with something to do by now; the oldest first. */
    dueEndings: (db: Tx, now: number, limit: number): Promise<DueEnding[]> =>
      selectEndings(db).where("next_at", "<=", now).orderBy("next_at").limit(limit).execute(),

    /** What was due then is done; a row in which nothing is left goes. Nothing happens when its owner has decided meanwhile. */
    settleEnding: async (tx: Tx, ending: DueEnding, now: number): Promise<void> => {
      const rest = (at: number | null): number | null => (at !== null && at > now ? at : null);
      const [saidAt, ownAt, allAt] = [rest(ending.saidAt), rest(ending.ownAt), rest(ending.allAt)];
      const left = [saidAt, ownAt, allAt, rest(ending.keptUntil)].filter((at) => at !== null);
      if (left.length === 0) {
        await tx
          .deleteFrom("session_endings")
          .where("session_id", "=", ending.sessionId)
          .where("next_at", "=", ending.nextAt)
          .execute();
        return;
      }
      await tx
        .updateTable("session_endings")
        .set({ clear_said_at: saidAt, clear_own_at: ownAt, clear_all_at: allAt, next_at: Math.min(...left) })
        .where("session_id", "=", ending.sessionId)
        .where("next_at", "=", ending.nextAt)
        .execute();
    },

    waitingEndings: async (db: Tx, accountId: Uint8Array, now: number): Promise<WaitingEndings> => {
      const rows = await selectEndings(db).where("account_id", "=", accountId).execute();
      const times = rows.flatMap(({ saidAt, ownAt, allAt }) => {
        const waiting = [saidAt, ownAt, allAt].filter((at) => at !== null && at > now);
        return waiting.length === 0 ? [] : [Math.min(...waiting.map(Number))];
      });
      return { count: times.length, first: times.length === 0 ? undefined : Math.min(...times) };
    },

    /** What waits is due at once, or never. Either way it is in doubt no longer who ended these sessions. */
    decideEndings: async (tx: Tx, accountId: Uint8Array, { decision, now }: Decision): Promise<void> => {
      const due = decision === "clear" ? now : null;
      const decided = (column: "clear_said_at" | "clear_own_at" | "clear_all_at") =>
        sql<number | null>`case when ${sql.ref(column)} > ${now} then ${due} else ${sql.ref(column)} end`;
      await tx
        .updateTable("session_endings")
        .set({
          clear_said_at: decided("clear_said_at"),
          clear_own_at: decided("clear_own_at"),
          clear_all_at: decided("clear_all_at"),
          kept_until: now,
          next_at: now,
        })
        .where("account_id", "=", accountId)
        .execute();
    },
  };
}

const selectEndings = (db: Tx) =>
  db
    .selectFrom("session_endings")
    .select(["session_id as sessionId", "account_id as accountId", "ended_at as endedAt"])
    .select(["clear_said_at as saidAt", "clear_own_at as ownAt", "clear_all_at as allAt", "kept_until as keptUntil"])
    .select("next_at as nextAt");
