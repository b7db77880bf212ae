import { proofMessage, ProtocolError, type ClaimNote, type FetchClaim, type ReceivedRequestOf } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import { sha256 } from "./hash.ts";
import { bodyPlace, type NoteDeps } from "./note-deps.ts";
import { delayAfter, readerView } from "./note-state.ts";
import type { ClaimKey, FoundNote, LockedNote, ProofKeys } from "./notes.store.ts";
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
    const proofs = checkProofs(keys, request, origin);
    if (!keys.isKnown || !proofs.isFound) throw new ProtocolError("note_not_found");
    if (!proofs.isClaimed) return refuseGuess(deps, request.id);
    reachFaultPoint("claim: before update");
    const body = await database.transact((tx) =>
      takeRead(deps, tx, { noteId: request.id, claimHash: request.claimHash, nonce }),
    );
    reachFaultPoint("claim: after commit");
    return body;
  };
}

/** Both signatures are always checked, so that the time tells nothing about the note. */
function checkProofs(
  keys: ProofKeys,
  { id, challenge, claimHash, findProof, claimProof }: ClaimRequest,
  origin: string,
) {
  const message = proofMessage({ purpose: "claim", origin, noteId: id, challenge, claimHash });
  const isFound = isSignedBy(keys.findKey, message, findProof);
  const isClaimed = isSignedBy(keys.claimKey, message, claimProof);
  return { isFound, isClaimed };
}

interface Taking extends ClaimKey {
  readonly nonce: Uint8Array;
}

async function takeRead(deps: NoteDeps, tx: Kysely<Schema>, { nonce, ...key }: Taking): Promise<Uint8Array> {
  const { store, sealing, leaseMs, reachFaultPoint } = deps;
  const takenAt = await store.takeRead(tx, key.noteId);
  if (takenAt === undefined) throw await whyNotTaken(deps, tx, key);
  reachFaultPoint("claim: after update");
  // Throwing rolls the read back: a replay costs nothing, and neither does a damaged row below.
  if (!(await store.insertClaim(tx, key, { nonce, takenAt, leaseUntil: takenAt + leaseMs })))
    throw new ProtocolError("claim_replayed");
  reachFaultPoint("claim: after insert");
  const sealed = await store.sealedBody(tx, key.noteId);
  if (!sealed) throw new Error("a live note has lost its body");
  const body = sealing.open(bodyPlace(key.noteId), sealed);
  reachFaultPoint("claim: before commit");
  return body;
}

/** The holder of a claim is told so before being told that the note is gone: it is gone because that claim took it. */
async function whyNotTaken({ store }: NoteDeps, tx: Kysely<Schema>, key: ClaimKey): Promise<ProtocolError> {
  if (await store.claim(tx, key)) return new ProtocolError("claim_replayed");
  const note = await store.find(tx, key.noteId);
  if (!note) return new ProtocolError("note_not_found");
  return (
    goneOrDelayed(note) ??
    new ProtocolError("unavailable", { detail: "The note changed just now; ask again", retryAfterMs: 0 })
  );
}

function goneOrDelayed(note: LockedNote | FoundNote): ProtocolError | undefined {
  const view = readerView(note, note.now);
  if (view.state === "gone") return new ProtocolError("note_gone", { detail: `The note is gone: ${view.reason}` });
  if (note.nextTryAt > note.now)
    return new ProtocolError("passphrase_delayed", { retryAfterMs: note.nextTryAt - note.now });
  return undefined;
}

/** The guess is counted and committed before it is answered, so that a thousand at once are one (RULES.md N1, A2). */
async function refuseGuess({ database, store }: NoteDeps, id: Uint8Array): Promise<never> {
  await database.transact(async (tx) => {
    const note = await store.lock(tx, id);
    if (!note) throw new ProtocolError("note_not_found");
    const refusal = goneOrDelayed(note);
    if (refusal) throw refusal;
    await store.chargeTry(tx, id, note.now + delayAfter(note.failedTries + 1));
  });
  throw new ProtocolError("wrong_passphrase");
}

/** Gives the content again to the holder of the claim's secret, inside the lease alone. */
export function createFetchClaim({ database, store, sealing }: NoteDeps) {
  return async ({ id, claimSecret }: ReceivedRequestOf<typeof FetchClaim>): Promise<Uint8Array> => {
    const claim = await store.claim(database.read, { noteId: id, claimHash: sha256(claimSecret) });
    if (!claim) throw new ProtocolError("claim_not_found");
    const isHeld = claim.state === "open" && claim.leaseUntil > claim.now;
    const sealed = isHeld ? await store.sealedBody(database.read, id) : undefined;
    if (!sealed) throw new ProtocolError("claim_over");
    return sealing.open(bodyPlace(id), sealed);
  };
}
