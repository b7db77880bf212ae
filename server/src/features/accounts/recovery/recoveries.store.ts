import type { LostProof, RecoveryProofKind } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";

type Tx = Kysely<Schema>;

export interface StoredRecovery {
  readonly accountId: Uint8Array;
  readonly ticketHash: Uint8Array;
  readonly state: "open" | "waiting";
  readonly lost: LostProof;
  readonly proof: RecoveryProofKind | null;
  readonly askedAt: number;
  readonly readyAt: number;
  readonly expiresAt: number;
}

const columns = [
  "account_id as accountId",
  "ticket_hash as ticketHash",
  "state",
  "lost",
  "proof",
  "asked_at as askedAt",
  "ready_at as readyAt",
  "expires_at as expiresAt",
] as const;

/** Ways back into accounts, open or waiting. */
export function createRecoveryRows() {
  return {
    insertRecovery: async (tx: Tx, recovery: StoredRecovery): Promise<void> => {
      await tx
        .insertInto("recoveries")
        .values({
          account_id: recovery.accountId,
          ticket_hash: recovery.ticketHash,
          state: recovery.state,
          lost: recovery.lost,
          proof: recovery.proof,
          asked_at: recovery.askedAt,
          ready_at: recovery.readyAt,
          expires_at: recovery.expiresAt,
        })
        .execute();
    },

    waitingRecovery: (tx: Tx, accountId: Uint8Array, now: number): Promise<StoredRecovery | undefined> =>
      tx
        .selectFrom("recoveries")
        .select(columns)
        .where("account_id", "=", accountId)
        .where("state", "=", "waiting")
        .where("expires_at", ">", now)
        .executeTakeFirst(),

    recoveryByTicket: (tx: Tx, ticketHash: Uint8Array, now: number): Promise<StoredRecovery | undefined> =>
      tx
        .selectFrom("recoveries")
        .select(columns)
        .where("ticket_hash", "=", ticketHash)
        .where("expires_at", ">", now)
        .executeTakeFirst(),

    /** Once, and when its time has come; false otherwise. */
    useTicket: async (tx: Tx, ticketHash: Uint8Array, now: number): Promise<boolean> =>
      (
        await tx
          .deleteFrom("recoveries")
          .where("ticket_hash", "=", ticketHash)
          .where("ready_at", "<=", now)
          .where("expires_at", ">", now)
          .returning("state")
          .execute()
      ).length === 1,

    /** False when the account has none of this state. */
    forgetRecovery: async (tx: Tx, accountId: Uint8Array, state: StoredRecovery["state"]): Promise<boolean> =>
      (
        await tx
          .deleteFrom("recoveries")
          .where("account_id", "=", accountId)
          .where("state", "=", state)
          .returning("state")
          .execute()
      ).length === 1,

    forgetRecoveries: async (tx: Tx, accountId: Uint8Array): Promise<void> => {
      await tx.deleteFrom("recoveries").where("account_id", "=", accountId).execute();
    },

    forgetRecoveriesUntil: async (tx: Tx, now: number): Promise<void> => {
      await tx.deleteFrom("recoveries").where("expires_at", "<=", now).execute();
    },
  };
}
