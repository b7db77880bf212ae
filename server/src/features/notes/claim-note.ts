import { proofMessage, ProtocolError, type ClaimNote, type FetchClaim, type ReceivedRequestOf } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import { noteBodyPlace } from "../../storage/sealed-columns.ts";
import { sha256 } from "./hash.ts";
import type { NoteDeps } from "./note-deps.ts";
import { delayAfter, readerView } from "./note-state.ts";
import type { ClaimKey } from "./claims.store.ts";
import type { LockedNote, ProofKeys } from "./notes.store.ts";
import { dummyKey, isSignedBy } from "./signatures.ts";

type ClaimRequest = ReceivedRequestOf<typeof ClaimNote>;

/**
 * Takes one read for the one reader who proves link and passphrase, and gives the sealed content (RULES.md N1, N4, N6).
 * The answer exists only after COMMIT; a reader who does not get it fetches it with the claim's secret.
 */
export function createClaimNote(deps: NoteDeps) {
  const { database, store, challenges, reachFaultPoint } = deps;
  return async (request: ClaimRequest, origin: string): Promise<Uint8Array> => {
    const nonce = challenges.verify(request.challenge);
    const keys = await store.proofKeys(database.read, request.id, dummyKey);
    const proofs = await checkProofs(keys, request, origin);
    if (!keys.isKnown || !proofs.isFound) throw new ProtocolError("note_not_found");
    const attempt = { noteId: request.id, claimHash: request.claimHash, nonce, isPassphraseRight: proofs.isClaimed };
    const body = await database.transact((tx) => claim(deps, tx, attempt));
    if (!body) throw new ProtocolError("wrong_passphrase");
    reachFaultPoint("claim: after commit");
    return body;
  };
}

/** Both signatures are always checked, so that the time tells nothing about the note. */
async function checkProofs(
  keys: ProofKeys,
  { id, challenge, claimHash, findProof, claimProof }: ClaimRequest,
  origin: string,
) {
  const message = proofMessage({ purpose: "claim", origin, noteId: id, challenge, claimHash });
  const [isFound, isClaimed] = await Promise.all([
    isSignedBy(keys.findKey, message, findProof),
    isSignedBy(keys.claimKey, message, claimProof),
  ]);
  return { isFound, isClaimed };
}

interface Attempt extends ClaimKey {
  readonly nonce: Uint8Array;
  readonly isPassphraseRight: boolean;
}

/**
 * Undefined for a wrong passphrase, which is then counted in this very transaction: a thousand guesses at once are one (RULES.md N1, A2).
 * A right and a wrong one do the same work until the pause after the last guess is over, so that nothing can be guessed in between.
 */
async function claim(deps: NoteDeps, tx: Kysely<Schema>, attempt: Attempt): Promise<Uint8Array | undefined> {
  const { store } = deps;
  const note = await store.lock(tx, attempt.noteId);
  const earlier = await store.claim(tx, attempt);
  if (!note) throw new ProtocolError("note_not_found");
  // Before "gone": it may be gone because that claim took it.
  if (earlier && attempt.isPassphraseRight) throw new ProtocolError("claim_replayed");
  refuseGoneOrDelayed(note);
  if (attempt.isPassphraseRight) return takeRead(deps, tx, attempt);
  await store.chargeTry(tx, attempt.noteId, note.now + delayAfter(note.failedTries + 1));
  return undefined;
}

function refuseGoneOrDelayed(note: LockedNote): void {
  const view = readerView(note, note.now);
  if (view.state === "gone") throw new ProtocolError("note_gone", { detail: `The note is gone: ${view.reason}` });
  if (note.nextTryAt <= note.now) return;
  throw new ProtocolError("passphrase_delayed", { retryAfterMs: note.nextTryAt - note.now });
}

/** Whatever throws in here rolls the read back: a replay costs nothing, and neither does a damaged row. */
async function takeRead(deps: NoteDeps, tx: Kysely<Schema>, { nonce, ...key }: Attempt): Promise<Uint8Array> {
  const { store, sealing, leaseMs, reachFaultPoint } = deps;
  reachFaultPoint("claim: before update");
  const takenAt = await store.takeRead(tx, key.noteId);
  // The row is locked, so only time can have come in between.
  if (takenAt === undefined) throw new ProtocolError("note_gone", { detail: "The note is gone: expired" });
  reachFaultPoint("claim: after update");
  const claimed = await store.insertClaim(tx, key, { nonce, takenAt, leaseUntil: takenAt + leaseMs });
  if (!claimed) throw new ProtocolError("claim_replayed");
  reachFaultPoint("claim: after insert");
  const sealed = await store.sealedBody(tx, key.noteId);
  if (!sealed) throw new Error("a live note has lost its body");
  const body = sealing.open(noteBodyPlace(key.noteId), sealed);
  reachFaultPoint("claim: before commit");
  return body;
}

/** Gives the content again to the holder of the claim's secret, inside the lease alone. */
export function createFetchClaim({ database, store, sealing }: NoteDeps) {
  return async ({ id, claimSecret }: ReceivedRequestOf<typeof FetchClaim>): Promise<Uint8Array> => {
    const held = await store.claim(database.read, { noteId: id, claimHash: sha256(claimSecret) });
    if (!held) throw new ProtocolError("claim_not_found");
    const isOpen = held.state === "open" && held.leaseUntil > held.now;
    const sealed = isOpen ? await store.sealedBody(database.read, id) : undefined;
    if (!sealed) throw new ProtocolError("claim_over");
    return sealing.open(noteBodyPlace(id), sealed);
  };
}
