import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import { createPositions, type Positions } from "../members/members.store.ts";

type Db = Kysely<Schema>;

export interface HiddenRange {
  readonly conversationId: Uint8Array;
  readonly accountId: Uint8Array;
  /** Both inclusive. */
  readonly from: number;
  readonly to: number;
}

export interface NewlyHidden {
  readonly conversationId: Uint8Array;
  readonly accountId: Uint8Array;
  readonly seqs: readonly number[];
  readonly version: number;
}

/** What members have deleted for themselves alone. */
export function createHiddenRows() {
  const positions = createPositions();
  return {
    hiddenBetween: async (db: Db, { conversationId, accountId, from, to }: HiddenRange): Promise<number[]> => {
      const found = await db
        .selectFrom("hidden_messages")
        .select("seq")
        .where("conversation_id", "=", conversationId)
        .where("account_id", "=", accountId)
        .where("seq", ">=", from)
        .where("seq", "<=", to)
        .execute();
      return found.map(({ seq }) => seq);
    },

    /** Holds the member, so that every hiding has a version of its own. */
    countHiding: async (tx: Db, conversationId: Uint8Array, accountId: Uint8Array): Promise<Positions | undefined> => {
      await tx
        .updateTable("members")
        .set((member) => ({ hidden_version: member("hidden_version", "+", 1) }))
        .where("conversation_id", "=", conversationId)
        .where("account_id", "=", accountId)
        .execute();
      return positions(tx, conversationId, accountId);
    },

    hide: async (tx: Db, { conversationId, accountId, seqs, version }: NewlyHidden): Promise<void> => {
      if (seqs.length === 0) return;
      await tx
        .insertInto("hidden_messages")
        .values(seqs.map((seq) => ({ conversation_id: conversationId, account_id: accountId, seq, version })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    /** Oldest first. */
    hiddenSince: (
      db: Db,
      asked: { readonly conversationId: Uint8Array; readonly accountId: Uint8Array; readonly version: number },
      limit: number,
    ): Promise<{ seq: number; version: number }[]> =>
      db
        .selectFrom("hidden_messages")
        .select(["seq", "version"])
        .where("conversation_id", "=", asked.conversationId)
        .where("account_id", "=", asked.accountId)
        .where("version", ">", asked.version)
        .orderBy("version")
        .limit(limit)
        .execute(),
  };
}
