import { sql, type Kysely } from "kysely";
import type { ConversationKind, EncryptionMode, MemberRole } from "@tacet/protocol";
import { compiledQuery } from "../../../storage/compiled-query.ts";
import type { Schema } from "../../../storage/schema.ts";

type Db = Kysely<Schema>;

export interface NewConversation {
  readonly id: Uint8Array;
  readonly kind: ConversationKind;
  readonly mode: EncryptionMode;
  readonly pair: Uint8Array | null;
  readonly origin: Uint8Array | null;
  readonly key: Uint8Array;
  readonly settings: Uint8Array | null;
  readonly headHash: Uint8Array;
  readonly createdAt: number;
}

export interface NewMember {
  readonly conversationId: Uint8Array;
  readonly accountId: Uint8Array;
  readonly peerId: Uint8Array | null;
  readonly role: MemberRole;
  readonly firstSeq: number;
  readonly since: number;
}

/** A member beside the account. */
export interface StoredMember {
  readonly id: Uint8Array;
  /** Of the account, which may have been deleted. */
  readonly username: string;
  readonly state: "active" | "disabled" | "deleted";
  readonly profile: Uint8Array | null;
  readonly role: MemberRole;
  readonly delivered: number;
  readonly read: number;
  readonly since: number;
}

/** Where a member is in a log, and where that ends. */
export interface Positions {
  readonly head: number;
  readonly firstSeq: number;
  readonly delivered: number;
  readonly read: number;
  readonly hiddenVersion: number;
  readonly isFleeting: 0 | 1;
}

export interface MemberOf {
  readonly conversationId: Uint8Array;
  readonly accountId: Uint8Array;
}

/** Asked with every reading and marking. */
export function createPositions() {
  const select = compiledQuery((db: Db, { conversationId, accountId }: MemberOf) =>
    db
      .selectFrom("members as m")
      .innerJoin("conversations as c", "c.id", "m.conversation_id")
      .select(["c.head", "m.first_seq as firstSeq", "m.delivered", "m.read", "m.hidden_version as hiddenVersion"])
      .select("c.is_fleeting as isFleeting")
      .where("m.conversation_id", "=", conversationId)
      .where("m.account_id", "=", accountId),
  );
  return async (db: Db, conversationId: Uint8Array, accountId: Uint8Array): Promise<Positions | undefined> =>
    (await select(db, { conversationId, accountId }))[0];
}

