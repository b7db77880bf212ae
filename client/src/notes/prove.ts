import { sha256, type SigningKey } from "@tacet/crypto";
import { MakeChallenge, NO_CLAIM_SECRET, proofMessage, type Bytes } from "@tacet/protocol";
import type { Transport } from "../transport.ts";

export interface Proof {
  readonly challenge: Bytes;
  readonly claimHash: Bytes;
  sign(key: SigningKey): Promise<Bytes>;
}

export interface ProofSubject {
  readonly purpose: "find" | "claim";
  readonly noteId: Uint8Array;
  readonly claimSecret?: Uint8Array;
}

/** Fetches a challenge and fixes the bytes that the note's keys sign for one find or one claim (docs/note-format.md §6). */
export async function startProof(
  { origin, call }: Transport,
  { purpose, noteId, claimSecret }: ProofSubject,
): Promise<Proof> {
  const { challenge } = await call(MakeChallenge, undefined);
  const claimHash = await sha256(claimSecret ?? NO_CLAIM_SECRET);
  const message = proofMessage({ purpose, origin, noteId, challenge, claimHash });
  return { challenge, claimHash, sign: (key) => key.sign(message) };
}
