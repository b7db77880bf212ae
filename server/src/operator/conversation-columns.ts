import type { EntryKind } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../storage/schema.ts";

export interface PayloadRow {
  readonly seq: number;
  readonly kind: EntryKind;
  readonly senderId: Uint8Array | null;
  readonly sealed: Uint8Array;
}

interface Replacement {
  readonly seq: number;
  readonly before: Uint8Array;
  readonly sealed: Uint8Array;
}

/** What is sealed under a conversation's own key. */
export interface PayloadColumn {
  readonly name: string;
  /** In the order of the log; `after` is exclusive. */
  page(db: Kysely<Schema>, after: number, limit: number): Promise<readonly PayloadRow[]>;
  /** Nothing happens when it was cleared meanwhile. */
  replace(tx: Kysely<Schema>, replacement: Replacement): Promise<void>;
}

/** Every column there is: one that is missing here would be lost with the old key. */
export const createConversationColumns = (conversationId: Uint8Array): readonly PayloadColumn[] => [
  createPayloads(conversationId),
  createSessions(conversationId),
];

const createPayloads = (conversationId: Uint8Array): PayloadColumn => ({
  name: "entries.payload",
  page: (db, after, limit) =>
    db
      .selectFrom("entries")
      .select(["seq", "kind", "sender_id as senderId", "payload as sealed"])
      .where("conversation_id", "=", conversationId)
      .where("seq", ">", after)
      .where("payload", "is not", null)
      .$narrowType<{ sealed: Uint8Array }>()
      .orderBy("seq")
      .limit(limit)
      .execute(),
  replace: async (tx, { seq, before, sealed }) => {
    await tx
      .updateTable("entries")
      .set({ payload: sealed })
      .where("conversation_id", "=", conversationId)
      .where("seq", "=", seq)
      .where("payload", "=", before)
      .execute();
  },
});

const createSessions = (conversationId: Uint8Array): PayloadColumn => ({
  name: "fleeting_entries.said_in",
  page: async (db, after, limit) => {
    const rows = await db
      .selectFrom("fleeting_entries")
      .select(["seq", "sender_id as senderId", "said_in as sealed"])
      .where("conversation_id", "=", conversationId)
      .where("seq", ">", after)
      .where("said_in", "is not", null)
      .$narrowType<{ sealed: Uint8Array }>()
      .orderBy("seq")
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...row, kind: "gone" }));
  },
  replace: async (tx, { seq, before, sealed }) => {
    await tx
      .updateTable("fleeting_entries")
      .set({ said_in: sealed })
      .where("conversation_id", "=", conversationId)
      .where("seq", "=", seq)
      .where("said_in", "=", before)
      .execute();
  },
});
