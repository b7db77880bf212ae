import type { NoticeKind } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";

type Tx = Kysely<Schema>;

export interface StoredNotice {
  readonly id: Uint8Array;
  readonly accountId: Uint8Array;
  readonly kind: NoticeKind;
  /** Sealed. */
  readonly details: Uint8Array;
  readonly at: number;
}

export function createNoticeRows() {
  return {
    insertNotice: async (tx: Tx, { accountId, ...notice }: StoredNotice): Promise<void> => {
      await tx
        .insertInto("account_notices")
        .values({ ...notice, account_id: accountId, seen_at: null })
        .execute();
    },

    /** Newest first. */
    noticesOf: (tx: Tx, accountId: Uint8Array, limit: number) =>
      tx
        .selectFrom("account_notices")
        .select(["id", "kind", "details", "at", "seen_at as seenAt"])
        .where("account_id", "=", accountId)
        .orderBy("at", "desc")
        .orderBy("id")
        .limit(limit)
        .execute(),

    markNoticesSeen: async (tx: Tx, accountId: Uint8Array, { upTo, now }: { upTo: number; now: number }) => {
      await tx
        .updateTable("account_notices")
        .set({ seen_at: now })
        .where("account_id", "=", accountId)
        .where("at", "<=", upTo)
        .where("seen_at", "is", null)
        .execute();
    },

    forgetNotice: async (tx: Tx, id: Uint8Array): Promise<void> => {
      await tx.deleteFrom("account_notices").where("id", "=", id).execute();
    },

    forgetNoticesBefore: async (tx: Tx, before: number): Promise<void> => {
      await tx.deleteFrom("account_notices").where("at", "<", before).execute();
    },
  };
}
