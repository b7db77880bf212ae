import type { Kysely } from "kysely";
import type { ClearOnSignOut, DisappearFrom } from "@tacet/protocol";
import type { Schema } from "../../../storage/schema.ts";

type Db = Kysely<Schema>;

export interface NewRetention {
  readonly conversationId: Uint8Array;
  readonly afterMs: number | null;
  readonly from: DisappearFrom | null;
}

interface MemberChoice {
  readonly conversationId: Uint8Array;
  readonly accountId: Uint8Array;
  readonly clears: ClearOnSignOut;
}

/** Where an account's sign-out clears something. */
export interface Clearable {
  readonly conversationId: Uint8Array;
  /** Both of a direct conversation chose that all goes. */
  readonly what: "own" | "everything";
}

export interface ClearedPage {
  readonly conversationId: Uint8Array;
  /** The only one whose messages go; null for everybody's. */
  readonly senderId: Uint8Array | null;
  /** What was said later stays. */
  readonly upTo: number;
  /** Exclusive. */
  readonly after: number;
  readonly limit: number;
}

/** What conversations and their members have set. */
export function createRetentionRows() {
  return {
    changeRetention: async (tx: Db, { conversationId, afterMs, from }: NewRetention): Promise<void> => {
      await tx
        .updateTable("conversations")
        .set({ disappear_after_ms: afterMs, disappear_from: from })
        .where("id", "=", conversationId)
        .execute();
    },

    chosenClearing: async (
      tx: Db,
      conversationId: Uint8Array,
      accountId: Uint8Array,
    ): Promise<ClearOnSignOut | undefined> => {
      const found = await tx
        .selectFrom("members")
        .select("clear_on_sign_out as clears")
        .where("conversation_id", "=", conversationId)
        .where("account_id", "=", accountId)
        .executeTakeFirst();
      return found?.clears;
    },

    chooseClearing: async (tx: Db, { conversationId, accountId, clears }: MemberChoice): Promise<void> => {
      await tx
        .updateTable("members")
        .set({ clear_on_sign_out: clears })
        .where("conversation_id", "=", conversationId)
        .where("account_id", "=", accountId)
        .execute();
    },

    /** By conversation; `after` is exclusive. */
    clearables: async (
      db: Db,
      {
        accountId,
        after,
        limit,
      }: { readonly accountId: Uint8Array; readonly after: Uint8Array; readonly limit: number },
    ): Promise<Clearable[]> => {
      const found = await db
        .selectFrom("members as m")
        .leftJoin("members as p", (join) =>
          join.onRef("p.conversation_id", "=", "m.conversation_id").onRef("p.account_id", "=", "m.peer_id"),
        )
        .select(["m.conversation_id as conversationId", "m.clear_on_sign_out as own"])
        .select("p.clear_on_sign_out as other")
        .where("m.account_id", "=", accountId)
        .where("m.clear_on_sign_out", "!=", "nothing")
        .where("m.conversation_id", ">", after)
        .orderBy("m.conversation_id")
        .limit(limit)
        .execute();
      return found.map(({ conversationId, own, other }) => ({
        conversationId,
        what: own === "everything" && other === "everything" ? "everything" : "own",
      }));
    },

    /** Messages, edits and reactions, in the order of the log. */
    saidUpTo: async (tx: Db, { conversationId, senderId, upTo, after, limit }: ClearedPage): Promise<number[]> => {
      const found = await tx
        .selectFrom("entries")
        .select("seq")
        .where("conversation_id", "=", conversationId)
        .where("seq", ">", after)
        .where("kind", "in", ["message", "edit", "reaction"])
        .where("at", "<=", upTo)
        .$if(senderId !== null, (query) => query.where("sender_id", "=", senderId))
        .orderBy("seq")
        .limit(limit)
        .execute();
      return found.map(({ seq }) => seq);
    },
  };
}
