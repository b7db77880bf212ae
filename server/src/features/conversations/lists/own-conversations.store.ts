import { sql, type Kysely } from "kysely";
import {
  MAX_UNREAD_COUNTED,
  type ClearOnSignOut,
  type ConversationKind,
  type DisappearFrom,
  type EncryptionMode,
  type MemberRole,
} from "@tacet/protocol";
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
  /** Some of its entries may be over. */
  readonly isFleeting: 0 | 1;
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
  readonly disappearAfterMs: number | null;
  readonly disappearFrom: DisappearFrom | null;
  readonly clearOnSignOut: ClearOnSignOut;
  /** Of a direct one: what the other has chosen. */
  readonly peerClearOnSignOut: ClearOnSignOut | null;
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
  /** What is over by then is not unread. */
  readonly now: number;
}

export interface OneConversation extends Pick<ListPage, "accountId" | "now"> {
  readonly id: Uint8Array;
}

/** So many entries after what was read are looked at: a log that nobody reads costs no more the longer it gets. */
const MAX_LOOKED_AT = 1000;

const unreadAt = (now: number) => sql<number>`(case when c.head = m.read then 0 else (select count(*) from (
  select 1 as one from (
    select e.kind, e.sender_id, e.is_unheard, c.is_fleeting = 1 and exists (
      select 1 from fleeting_entries f
      where f.conversation_id = e.conversation_id and f.seq = e.seq and f.expires_at <= ${now}) as is_over
    from entries e
    where e.conversation_id = m.conversation_id and e.seq > m.read order by e.seq limit ${sql.lit(MAX_LOOKED_AT)}
  ) as looked_at
  where looked_at.kind = 'message' and looked_at.is_unheard = 0 and not looked_at.is_over and looked_at.sender_id <> m.account_id
  limit ${sql.lit(MAX_UNREAD_COUNTED)}) as counted) end)`;

const heads = (db: Db, accountId: Uint8Array, now: number) =>
  db
    .selectFrom("members as m")
    .innerJoin("conversations as c", "c.id", "m.conversation_id")
    .select(["c.id", "c.head", "c.head_hash as headHash", "m.first_seq as firstSeq"])
    .select(["m.delivered", "m.read", "m.hidden_version as hiddenVersion", unreadAt(now).as("unread")])
    .select("c.is_fleeting as isFleeting")
    .where("m.account_id", "=", accountId);

const conversations = (db: Db, accountId: Uint8Array, now: number) =>
  heads(db, accountId, now)
    .leftJoin("accounts as p", "p.id", "m.peer_id")
    .select(["c.kind", "c.mode", "c.key", "c.settings", "c.changed_at as changedAt", "c.closed_at as closedAt"])
    .select(["m.role", "m.peer_id as peerId", "p.username as peerName", "p.state as peerState"])
    .select(["p.profile as peerProfile", "m.clear_on_sign_out as clearOnSignOut"])
    .select(["c.disappear_after_ms as disappearAfterMs", "c.disappear_from as disappearFrom"])
    .select((eb) =>
      eb
        .selectFrom("members as peers")
        .select("peers.clear_on_sign_out")
        .whereRef("peers.conversation_id", "=", "c.id")
        .whereRef("peers.account_id", "=", "m.peer_id")
        .$asScalar()
        .as("peerClearOnSignOut"),
    )
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
  const headsOf = compiledQuery((db: Db, { accountId, now }: Pick<ListPage, "accountId" | "now">) =>
    heads(db, accountId, now),
  );
  const one = compiledQuery((db: Db, { accountId, id, now }: OneConversation) =>
    conversations(db, accountId, now).where("c.id", "=", id),
  );

  return {
    /** All there are, in no order. */
    heads: (db: Db, accountId: Uint8Array, now: number): Promise<readonly StoredHead[]> =>
      headsOf(db, { accountId, now }),

    conversation: async (db: Db, asked: OneConversation): Promise<StoredConversation | undefined> =>
      (await one(db, asked))[0],

    /** Those with the latest entries first. */
    conversations: (db: Db, { accountId, after, limit, now }: ListPage): Promise<StoredConversation[]> =>
      conversations(db, accountId, now)
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

    countUnread: async (db: Db, accountId: Uint8Array, now: number): Promise<number> => {
      const { count } = await db
        .selectFrom(heads(db, accountId, now).as("heads"))
        .select((head) => head.fn.countAll().as("count"))
        .where("unread", ">", 0)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
}
