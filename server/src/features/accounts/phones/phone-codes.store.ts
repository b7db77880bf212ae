import { sql, type Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";

type Tx = Kysely<Schema>;

export interface NewPhoneCode {
  readonly id: Uint8Array;
  readonly boundTo: Uint8Array;
  readonly codeHash: Uint8Array | null;
  /** Sealed. */
  readonly service: Uint8Array | null;
  readonly expiresAt: number;
}

/** What a code that was typed is compared with. */
export interface ChargedCode {
  readonly codeHash: Uint8Array | null;
  /** Sealed. */
  readonly service: Uint8Array | null;
}

interface CodeTry {
  readonly id: Uint8Array;
  /** By each of the keys in use. */
  readonly boundTo: readonly Uint8Array[];
  readonly now: number;
}

export const MAX_TRIES = 5;

/** It opens no transaction. */
export function createPhoneCodeRows() {
  return {
    insertCode: async (tx: Tx, { boundTo, codeHash, expiresAt, ...code }: NewPhoneCode): Promise<void> => {
      await tx
        .insertInto("phone_codes")
        .values({ ...code, bound_to: boundTo, code_hash: codeHash, tries: 0, used_at: null, expires_at: expiresAt })
        .execute();
    },

    /** Counts a try before anything is compared. Undefined when there is no such code, or none that can still be right. */
    chargeCode: async (tx: Tx, { id, boundTo, now }: CodeTry): Promise<ChargedCode | undefined> =>
      tx
        .updateTable("phone_codes")
        .set({ tries: sql`tries + 1` })
        .where("id", "=", id)
        .where("bound_to", "in", boundTo)
        .where("tries", "<", MAX_TRIES)
        .where("used_at", "is", null)
        .where("expires_at", ">", now)
        .returning(["code_hash as codeHash", "service"])
        .executeTakeFirst(),

    /** As if this try had not been. */
    takeBackCodeTry: async (tx: Tx, id: Uint8Array): Promise<void> => {
      await tx
        .updateTable("phone_codes")
        .set({ tries: sql`tries - 1` })
        .where("id", "=", id)
        .where("tries", ">", 0)
        .execute();
    },

    /** True for one alone, however many have typed it right at the same time. */
    claimCode: async (tx: Tx, id: Uint8Array, now: number): Promise<boolean> =>
      (
        await tx
          .updateTable("phone_codes")
          .set({ used_at: now })
          .where("id", "=", id)
          .where("used_at", "is", null)
          .returning("id")
          .execute()
      ).length === 1,

    /** From now on the provider's code counts, and not the one that was drawn here. */
    keepServiceCode: async (tx: Tx, id: Uint8Array, service: Uint8Array): Promise<void> => {
      await tx.updateTable("phone_codes").set({ service, code_hash: null }).where("id", "=", id).execute();
    },

    forgetCodesBefore: async (tx: Tx, now: number): Promise<void> => {
      await tx.deleteFrom("phone_codes").where("expires_at", "<=", now).execute();
    },
  };
}
