import type { Kysely } from "kysely";
import { compiledQuery } from "../../../storage/compiled-query.ts";
import type { Schema } from "../../../storage/schema.ts";

type Db = Kysely<Schema>;

/** What delivery asks of the database. */
export function createLiveRows() {
  const members = compiledQuery((db: Db, { id, limit }: { readonly id: Uint8Array; readonly limit: number }) =>
    db
      .selectFrom("members")
      .select(["account_id as accountId", "first_seq as firstSeq"])
      .where("conversation_id", "=", id)
      .limit(limit),
  );

  const largeGroups = compiledQuery(
    (db: Db, { accountId, count }: { readonly accountId: Uint8Array; readonly count: number }) =>
      db
        .selectFrom("members as m")
        .innerJoin("conversations as c", "c.id", "m.conversation_id")
        .select("c.id")
        .where("m.account_id", "=", accountId)
        .where("c.kind", "=", "group")
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom("members as others")
              .select("others.account_id")
              .whereRef("others.conversation_id", "=", "c.id")
              .offset(count)
              .limit(1),
          ),
        ),
  );

  return {
    routeMembers: (db: Db, id: Uint8Array, limit: number) => members(db, { id, limit }),

    /** The groups of an account that have more members than this. */
    largeGroupsOf: async (db: Db, accountId: Uint8Array, count: number): Promise<Uint8Array[]> =>
      (await largeGroups(db, { accountId, count })).map(({ id }) => id),

    conversationKey: (db: Db, id: Uint8Array): Promise<{ key: Uint8Array; isFleeting: 0 | 1 } | undefined> =>
      db
        .selectFrom("conversations")
        .select(["key", "is_fleeting as isFleeting"])
        .where("id", "=", id)
        .executeTakeFirst(),

    grownSince: (db: Db, since: number, limit: number): Promise<{ id: Uint8Array; head: number }[]> =>
      db
        .selectFrom("conversations")
        .select(["id", "head"])
        .where("changed_at", ">=", since)
        .orderBy("changed_at")
        .limit(limit)
        .execute(),
  };
}
