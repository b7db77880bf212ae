import { deriveContentKeys, openContent, type ContentKeys, type LinkKeys } from "@tacet/crypto";
import { ClaimNote, ConfirmClaim, FetchClaim, ProtocolError, type Bytes, type ErrorCode } from "@tacet/protocol";
import { ClientError } from "../client-error.ts";
import { isOutcomeUnknown, leasePatience, retry } from "../retry.ts";
import type { KeptClaim } from "./kept-claims.ts";
import type { FilledPorts } from "./ports.ts";
import { startProof } from "./prove.ts";
import { stretchText } from "./stretch-passphrase.ts";

export interface OpenedNote {
  readonly text: string;
  /** Tells the server that the text arrived; after the last confirmation the note is destroyed. Safe to call again. */
  confirm(): Promise<void>;
}

export interface NoteToOpen {
  readonly linkSecret: Bytes;
  readonly linkKeys: LinkKeys;
  readonly header: Bytes;
  readonly passphrase: string;
}

/** RULES.md N4: the secret of the claim is drawn and kept here first, so that a lost request, answer or tab is healed by asking again. */
export async function claimAndOpen(ports: FilledPorts, note: NoteToOpen): Promise<OpenedNote> {
  const stretched = await stretchText(ports.stretch, note.passphrase, note.linkKeys.passphraseSalt);
  const contentKeys = await deriveContentKeys(note.linkSecret, stretched);
  const claim = ports.claims.find(note.linkKeys.id) ?? newClaim(note.header);
  const { body, isJustProven } = await takeBody(ports, { linkKeys: note.linkKeys, contentKeys, claim });
  const content = await openContent(await contentKeys.contentKey(claim.header), claim.header, body);
  // Whoever fetches what was claimed before a reload has not proven the passphrase anew, and may have mistyped it.
  if (!content) throw isJustProven ? new ClientError("content_damaged") : new ProtocolError("wrong_passphrase");
  return {
    text: content.text,
    confirm: () => confirmClaim(ports, note.linkKeys.id, { ...claim, confirmToken: content.confirm }),
  };
}

const newClaim = (header: Bytes): KeptClaim => ({ claimSecret: crypto.getRandomValues(new Uint8Array(32)), header });

interface ClaimToTake {
  readonly linkKeys: LinkKeys;
  readonly contentKeys: ContentKeys;
  readonly claim: KeptClaim;
}

interface TakenBody {
  readonly body: Bytes;
  /** The server has just checked link and passphrase for it. */
  readonly isJustProven: boolean;
}

/** Fetches where the claim may have been taken already, and claims where it surely was not. Asks for as long as a usual lease lasts. */
async function takeBody(ports: FilledPorts, taking: ClaimToTake): Promise<TakenBody> {
  const { id } = taking.linkKeys;
  const isOlder = ports.claims.find(id) !== undefined;
  let mayBeTaken = isOlder;
  return retry(async () => {
    try {
      const fetched = mayBeTaken ? await fetchIfTaken(ports, taking) : undefined;
      if (fetched) return { body: fetched, isJustProven: !isOlder };
      return { body: await claimOnce(ports, taking), isJustProven: true };
    } catch (error) {
      mayBeTaken ||= isOutcomeUnknown(error);
      if (!mayBeTaken || isOver(error)) ports.claims.forget(id);
      throw error;
    }
  }, leasePatience);
}

/** The server knows the claim no more, or never will: there is nothing to keep it for. */
const isOver = (error: unknown): boolean =>
  error instanceof ProtocolError && ["claim_over", "note_gone", "note_not_found"].includes(error.code);

async function claimOnce(
  { transport, claims }: FilledPorts,
  { linkKeys, contentKeys, claim }: ClaimToTake,
): Promise<Bytes> {
  const { id, findKey } = linkKeys;
  const { claimSecret } = claim;
  const proof = await startProof(transport, { purpose: "claim", noteId: id, claimSecret });
  const proofs = { findProof: await proof.sign(findKey), claimProof: await proof.sign(contentKeys.claimKey) };
  claims.keep(id, claim);
  try {
    return await transport.call(ClaimNote, { id, challenge: proof.challenge, claimHash: proof.claimHash, ...proofs });
  } catch (error) {
    // An earlier try, thought lost, reached the server after all: what it took is ours.
    if (isCode(error, "claim_replayed")) return transport.call(FetchClaim, { id, claimSecret });
    throw error;
  }
}

/** Undefined when the server knows no such claim: then it is safe, and needed, to claim. */
async function fetchIfTaken({ transport }: FilledPorts, { linkKeys, claim }: ClaimToTake): Promise<Bytes | undefined> {
  try {
    return await transport.call(FetchClaim, { id: linkKeys.id, claimSecret: claim.claimSecret });
  } catch (error) {
    if (isCode(error, "claim_not_found")) return undefined;
    throw error;
  }
}

const isCode = (error: unknown, code: ErrorCode): boolean => error instanceof ProtocolError && error.code === code;

interface ClaimToConfirm extends KeptClaim {
  readonly confirmToken: Bytes;
}

async function confirmClaim(
  { transport, claims }: FilledPorts,
  id: Bytes,
  { claimSecret, confirmToken }: ClaimToConfirm,
): Promise<void> {
  await retry(() => transport.call(ConfirmClaim, { id, claimSecret, confirmToken }));
  claims.forget(id);
}
