import type { Kysely } from "kysely";
import { compiledQuery } from "../../storage/compiled-query.ts";
import type { Database } from "../../storage/database.ts";
import type { Schema } from "../../storage/schema.ts";

type Tx = Kysely<Schema>;

export interface StoredClaim {
  readonly state: "open" | "confirmed" | "lapsed" | "burned";
  readonly takenAt: number;
  readonly leaseUntil: number;
  readonly confirmedAt: number | null;
  readonly confirmToken: Uint8Array | null;
}

export interface ClaimKey {
  readonly noteId: Uint8Array;
  readonly claimHash: Uint8Array;
}

const claimColumns = [
  "state",
  "taken_at as takenAt",
  "lease_until as leaseUntil",
  "confirmed_at as confirmedAt",
  "confirm_token as confirmToken",
] as const;

interface NewClaim {
  readonly nonce: Uint8Array;
  readonly takenAt: number;
  readonly leaseUntil: number;
}

interface Confirmation {
  readonly claimHash: Uint8Array;
  readonly confirmedAt: number;
  readonly confirmToken: Uint8Array;
}

interface ClaimClosing {
  readonly to: "lapsed" | "burned";
  /** Only leases that ended by then. */
  readonly leaseEndedBy?: number;
}

/** Rows of claims. Who touches them has locked the note's row before: see `NoteStore.lock`. */
export function createClaimRows({ now }: Pick<Database, "now">) {
  const queries = createClaimQueries(now);
  return {
    /** False when this claim, or its challenge, was used before. */
    insertClaim: async (tx: Tx, key: ClaimKey, claim: NewClaim): Promise<boolean> =>
      (await queries.insertClaim(tx, { ...key, ...claim })).length === 1,

    claim: async (tx: Tx, key: ClaimKey): Promise<(StoredClaim & { readonly now: number }) | undefined> =>
      (await queries.claim(tx, key))[0],

    claimsOf: async (tx: Tx, noteId: Uint8Array): Promise<StoredClaim[]> =>
      tx
        .selectFrom("note_claims")
        .select(claimColumns)
        .where("note_id", "=", noteId)
        .orderBy("taken_at")
        .orderBy("claim_hash")
        .execute(),

    confirm: async (tx: Tx, confirmation: Confirmation): Promise<void> => {
      await queries.confirm(tx, confirmation);
    },

    /** Open claims become lapsed or burned: all, or those whose lease ended by a time. */
    closeClaims: async (tx: Tx, noteId: Uint8Array, closing: ClaimClosing): Promise<void> => {
      await tx
        .updateTable("note_claims")
        .set({ state: closing.to })
        .where("note_id", "=", noteId)
        .where("state", "=", "open")
        .$if(closing.leaseEndedBy !== undefined, (query) => query.where("lease_until", "<=", closing.leaseEndedBy ?? 0))
        .execute();
    },

    hasOpenClaim: async (tx: Tx, noteId: Uint8Array): Promise<boolean> =>
      (await queries.openClaim(tx, { noteId })).length > 0,

    leasesEnded: async (tx: Tx, limit: number): Promise<Uint8Array[]> =>
      (
        await tx
          .selectFrom("note_claims")
          .select("note_id")
          .distinct()
          .where("state", "=", "open")
          .where("lease_until", "<=", now)
          .limit(limit)
          .execute()
      ).map((row) => row.note_id),
  };
}

/** What the calls of readers run. */
const createClaimQueries = (now: Database["now"]) => ({
  insertClaim: compiledQuery((tx, claim: ClaimKey & NewClaim) =>
    tx
      .insertInto("note_claims")
      .values({
        claim_hash: claim.claimHash,
        note_id: claim.noteId,
        nonce: claim.nonce,
        state: "open",
        taken_at: claim.takenAt,
        lease_until: claim.leaseUntil,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("claim_hash"),
  ),

  claim: compiledQuery((tx, { noteId, claimHash }: ClaimKey) =>
    tx
      .selectFrom("note_claims")
      .select(claimColumns)
      .select(now.as("now"))
      .where("claim_hash", "=", claimHash)
      .where("note_id", "=", noteId),
  ),

  confirm: compiledQuery((tx, { claimHash, confirmedAt, confirmToken }: Confirmation) =>
    tx
      .updateTable("note_claims")
      .set({ confirmed_at: confirmedAt, confirm_token: confirmToken })
      .set((claim) => ({
        state: claim
          .case()
          .when("state", "=", "burned")
          .then("burned" as const)
          .else("confirmed" as const)
          .end(),
      }))
      .where("claim_hash", "=", claimHash),
  ),

  openClaim: compiledQuery((tx, { noteId }: Pick<ClaimKey, "noteId">) =>
    tx
      .selectFrom("note_claims")
      .select("claim_hash")
      .where("note_id", "=", noteId)
      .where("state", "=", "open")
      .limit(1),
  ),
});
