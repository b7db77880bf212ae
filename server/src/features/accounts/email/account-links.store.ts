import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { AccountLinksTable } from "../../../storage/tables/account-tables.ts";

type Tx = Kysely<Schema>;

export interface StoredLink {
  readonly id: Uint8Array;
  readonly tokenHash: Uint8Array;
  readonly accountId: Uint8Array;
  readonly sessionId: Uint8Array | null;
  readonly address: Uint8Array | null;
}

export interface NewLink extends StoredLink {
  readonly purpose: AccountLinksTable["purpose"];
  readonly expiresAt: number;
}

export interface ShownLink {
  readonly purpose: AccountLinksTable["purpose"];
  readonly tokenHash: Uint8Array;
  readonly now: number;
}

const columns = [
  "id",
  "token_hash as tokenHash",
  "account_id as accountId",
  "session_id as sessionId",
  "address",
] as const;

/** Links that were mailed. */
export function createAccountLinkRows() {
  return {
    insertLink: async (tx: Tx, link: NewLink): Promise<void> => {
      await tx
        .insertInto("account_links")
        .values({
          id: link.id,
          token_hash: link.tokenHash,
          account_id: link.accountId,
          session_id: link.sessionId,
          purpose: link.purpose,
          address: link.address,
          expires_at: link.expiresAt,
        })
        .execute();
    },

    /** One that can still be used. */
    linkByToken: (tx: Tx, { purpose, tokenHash, now }: ShownLink): Promise<StoredLink | undefined> =>
      tx
        .selectFrom("account_links")
        .select(columns)
        .where("token_hash", "=", tokenHash)
        .where("purpose", "=", purpose)
        .where("expires_at", ">", now)
        .executeTakeFirst(),

    /** Once: of two who use it together, one is answered with it. */
    useLink: async (tx: Tx, { purpose, tokenHash, now }: ShownLink): Promise<StoredLink | undefined> => {
      const [used] = await tx
        .deleteFrom("account_links")
        .where("token_hash", "=", tokenHash)
        .where("purpose", "=", purpose)
        .where("expires_at", ">", now)
        .returning(columns)
        .execute();
      return used;
    },

    /** Those of one purpose that an account has. */
    forgetLinks: async (tx: Tx, accountId: Uint8Array, purpose: AccountLinksTable["purpose"]): Promise<void> => {
      await tx.deleteFrom("account_links").where("account_id", "=", accountId).where("purpose", "=", purpose).execute();
    },

    forgetAllLinks: async (tx: Tx, accountId: Uint8Array): Promise<void> => {
      await tx.deleteFrom("account_links").where("account_id", "=", accountId).execute();
    },

    forgetLinksUntil: async (tx: Tx, now: number): Promise<void> => {
      await tx.deleteFrom("account_links").where("expires_at", "<=", now).execute();
    },
  };
}
