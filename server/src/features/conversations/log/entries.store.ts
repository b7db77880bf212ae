import type { Kysely } from "kysely";
import type { EntryKind } from "@tacet/protocol";
import { compiledQuery } from "../../../storage/compiled-query.ts";
import type { Schema } from "../../../storage/schema.ts";

type Db = Kysely<Schema>;

export interface StoredEntry {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly kind: EntryKind;
  readonly senderId: Uint8Array | null;
  /** Null when that account was deleted. */
  readonly sender: string | null;
  readonly clientRef: Uint8Array | null;
  readonly target: number | null;
  readonly isUnheard: 0 | 1;
  readonly at: number | null;
  readonly payload: Uint8Array | null;
}

export interface EntriesPage {
  readonly conversationId: Uint8Array;
  /** Exclusive. */
  readonly from: number;
  readonly limit: number;
}

interface SenderStretch {
  readonly conversationId: Uint8Array;
  readonly senderId: Uint8Array;
  /** Both inclusive. */
  readonly from: number;
  readonly to: number;
}

interface SaidEntry extends Pick<StoredEntry, "seq" | "kind" | "at" | "target"> {
  readonly payload: Uint8Array;
}

const entries = (db: Db) =>
  db
    .selectFrom("entries as e")
    .leftJoin("accounts as a", (join) => join.onRef("a.id", "=", "e.sender_id").on("a.state", "!=", "deleted"))
    .select(["e.seq", "e.hash", "e.kind", "e.sender_id as senderId", "a.username as sender"])
    .select(["e.client_ref as clientRef", "e.target", "e.is_unheard as isUnheard", "e.at", "e.payload"]);

/** Reading the log, and taking out of it what is to be gone. */
export function createEntryRows() {
  const after = compiledQuery((db: Db, { conversationId, from, limit }: EntriesPage) =>
    entries(db).where("e.conversation_id", "=", conversationId).where("e.seq", ">", from).orderBy("e.seq").limit(limit),
  );

  const before = compiledQuery((db: Db, { conversationId, from, limit }: EntriesPage) =>
    entries(db)
      .where("e.conversation_id", "=", conversationId)
      .where("e.seq", "<", from)
      .orderBy("e.seq", "desc")
      .limit(limit),
  );

  return {
    /** In the order of the log. */
    entriesAfter: (db: Db, page: EntriesPage): Promise<readonly StoredEntry[]> => after(db, page),
    /** From the latest back. */
    entriesBefore: (db: Db, page: EntriesPage): Promise<readonly StoredEntry[]> => before(db, page),

    /** What one account said on a stretch of the log, and that is not gone. */
    entriesOfSender: async (
      db: Db,
      { conversationId, senderId, from, to }: SenderStretch,
    ): Promise<readonly SaidEntry[]> => {
      const found = await db
        .selectFrom("entries")
        .select(["seq", "kind", "at", "target", "payload"])
        .where("conversation_id", "=", conversationId)
        .where("seq", ">=", from)
        .where("seq", "<=", to)
        .where("sender_id", "=", senderId)
        .where("kind", "in", ["message", "edit", "reaction"])
        .orderBy("seq")
        .execute();
      return found.flatMap(({ payload, ...said }) => (payload ? { ...said, payload } : []));
    },

    hashAt: async (db: Db, conversationId: Uint8Array, seq: number): Promise<Uint8Array | undefined> => {
      const found = await db
        .selectFrom("entries")
        .select("hash")
        .where("conversation_id", "=", conversationId)
        .where("seq", "=", seq)
        .executeTakeFirst();
      return found?.hash;
    },

    /** Messages with their edits and reactions: their places stay, and their references. */
    makeGone: async (tx: Db, conversationId: Uint8Array, seqs: readonly number[]): Promise<number[]> => {
      if (seqs.length === 0) return [];
      const gone = await tx
        .updateTable("entries")
        .set({ kind: "gone", sender_id: null, target: null, at: null, payload: null, is_unheard: 0 })
        .where("conversation_id", "=", conversationId)
        .where((entry) =>
          entry.or([
            entry("seq", "in", seqs),
            entry.and([entry("target", "in", seqs), entry("kind", "in", ["edit", "reaction"])]),
          ]),
        )
        .where("kind", "!=", "gone")
        .returning("seq")
        .execute();
      return gone.map((entry) => entry.seq);
    },
  };
}
