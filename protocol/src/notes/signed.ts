import { concatBytes, utf8, type Bytes } from "../bytes.ts";

/** The exact bytes that note keys sign: RULES.md N2, N5, N13 and docs/note-format.md §6. The server verifies, clients sign. */

const ZERO_SECRET_BYTES = 32;

export interface ProofStatement {
  readonly purpose: "find" | "claim";
  /** `scheme://host[:port]` as the client dialled it, never as a server named it. */
  readonly origin: string;
  readonly noteId: Uint8Array;
  readonly challenge: Uint8Array;
  /** SHA-256 of the claim secret; for a find, of `NO_CLAIM_SECRET`. */
  readonly claimHash: Uint8Array;
}

export function proofMessage(statement: ProofStatement): Bytes {
  const origin = utf8(statement.origin);
  if (origin.length > 255) throw new RangeError("an origin is at most 255 bytes");
  return concatBytes(
    utf8(`tacet/note/1 ${statement.purpose}`),
    Uint8Array.of(0, origin.length),
    origin,
    statement.noteId,
    statement.challenge,
    statement.claimHash,
  );
}

/** What stands in the place of a claim secret when there is none. */
export const NO_CLAIM_SECRET: Bytes = new Uint8Array(ZERO_SECRET_BYTES);

export const headerMessage = (header: Uint8Array): Bytes => concatBytes(utf8("tacet/note/1 header"), header);

/** `digest` is the SHA-256 of the `signedPart`. */
export const createMessage = (challenge: Uint8Array, digest: Uint8Array): Bytes =>
  concatBytes(utf8("tacet/note/1 create"), challenge, digest);