/** Conversations and who is in them. */
export function createMemberRows() {
  return {
    positions: createPositions(),

    conversationByPair: (tx: Db, pair: Uint8Array): Promise<{ id: Uint8Array } | undefined> =>
      tx.selectFrom("conversations").select("id").where("pair", "=", pair).executeTakeFirst(),

    conversationByOrigin: (tx: Db, origin: Uint8Array): Promise<{ id: Uint8Array } | undefined> =>
      tx.selectFrom("conversations").select("id").where("origin", "=", origin).executeTakeFirst(),

    /** Without entries: the first one is appended in the same transaction. */
    insertConversation: async (tx: Db, made: NewConversation): Promise<void> => {
      await tx
        .insertInto("conversations")
        .values({
          id: made.id,
          kind: made.kind,
          mode: made.mode,
          pair: made.pair,
          origin: made.origin,
          key: made.key,
          settings: made.settings,
          head: 0,
          head_hash: made.headHash,
          changed_at: made.createdAt,
          closed_at: null,
        })
        .execute();
    },

    insertMembers: async (tx: Db, members: readonly NewMember[]): Promise<void> => {
      await tx
        .insertInto("members")
        .values(
          members.map(({ conversationId, accountId, peerId, role, firstSeq, since }) => ({
            conversation_id: conversationId,
            account_id: accountId,
            peer_id: peerId,
            role,
            first_seq: firstSeq,
            // What was said before is not theirs to receive.
            delivered: firstSeq - 1,
            read: firstSeq - 1,
            hidden_version: 0,
            since,
          })),
        )
        .execute();
    },

    /** By name; `after` is exclusive. */
    members: (db: Db, conversationId: Uint8Array, after: string, limit: number): Promise<StoredMember[]> =>
      db
        .selectFrom("members as m")
        .innerJoin("accounts as a", "a.id", "m.account_id")
        .select(["a.id", "a.username", "a.state", "a.profile"])
        .select(["m.role", "m.delivered", "m.read", "m.since"])
        .where("m.conversation_id", "=", conversationId)
        .where("a.username", ">", after)
        .orderBy("a.username")
        .limit(limit)
        .execute(),

    member: async (tx: Db, conversationId: Uint8Array, accountId: Uint8Array): Promise<MemberRole | undefined> => {
      const found = await tx
        .selectFrom("members")
        .select("role")
        .where("conversation_id", "=", conversationId)
        .where("account_id", "=", accountId)
        .executeTakeFirst();
      return found?.role;
    },

    /** Which of these accounts are in it. */
    membersAmong: async (tx: Db, conversationId: Uint8Array, ids: readonly Uint8Array[]): Promise<Uint8Array[]> => {
      if (ids.length === 0) return [];
      const found = await tx
        .selectFrom("members")
        .select("account_id as id")
        .where("conversation_id", "=", conversationId)
        .where("account_id", "in", ids)
        .execute();
      return found.map(({ id }) => id);
    },

    memberCalled: (
      tx: Db,
      conversationId: Uint8Array,
      username: string,
    ): Promise<{ id: Uint8Array; role: MemberRole } | undefined> =>
      tx
        .selectFrom("members as m")
        .innerJoin("accounts as a", "a.id", "m.account_id")
        .select(["a.id", "m.role"])
        .where("m.conversation_id", "=", conversationId)
        .where("a.username", "=", username)
        .where("a.state", "!=", "deleted")
        .executeTakeFirst(),

    countMembers: async (tx: Db, conversationId: Uint8Array): Promise<number> => {
      const { count } = await tx
        .selectFrom("members")
        .select((member) => member.fn.countAll().as("count"))
        .where("conversation_id", "=", conversationId)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    changeRole: async (tx: Db, conversationId: Uint8Array, accountId: Uint8Array, role: MemberRole): Promise<void> => {
      await tx
        .updateTable("members")
        .set({ role })
        .where("conversation_id", "=", conversationId)
        .where("account_id", "=", accountId)
        .execute();
    },

    /** With what it has hidden: after the member itself, which somebody who is hiding something holds. */
    deleteMember: async (tx: Db, conversationId: Uint8Array, accountId: Uint8Array): Promise<void> => {
      for (const table of ["members", "hidden_messages"] as const) {
        await tx
          .deleteFrom(table)
          .where("conversation_id", "=", conversationId)
          .where("account_id", "=", accountId)
          .execute();
      }
    },

    /** The admin, else the member, who has been there longest; whose account is disabled only where nobody else is left. */
    nextOwner: (tx: Db, conversationId: Uint8Array): Promise<{ id: Uint8Array; username: string } | undefined> =>
      tx
        .selectFrom("members as m")
        .innerJoin("accounts as a", "a.id", "m.account_id")
        .select(["a.id", "a.username"])
        .where("m.conversation_id", "=", conversationId)
        .where("m.role", "!=", "owner")
        .where("a.state", "!=", "deleted")
        .orderBy(sql`case a.state when 'active' then 0 else 1 end`)
        .orderBy(sql`case m.role when 'admin' then 0 else 1 end`)
        .orderBy("m.since")
        .orderBy("a.id")
        .limit(1)
        .executeTakeFirst(),

    usernameOf: async (tx: Db, accountId: Uint8Array): Promise<string | undefined> =>
      (
        await tx
          .selectFrom("accounts")
          .select("username")
          .where("id", "=", accountId)
          .where("state", "!=", "deleted")
          .executeTakeFirst()
      )?.username,

    settings: async (tx: Db, conversationId: Uint8Array): Promise<Uint8Array | null> => {
      const { settings } = await tx
        .selectFrom("conversations")
        .select("settings")
        .where("id", "=", conversationId)
        .executeTakeFirstOrThrow();
      return settings;
    },

    changeSettings: async (tx: Db, conversationId: Uint8Array, settings: Uint8Array): Promise<void> => {
      await tx.updateTable("conversations").set({ settings }).where("id", "=", conversationId).execute();
    },

    countConversations: async (tx: Db, accountId: Uint8Array): Promise<number> => {
      const { count } = await tx
        .selectFrom("members")
        .select((member) => member.fn.countAll().as("count"))
        .where("account_id", "=", accountId)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    /** Both only grow. Answers where they are then, or undefined when that account is no member. */
    mark: async (
      tx: Db,
      { conversationId, accountId, delivered, read }: Mark,
    ): Promise<{ delivered: number; read: number } | undefined> =>
      tx
        .updateTable("members")
        .set({
          delivered: sql<number>`case when delivered < ${delivered} then ${delivered} else delivered end`,
          read: sql<number>`case when read < ${read} then ${read} else read end`,
        })
        .where("conversation_id", "=", conversationId)
        .where("account_id", "=", accountId)
        .returning(["delivered", "read"])
        .executeTakeFirst(),
  };
}

interface Mark {
  readonly conversationId: Uint8Array;
  readonly accountId: Uint8Array;
  readonly delivered: number;
  readonly read: number;
}
