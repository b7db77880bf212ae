import { sql, type Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";

type Db = Kysely<Schema>;

/** How long an entry stays. */
export interface Lifetime {
  readonly expiresAt: number | null;
  /** It goes so long after all have read it. */
  readonly afterReadMs: number | null;
}

export interface FleetingRow extends Lifetime {
  readonly conversationId: Uint8Array;
  readonly seq: number;
  readonly senderId: Uint8Array;
  /** Sealed. */
  readonly saidIn: Uint8Array | null;
}

export interface SaidRow {
  readonly conversationId: Uint8Array;
  readonly seq: number;
  readonly saidIn: Uint8Array;
}

export interface SeqRange {
  readonly conversationId: Uint8Array;
  /** Both inclusive. */
  readonly from: number;
  readonly to: number;
}

interface SaidPage {
  readonly senderId: Uint8Array;
  /** Exclusive. */
  readonly after: { readonly conversationId: Uint8Array; readonly seq: number };
  readonly limit: number;
}

interface Reading {
  readonly conversationId: Uint8Array;
  readonly now: number;
  readonly limit: number;
}

/** Entries that will not stay. */
export function createFleetingRows() {
  return {
    insertFleeting: async (tx: Db, rows: readonly FleetingRow[]): Promise<void> => {
      await tx
        .insertInto("fleeting_entries")
        .values(
          rows.map((row) => ({
            conversation_id: row.conversationId,
            seq: row.seq,
            sender_id: row.senderId,
            expires_at: row.expiresAt,
            after_read_ms: row.afterReadMs,
            said_in: row.saidIn,
          })),
        )
        .execute();
    },

    /** From now on whoever reads its entries looks which are over. */
    markFleeting: async (tx: Db, conversationId: Uint8Array): Promise<void> => {
      await tx.updateTable("conversations").set({ is_fleeting: 1 }).where("id", "=", conversationId).execute();
    },

    lifetimes: (db: Db, conversationId: Uint8Array, seqs: readonly number[]): Promise<(Lifetime & { seq: number })[]> =>
      db
        .selectFrom("fleeting_entries")
        .select(["seq", "expires_at as expiresAt", "after_read_ms as afterReadMs"])
        .where("conversation_id", "=", conversationId)
        .where("seq", "in", seqs)
        .execute(),

    /** What time has ended and nobody has swept. */
    overBetween: async (db: Db, { conversationId, from, to }: SeqRange, now: number): Promise<number[]> => {
      const found = await db
        .selectFrom("fleeting_entries")
        .select("seq")
        .where("conversation_id", "=", conversationId)
        .where("seq", ">=", from)
        .where("seq", "<=", to)
        .where("expires_at", "<=", now)
        .execute();
      return found.map(({ seq }) => seq);
    },

    /** The longest over first. */
    over: (db: Db, now: number, limit: number): Promise<Pick<FleetingRow, "conversationId" | "seq">[]> =>
      db
        .selectFrom("fleeting_entries")
        .select(["conversation_id as conversationId", "seq"])
        .where("expires_at", "<=", now)
        .orderBy("expires_at")
        .limit(limit)
        .execute(),

    /**
     * The time runs from now on for what all others than its sender have read, and for what is about that; not for what nobody heard. Answers how many.
     */
    beginReadTime: async (tx: Db, { conversationId, now, limit }: Reading): Promise<number> => {
      const { rows } = await sql<{ seq: number }>`
        update fleeting_entries set
          expires_at = case when expires_at < ${now} + after_read_ms then expires_at else ${now} + after_read_ms end,
          after_read_ms = null
        where conversation_id = ${conversationId} and seq in (
          select f.seq from fleeting_entries f
          join entries e on e.conversation_id = f.conversation_id and e.seq = f.seq
          left join entries t on t.conversation_id = f.conversation_id and t.seq = e.target
          where f.conversation_id = ${conversationId} and f.after_read_ms is not null
          and e.is_unheard = 0 and not exists (
            select 1 from members m where m.conversation_id = f.conversation_id and m.account_id <> coalesce(t.sender_id, f.sender_id)
            and m.first_seq <= coalesce(e.target, f.seq) and m.read < coalesce(e.target, f.seq))
          order by f.seq limit ${limit})
        returning seq`.execute(tx);
      return rows.length;
    },

    /** Of one sender, by conversation and place. */
    saidBy: (db: Db, { senderId, after, limit }: SaidPage): Promise<SaidRow[]> =>
      db
        .selectFrom("fleeting_entries")
        .select(["conversation_id as conversationId", "seq", "said_in as saidIn"])
        .where("sender_id", "=", senderId)
        .where((row) =>
          row.or([
            row("conversation_id", ">", after.conversationId),
            row.and([row("conversation_id", "=", after.conversationId), row("seq", ">", after.seq)]),
          ]),
        )
        .where("said_in", "is not", null)
        .$narrowType<{ saidIn: Uint8Array }>()
        .orderBy("conversation_id")
        .orderBy("seq")
        .limit(limit)
        .execute(),

    forgetFleeting: async (tx: Db, conversationId: Uint8Array, seqs: readonly number[]): Promise<void> => {
      if (seqs.length === 0) return;
      await tx
        .deleteFrom("fleeting_entries")
        .where("conversation_id", "=", conversationId)
        .where("seq", "in", seqs)
        .execute();
    },
  };
}
