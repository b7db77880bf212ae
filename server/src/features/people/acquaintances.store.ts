import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";

type Tx = Kysely<Schema>;

/** A page of a list that goes by name. */
export interface NamesPage {
  readonly ownerId: Uint8Array;
  /** Exclusive. */
  readonly after: string;
  readonly limit: number;
}

export interface StoredListing {
  readonly username: string;
  readonly since: number;
}

/** Who has written to whom. */
export function createAcquaintanceRows() {
  return {
    meet: async (tx: Tx, accountId: Uint8Array, otherId: Uint8Array, since: number): Promise<void> => {
      await tx
        .insertInto("acquaintances")
        .values({ account_id: accountId, other_id: otherId, since })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },

    forgetAcquaintance: async (tx: Tx, accountId: Uint8Array, otherId: Uint8Array): Promise<void> => {
      await tx
        .deleteFrom("acquaintances")
        .where("account_id", "=", accountId)
        .where("other_id", "=", otherId)
        .execute();
    },

    acquaintances: (tx: Tx, { ownerId, after, limit }: NamesPage): Promise<StoredListing[]> =>
      tx
        .selectFrom("acquaintances")
        .innerJoin("accounts", "accounts.id", "acquaintances.other_id")
        .select(["accounts.username", "acquaintances.since"])
        .where("acquaintances.account_id", "=", ownerId)
        .where("accounts.state", "!=", "deleted")
        .where("accounts.username", ">", after)
        .orderBy("accounts.username")
        .limit(limit)
        .execute(),
  };
}
