import { sql, type Kysely } from "kysely";
import { MAX_UNREAD_COUNTED, type ConversationKind, type EncryptionMode, type MemberRole } from "@tacet/protocol";
import { compiledQuery } from "../../../storage/compiled-query.ts";
import type { Schema } from "../../../storage/schema.ts";

type Db = Kysely<Schema>;

/** Where a conversation's log is, and where one of its members is in it. */
export interface StoredHead {
  readonly id: Uint8Array;
  readonly head: number;
  readonly headHash: Uint8Array;
  readonly firstSeq: number;
  readonly delivered: number;
  readonly read: number;
  readonly hiddenVersion: number;
  readonly unread: number;
}

/** A conversation as one of its members has it. */
export interface StoredConversation extends StoredHead {
  readonly kind: ConversationKind;
  readonly mode: EncryptionMode;
  readonly key: Uint8Array;
  readonly settings: Uint8Array | null;
  readonly changedAt: number;
  readonly closedAt: number | null;
  readonly role: MemberRole;
  readonly memberCount: number;
  /** Of a direct one: the other. */
  readonly peerId: Uint8Array | null;
  readonly peerName: string | null;
  readonly peerState: "active" | "disabled" | "deleted" | null;
  readonly peerProfile: Uint8Array | null;
}

export interface ListPage {
  readonly accountId: Uint8Array;
  /** Exclusive. */
  readonly after: { readonly at: number; readonly id: Uint8Array };
  readonly limit: number;
}

/** So many entries after what was read are looked at: a log that nobody reads costs no more the longer it gets. */
const MAX_LOOKED_AT = 1000;

const unread = sql<number>`(case when c.head = m.read then 0 else (select count(*) from (
  select 1 as one from (
    select e.kind, e.sender_id, e.is_unheard from entries e
    where e.conversation_id = m.conversation_id and e.seq > m.read order by e.seq limit ${sql.lit(MAX_LOOKED_AT)}
  ) as looked_at
  where looked_at.kind = 'message' and looked_at.is_unheard = 0 and looked_at.sender_id <> m.account_id
  limit ${sql.lit(MAX_UNREAD_COUNTED)}) as counted) end)`;

const heads = (db: Db, accountId: Uint8Array) =>
  db
    .selectFrom("members as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .select(["c.id", "c.head", "c.head_hash as headHash", "m.first_seq as firstSeq"])
    .select(["m.delivered", "m.read", "m.hidden_version as hiddenVersion", unread.as("unread")])
    .where("m.account_id", "=", accountId);

const conversations = (db: Db, accountId: Uint8Array) =>
  heads(db, accountId)
    .leftJoin("accounts as p", "p.id", "m.peer_id")
    .select(["c.kind", "c.mode", "c.key", "c.settings", "c.changed_at as changedAt", "c.closed_at as closedAt"])
    .select(["m.role", "m.peer_id as peerId", "p.username as peerName", "p.state as peerState"])
    .select(["p.profile as peerProfile"])
    .select((eb) =>
      eb
        .selectFrom("members as others")
        .select((others) => others.fn.countAll<number>().as("count"))
        .whereRef("others.conversation_id", "=", "c.id")
        .$asScalar()
        .$notNull()
        .as("memberCount"),
    );

/** The conversations of one account. */
export function createOwnConversationRows() {
  const headsOf = compiledQuery((db: Db, { accountId }: Pick<ListPage, "accountId">) => heads(db, accountId));
  const one = compiledQuery((db: Db, { accountId, id }: { readonly accountId: Uint8Array; readonly id: Uint8Array }) =>
    conversations(db, accountId).where("c.id", "=", id),
  );

  return {
    /** All there are, in no order. */
    heads: (db: Db, accountId: Uint8Array): Promise<readonly StoredHead[]> => headsOf(db, { accountId }),

    conversation: async (db: Db, accountId: Uint8Array, id: Uint8Array): Promise<StoredConversation | undefined> =>
      (await one(db, { accountId, id }))[0],

    /** Those with the latest entries first. */
    conversations: (db: Db, { accountId, after, limit }: ListPage): Promise<StoredConversation[]> =>
      conversations(db, accountId)
        .where((eb) =>
          eb.or([
            eb("c.changed_at", "<", after.at),
            eb.and([eb("c.changed_at", "=", after.at), eb("c.id", "<", after.id)]),
          ]),
        )
        .orderBy("c.changed_at", "desc")
        .orderBy("c.id", "desc")
        .limit(limit)
        .execute(),

    countUnread: async (db: Db, accountId: Uint8Array): Promise<number> => {
      const { count } = await db
        .selectFrom(heads(db, accountId).as("heads"))
        .select((head) => head.fn.countAll().as("count"))
        .where("unread", ">", 0)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
}
