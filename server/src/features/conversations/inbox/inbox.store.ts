import { sql, type Kysely } from "kysely";
import { INBOX_CONVERSATIONS, type ConversationKind, type EncryptionMode } from "@tacet/protocol";
import { compiledQuery } from "../../../storage/compiled-query.ts";
import type { Schema } from "../../../storage/schema.ts";
import type { StoredPeer } from "../lists/conversation-view.ts";

type Db = Kysely<Schema>;

export interface ChangedConversation {
  readonly id: Uint8Array;
  readonly changedAt: number;
  readonly head: number;
  readonly firstSeq: number;
  readonly read: number;
}

export interface InboxPlace {
  readonly conversationId: Uint8Array;
  readonly seq: number;
  readonly at: number;
}

/** A part of one log, from the latest back. */
export interface InboxStretch {
  readonly accountId: Uint8Array;
  readonly conversationId: Uint8Array;
  /** Exclusive. */
  readonly below: number;
  readonly least: number;
  /** Not later than this. */
  readonly until: number;
  readonly limit: number;
  /** By when time may have taken it. */
  readonly now: number;
}

/** A message with what is told of its conversation. */
export interface StoredInboxMessage extends StoredPeer {
  readonly kind: ConversationKind;
  readonly mode: EncryptionMode;
  readonly key: Uint8Array;
  readonly settings: Uint8Array | null;
  readonly read: number;
  readonly senderId: Uint8Array | null;
  readonly sender: string | null;
  readonly payload: Uint8Array;
}

export interface StoredEdit {
  readonly seq: number;
  readonly payload: Uint8Array;
}

interface MessageKey {
  readonly accountId: Uint8Array;
  readonly conversationId: Uint8Array;
  readonly seq: number;
  readonly now: number;
}

/** What others said, as one account finds it. */
export function createInboxRows() {
  const said = compiledQuery((db: Db, asked: InboxStretch) =>
    readable(db, asked)
      .select(["e.seq", "e.at"])
      .where("e.seq", "<", asked.below)
      .where("e.seq", ">=", asked.least)
      .where("e.at", "<=", asked.until)
      .orderBy("e.seq", "desc")
      .limit(asked.limit)
      .$narrowType<{ at: number }>(),
  );

  const message = compiledQuery((db: Db, asked: MessageKey) =>
    readable(db, asked)
      .innerJoin("conversations as c", "c.id", "m.conversation_id")
      .leftJoin("accounts as p", "p.id", "m.peer_id")
      .leftJoin("accounts as a", (join) => join.onRef("a.id", "=", "e.sender_id").on("a.state", "!=", "deleted"))
      .select(["c.kind", "c.mode", "c.key", "c.settings", "m.read", "e.sender_id as senderId", "a.username as sender"])
      .select(["m.peer_id as peerId", "p.username as peerName", "p.state as peerState", "p.profile as peerProfile"])
      .select("e.payload")
      .where("e.seq", "=", asked.seq)
      .$narrowType<Pick<StoredInboxMessage, "payload">>(),
  );

  const latestEdit = compiledQuery((db: Db, asked: Omit<MessageKey, "accountId" | "now">) =>
    db
      .selectFrom("entries")
      .select(["seq", "payload"])
      .where("conversation_id", "=", asked.conversationId)
      .where("target", "=", asked.seq)
      .where("kind", "=", "edit")
      .where("is_unheard", "=", 0)
      // By the index over targets: in the order of the log, all that came later would be looked at.
      .orderBy(sql`seq + 0`, "desc")
      .limit(1)
      .$narrowType<StoredEdit>(),
  );

  return {
    /** Those that changed last, latest first. */
    changedLast: (db: Db, accountId: Uint8Array, filter: "all" | "unread"): Promise<ChangedConversation[]> =>
      db
        .selectFrom("members as m")
        .innerJoin("conversations as c", "c.id", "m.conversation_id")
        .select(["c.id", "c.changed_at as changedAt", "c.head", "m.first_seq as firstSeq", "m.read"])
        .where("m.account_id", "=", accountId)
        .$if(filter === "unread", (query) => query.whereRef("c.head", ">", "m.read"))
        .orderBy("c.changed_at", "desc")
        .orderBy("c.id", "desc")
        .limit(INBOX_CONVERSATIONS)
        .execute(),

    /** Where others said something, latest first. */
    saidByOthers: (db: Db, stretch: InboxStretch) => said(db, stretch),

    /** Undefined when it is no more to be read by now. */
    inboxMessage: async (db: Db, key: MessageKey): Promise<StoredInboxMessage | undefined> =>
      (await message(db, key))[0],

    latestEdit: async (db: Db, key: Omit<MessageKey, "accountId" | "now">): Promise<StoredEdit | undefined> =>
      (await latestEdit(db, key))[0],
  };
}

/** What somebody else said that this account may read, has not hidden for itself, and whose time is not over. */
const readable = (
  db: Db,
  { accountId, conversationId, now }: Pick<MessageKey, "accountId" | "conversationId" | "now">,
) =>
  db
    .selectFrom("members as m")
    .innerJoin("entries as e", "e.conversation_id", "m.conversation_id")
    .where("m.conversation_id", "=", conversationId)
    .where("m.account_id", "=", accountId)
    .where("e.conversation_id", "=", conversationId)
    .whereRef("e.seq", ">=", "m.first_seq")
    .where("e.kind", "=", "message")
    .where("e.is_unheard", "=", 0)
    .where("e.sender_id", "!=", accountId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("hidden_messages as h")
            .select("h.seq")
            .where("h.conversation_id", "=", conversationId)
            .where("h.account_id", "=", accountId)
            .whereRef("h.seq", "=", "e.seq"),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("fleeting_entries as f")
            .select("f.seq")
            .where("f.conversation_id", "=", conversationId)
            .where("f.expires_at", "<=", now)
            .whereRef("f.seq", "=", "e.seq"),
        ),
      ),
    );
