import { sql, type Kysely, type SqlBool } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { EntryRow, Standing, Target } from "./append-rows.store.ts";

/** What both ways of asking have in common: which columns, by which names. */

type Db = Kysely<Schema>;

export const lockedConversations = (db: Db) =>
  db
    .selectFrom("conversations")
    .select(["id", "kind", "mode", "key", "head", "head_hash as headHash"])
    .select(["changed_at as changedAt", "closed_at as closedAt", "is_fleeting as isFleeting"])
    .select(["disappear_after_ms as disappearAfterMs", "disappear_from as disappearFrom"]);

/** Of a group there is no other one: nothing between two is true there. */
export const storedStandings = (db: Db) =>
  db
    .selectFrom("members as m")
    .select(["m.conversation_id as conversationId", "m.account_id as accountId", "m.role"])
    .select(["m.first_seq as firstSeq", "m.peer_id as peerId"])
    .select([
      sql<SqlBool>`exists (select 1 from blocks where blocker_id = m.account_id and blocked_id = m.peer_id)`.as(
        "blocks",
      ),
      sql<SqlBool>`exists (select 1 from blocks where blocker_id = m.peer_id and blocked_id = m.account_id)`.as(
        "isBlocked",
      ),
      sql<SqlBool>`exists (select 1 from acquaintances where account_id = m.account_id and other_id = m.peer_id)`.as(
        "hasWritten",
      ),
      sql<SqlBool>`exists (select 1 from acquaintances where account_id = m.peer_id and other_id = m.account_id)`.as(
        "wasWrittenTo",
      ),
    ]);

interface StoredStanding extends Omit<Standing, "blocks" | "isUnheard" | "hasWritten"> {
  readonly blocks: SqlBool;
  readonly isBlocked: SqlBool;
  readonly hasWritten: SqlBool;
  readonly wasWrittenTo: SqlBool;
}

export const standingOf = ({ isBlocked, wasWrittenTo, blocks, hasWritten, ...member }: StoredStanding): Standing => ({
  ...member,
  blocks: Boolean(blocks),
  hasWritten: Boolean(hasWritten),
  isUnheard: member.peerId !== null && (Boolean(isBlocked) || !wasWrittenTo),
});

export const earlierEntries = (db: Db) =>
  db
    .selectFrom("entries")
    .select(["conversation_id as conversationId", "client_ref as clientRef", "seq", "hash", "kind"])
    .select(["sender_id as senderId", "target", "payload"]);

export const storedTargets = (db: Db) =>
  db
    .selectFrom("entries")
    .select(["conversation_id as conversationId", "seq", "kind", "sender_id as senderId", "is_unheard as isUnheard"]);

type StoredTarget = Omit<Target, "isUnheard"> & { readonly isUnheard: 0 | 1 };

export const targetOf = ({ isUnheard, ...target }: StoredTarget): Target => ({ ...target, isUnheard: isUnheard === 1 });

export const entryColumns = (row: EntryRow) => ({
  conversation_id: row.conversationId,
  seq: row.seq,
  kind: row.kind,
  sender_id: row.senderId,
  client_ref: row.clientRef,
  hash: row.hash,
  target: row.target,
  is_unheard: row.isUnheard ? (1 as const) : (0 as const),
  at: row.at,
  payload: row.payload,
});
