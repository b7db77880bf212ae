import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";

type Tx = Kysely<Schema>;

interface KnownDevice {
  readonly accountId: Uint8Array;
  readonly tokenHash: Uint8Array;
}

/** Browsers and programs that signed in before. */
export function createKnownDeviceRows() {
  return {
    isKnownDevice: async (tx: Tx, { accountId, tokenHash }: KnownDevice): Promise<boolean> =>
      (await tx
        .selectFrom("known_devices")
        .select("created_at")
        .where("account_id", "=", accountId)
        .where("token_hash", "=", tokenHash)
        .executeTakeFirst()) !== undefined,

    rememberDevice: async (tx: Tx, { accountId, tokenHash }: KnownDevice, now: number): Promise<void> => {
      await tx
        .insertInto("known_devices")
        .values({ account_id: accountId, token_hash: tokenHash, created_at: now, last_used_at: now })
        .onConflict((conflict) => conflict.columns(["account_id", "token_hash"]).doUpdateSet({ last_used_at: now }))
        .execute();
    },

    /** All of an account's but so many that were used last. */
    forgetDevicesBeyond: async (tx: Tx, accountId: Uint8Array, kept: number): Promise<void> => {
      const surplus = tx
        .selectFrom("known_devices")
        .select("token_hash")
        .where("account_id", "=", accountId)
        .orderBy("last_used_at", "desc")
        .orderBy("token_hash")
        .limit(1_000)
        .offset(kept);
      await tx
        .deleteFrom("known_devices")
        .where("account_id", "=", accountId)
        .where("token_hash", "in", surplus)
        .execute();
    },

    forgetDevicesUnusedSince: async (tx: Tx, before: number): Promise<void> => {
      await tx.deleteFrom("known_devices").where("last_used_at", "<", before).execute();
    },
  };
}
