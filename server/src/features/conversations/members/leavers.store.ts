import { sql, type Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { MemberOf } from "./members.store.ts";

type Db = Kysely<Schema>;

/** Tables of a conversation that go with it at once. Its log can be long. */
const ownTables = ["group_invites", "removed_members", "members"] as const;
/** By what a row is known beside its conversation. */
const logTables = [
  { table: "entries", keys: ["conversation_id", "seq"] },
  { table: "fleeting_entries", keys: ["conversation_id", "seq"] },
  { table: "hidden_messages", keys: ["conversation_id", "account_id", "seq"] },
] as const;

/** Who has gone from conversations, and conversations that have. */
export function createLeaverRows() {
  return {
    rememberRemoval: async (tx: Db, { conversationId, accountId }: MemberOf, now: number): Promise<void> => {
      await tx
        .insertInto("removed_members")
        .values({ conversation_id: conversationId, account_id: accountId, removed_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    forgetRemovals: async (tx: Db, conversationId: Uint8Array, ids: readonly Uint8Array[]): Promise<void> => {
      if (ids.length === 0) return;
      await tx
        .deleteFrom("removed_members")
        .where("conversation_id", "=", conversationId)
        .where("account_id", "in", ids)
        .execute();
    },

    wasRemoved: async (db: Db, { conversationId, accountId }: MemberOf): Promise<boolean> =>
      (await db
        .selectFrom("removed_members")
        .select("removed_at")
        .where("conversation_id", "=", conversationId)
        .where("account_id", "=", accountId)
        .executeTakeFirst()) !== undefined,

    closeConversation: async (tx: Db, conversationId: Uint8Array, now: number): Promise<void> => {
      await tx.updateTable("conversations").set({ closed_at: now }).where("id", "=", conversationId).execute();
    },

    /** With its key. What is left of its log nothing can open any more (RULES.md S3). */
    deleteConversation: async (tx: Db, conversationId: Uint8Array): Promise<void> => {
      for (const table of ownTables) await tx.deleteFrom(table).where("conversation_id", "=", conversationId).execute();
      await tx.deleteFrom("conversations").where("id", "=", conversationId).execute();
    },

    /** At most so many of each kind. */
    deleteLogRows: async (tx: Db, conversationId: Uint8Array, limit: number): Promise<"all gone" | "more"> => {
      let isAll = true;
      for (const { table, keys } of logTables) {
        const columns = sql.join(keys.map((key) => sql.ref(key)));
        const { rows } = await sql`delete from ${sql.table(table)} where (${columns}) in
          (select ${columns} from ${sql.table(table)} where conversation_id = ${conversationId} limit ${limit})
          returning 1`.execute(tx);
        isAll &&= rows.length < limit;
      }
      return isAll ? "all gone" : "more";
    },

    markEnded: async (tx: Db, conversationId: Uint8Array, now: number): Promise<void> => {
      await tx
        .insertInto("conversation_deletions")
        .values({ conversation_id: conversationId, ended_at: now })
        .execute();
    },

    endedConversations: async (db: Db, limit: number): Promise<Uint8Array[]> => {
      const found = await db
        .selectFrom("conversation_deletions")
        .select("conversation_id as id")
        .limit(limit)
        .execute();
      return found.map(({ id }) => id);
    },

    /** One process at a time: another one that waited for the same rows would find none of them and take the rest for gone. */
    holdEnded: async (tx: Db, conversationId: Uint8Array): Promise<boolean> => {
      const held = await tx
        .updateTable("conversation_deletions")
        .set((row) => ({ ended_at: row.ref("ended_at") }))
        .where("conversation_id", "=", conversationId)
        .returning("conversation_id")
        .execute();
      return held.length > 0;
    },

    forgetEnded: async (tx: Db, conversationId: Uint8Array): Promise<void> => {
      await tx.deleteFrom("conversation_deletions").where("conversation_id", "=", conversationId).execute();
    },

    /** Some of the conversations that an account is in. */
    someConversationsOf: async (db: Db, accountId: Uint8Array, limit: number): Promise<Uint8Array[]> => {
      const found = await db
        .selectFrom("members")
        .select("conversation_id as id")
        .where("account_id", "=", accountId)
        .limit(limit)
        .execute();
      return found.map(({ id }) => id);
    },

    /** Beside its places in conversations: from which groups it was removed, and which it has made. At most so many; answers how many. */
    forgetSomeOfAccount: async (tx: Db, accountId: Uint8Array, limit: number): Promise<number> => {
      const removals = await sql`delete from removed_members where (conversation_id, account_id) in
        (select conversation_id, account_id from removed_members where account_id = ${accountId} limit ${limit})
        returning 1`.execute(tx);
      const [from, to] = [0x00, 0xff].map((byte) => Buffer.concat([accountId, Buffer.alloc(16, byte)]));
      const origins = await sql`update conversations set origin = null where id in
        (select id from conversations where origin >= ${from} and origin <= ${to} limit ${limit})
        returning 1`.execute(tx);
      return removals.rows.length + origins.rows.length;
    },
  };
}
