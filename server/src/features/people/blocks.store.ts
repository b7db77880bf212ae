import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import type { NamesPage, StoredListing } from "./acquaintances.store.ts";

type Tx = Kysely<Schema>;

/** Who wants to hear nothing of whom. */
export function createBlockRows() {
  return {
    insertBlock: async (tx: Tx, blockerId: Uint8Array, blockedId: Uint8Array, since: number): Promise<void> => {
      await tx
        .insertInto("blocks")
        .values({ blocker_id: blockerId, blocked_id: blockedId, since })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    deleteBlock: async (tx: Tx, blockerId: Uint8Array, username: string): Promise<void> => {
      await tx
        .deleteFrom("blocks")
        .where("blocker_id", "=", blockerId)
        .where("blocked_id", "in", (account) =>
          account.selectFrom("accounts").select("id").where("username", "=", username),
        )
        .execute();
    },

    countBlocks: async (tx: Tx, blockerId: Uint8Array): Promise<number> => {
      const { count } = await tx
        .selectFrom("blocks")
        .select((block) => block.fn.countAll().as("count"))
        .where("blocker_id", "=", blockerId)
        .executeTakeFirstOrThrow();
      return Number(count);
    },

    blocked: (tx: Tx, { ownerId, after, limit }: NamesPage): Promise<StoredListing[]> =>
      tx
        .selectFrom("blocks")
        .innerJoin("accounts", "accounts.id", "blocks.blocked_id")
        .select(["accounts.username", "blocks.since"])
        .where("blocks.blocker_id", "=", ownerId)
        .where("accounts.state", "!=", "deleted")
        .where("accounts.username", ">", after)
        .orderBy("accounts.username")
        .limit(limit)
        .execute(),
  };
}
