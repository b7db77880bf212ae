import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";

type Tx = Kysely<Schema>;

/** Their rows go with the account at once. */
const ownTables = ["sessions", "known_devices", "account_notices", "account_links", "recoveries"] as const;

/** Accounts on their way out. */
export function createDeletionRows() {
  return {
    /**
     * All that it was goes but its name, with all that is its own; and it is put on the list of those of which other features still keep
     * something. False when it is not active. Whoever holds the account in another transaction is waited for.
     */
    emptyAccount: async (tx: Tx, id: Uint8Array, now: number): Promise<boolean> => {
      const emptied = await tx
        .updateTable("accounts")
        .set({
          state: "deleted",
          role: "user",
          password: null,
          phrase: null,
          phone: null,
          phone_hash: null,
          email: null,
          email_hash: null,
          profile: null,
          last_seen_at: null,
          last_sign_in_day: null,
          show_last_seen: "nobody",
          find_by_username: "nobody",
          find_by_phone: "nobody",
          ended_at: now,
        })
        .where("id", "=", id)
        .where("state", "=", "active")
        .returning("id")
        .execute();
      if (emptied.length === 0) return false;
      for (const table of ownTables) await tx.deleteFrom(table).where("account_id", "=", id).execute();
      await tx.insertInto("account_deletions").values({ account_id: id, deleted_at: now }).execute();
      return true;
    },

    /** The oldest first. */
    accountsToForget: async (tx: Tx, limit: number): Promise<Uint8Array[]> => {
      const rows = await tx
        .selectFrom("account_deletions")
        .select("account_id")
        .orderBy("deleted_at")
        .limit(limit)
        .execute();
      return rows.map((row) => row.account_id);
    },

    endForgetting: async (tx: Tx, id: Uint8Array): Promise<void> => {
      await tx.deleteFrom("account_deletions").where("account_id", "=", id).execute();
    },
  };
}
