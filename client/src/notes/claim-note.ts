import { deriveContentKeys, openContent, type ContentKeys, type LinkKeys } from "@tacet/crypto";
import { ClaimNote, ConfirmClaim, FetchClaim, ProtocolError, type Bytes, type ErrorCode } from "@tacet/protocol";
import { ClientError } from "../client-error.ts";
import { isOutcomeUnknown, retry } from "../retry.ts";
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
  const body = await takeBody(ports, { linkKeys: note.linkKeys, contentKeys, claim });
  const content = await openContent(await contentKeys.contentKey(claim.header), claim.header, body);
  // A claim that was proven before a reload can meet a mistyped passphrase after it: only then is the cause likely the reader's.
  if (!content)
    throw note.passphrase === "" ? new ClientError("content_damaged") : new ProtocolError("wrong_passphrase");
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

/** Fetches where the claim may have been taken already, and claims where it surely was not. */
async function takeBody(ports: FilledPorts, taking: ClaimToTake): Promise<Bytes> {
  const { id } = taking.linkKeys;
  let mayBeTaken = ports.claims.find(id) !== undefined;
  return retry(async () => {
    try {
      const fetched = mayBeTaken ? await fetchIfTaken(ports, taking) : undefined;
      return fetched ?? (await claimOnce(ports, taking));
    } catch (error) {
      mayBeTaken ||= isOutcomeUnknown(error);
      if (!mayBeTaken || isCode(error, "claim_over")) ports.claims.forget(id);
      throw error;
    }
  });
}

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
