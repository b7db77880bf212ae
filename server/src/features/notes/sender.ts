import { ProtocolError, type Receipt } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import { endIfRead, endNote } from "./end-note.ts";
import { sha256 } from "./hash.ts";
import type { NoteDeps } from "./note-deps.ts";
import type { StoredClaim } from "./claims.store.ts";
import type { NoteForReceipt } from "./notes.store.ts";

interface SenderRequest {
  readonly receiptAccess: Uint8Array;
}

/** What became of a note, to who holds the sender's link (RULES.md N9). */
export function createReadReceipt({ database, store }: NoteDeps) {
  return async ({ receiptAccess }: SenderRequest): Promise<Receipt> => {
    const note = await store.byReceipt(database.read, sha256(receiptAccess));
    if (!note) throw new ProtocolError("note_not_found");
    return describe(note, await store.claimsOf(database.read, note.id));
  };
}

/** Destroys a note at once; open claims are cut short. A note that has ended already stays as it ended. */
export function createBurnNote(deps: NoteDeps) {
  const { database, store, onDestroyed } = deps;
  return async ({ receiptAccess }: SenderRequest): Promise<Receipt> => {
    const receiptHash = sha256(receiptAccess);
    const { receipt, hasEnded } = await database.transact(async (tx) => {
      const note = await store.byReceipt(tx, receiptHash);
      if (!note) throw new ProtocolError("note_not_found");
      const ended = await burn(deps, tx, note.id);
      const burned = (await store.byReceipt(tx, receiptHash)) ?? note;
      return { receipt: describe(burned, await store.claimsOf(tx, note.id)), hasEnded: ended };
    });
    if (hasEnded) onDestroyed();
    return receipt;
  };
}

/** True when it ended the note. What time had ended before is told as that, whether the sweeper had been there or not. */
async function burn(deps: NoteDeps, tx: Kysely<Schema>, id: Uint8Array): Promise<boolean> {
  const note = await deps.store.lock(tx, id);
  if (note?.state !== "live") return false;
  await deps.store.closeClaims(tx, id, { to: "lapsed", leaseEndedBy: note.now });
  if (await endIfRead(deps, tx, { id, note })) return true;
  const isOverAlready = note.expiresAt <= note.now && !(await deps.store.hasOpenClaim(tx, id));
  await deps.store.closeClaims(tx, id, { to: "burned" });
  await endNote(deps, tx, { id, note, reason: isOverAlready ? "expired" : "burned" });
  return true;
}

function describe(note: NoteForReceipt, claims: readonly StoredClaim[]): Receipt {
  const { now, reads, readsLeft, madeAt, expiresAt, failedTries } = note;
  const states = claims.map((claim) => ({ ...claim, state: stateAt(claim, now) }));
  const isExpired = note.state === "live" && expiresAt <= now && states.every((claim) => claim.state !== "open");
  const ending = isExpired
    ? ({ endReason: "expired", endedAt: expiresAt } as const)
    : { endReason: note.endReason, endedAt: note.endedAt };
  return {
    state: isExpired ? "ended" : note.state,
    ...(ending.endReason && { endReason: ending.endReason }),
    ...(ending.endedAt !== null && { endedAt: ending.endedAt }),
    madeAt,
    expiresAt,
    reads,
    readsLeft,
    failedTries,
    claims: states.map(describeClaim),
    now,
  };
}

/** A lease that ran out has lapsed, whether the sweeper has been there or not. */
const stateAt = (claim: StoredClaim, now: number): StoredClaim["state"] =>
  claim.state === "open" && claim.leaseUntil <= now ? "lapsed" : claim.state;

const describeClaim = ({ state, takenAt, confirmedAt, confirmToken }: StoredClaim): Receipt["claims"][number] => ({
  state,
  takenAt,
  ...(confirmedAt !== null && { confirmedAt }),
  ...(confirmToken && { confirmToken: Uint8Array.from(confirmToken) }),
});
