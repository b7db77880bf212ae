import { sql, type Kysely, type SqlBool } from "kysely";
import type { Schema } from "../../../storage/schema.ts";

type Db = Kysely<Schema>;

/** Somebody, and one who may know whether they are there. */
export interface VisiblePair {
  readonly watcherId: Uint8Array;
  readonly accountId: Uint8Array;
  readonly username: string;
  readonly lastSeenAt: number | null;
}

/** The watched one allows it, neither has blocked the other, and they are in a conversation together. */
const mayKnow = sql<SqlBool>`a.state = 'active' and w.id <> a.id
  and (a.show_last_seen = 'everybody' or (a.show_last_seen = 'acquaintances' and exists (
    select 1 from acquaintances q where q.account_id = a.id and q.other_id = w.id)))
  and not exists (select 1 from blocks b where b.blocker_id = a.id and b.blocked_id = w.id)
  and not exists (select 1 from blocks b where b.blocker_id = w.id and b.blocked_id = a.id)
  and exists (select 1 from members own join members theirs on theirs.conversation_id = own.conversation_id
    where own.account_id = w.id and theirs.account_id = a.id)`;

const visiblePairs = (db: Db) =>
  db
    .selectFrom("accounts as w")
    .innerJoin("accounts as a", (join) => join.onTrue())
    .select(["w.id as watcherId", "a.id as accountId", "a.username", "a.last_seen_at as lastSeenAt"])
    .where(mayKnow);

/** Who may know of whom whether they are there. */
export const createPresenceRows = () => ({
  visibleTo: async (db: Db, watcherId: Uint8Array, usernames: readonly string[]): Promise<VisiblePair[]> =>
    usernames.length === 0
      ? []
      : visiblePairs(db).where("w.id", "=", watcherId).where("a.username", "in", usernames).execute(),

  watchersOf: async (db: Db, accountId: Uint8Array, watcherIds: readonly Uint8Array[]): Promise<VisiblePair[]> =>
    watcherIds.length === 0
      ? []
      : visiblePairs(db).where("a.id", "=", accountId).where("w.id", "in", watcherIds).execute(),
});
