import { concatBytes, type Bytes } from "../bytes.ts";
import { NOTE_HEADER_BYTES } from "./header.ts";
import { MAX_NOTE_BODY_BYTES, MIN_NOTE_BODY_BYTES } from "./padding.ts";

export const CHALLENGE_BYTES = 40;
export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;
export const HASH_BYTES = 32;

/** What a sender hands to the server: one binary body, fixed fields first (docs/note-format.md §7). */
export interface NewNote {
  readonly challenge: Bytes;
  /** Ed25519 by the find key over `createMessage`. */
  readonly createSignature: Bytes;
  readonly header: Bytes;
  /** Ed25519 by the find key over `headerMessage`: readers verify it before they claim. */
  readonly headerSignature: Bytes;
  readonly findKey: Bytes;
  readonly claimKey: Bytes;
  readonly receiptHash: Bytes;
  readonly confirmHash: Bytes;
  /** The sealed content. */
  readonly body: Bytes;
}

const fixedFields = [
  ["challenge", CHALLENGE_BYTES],
  ["createSignature", SIGNATURE_BYTES],
  ["header", NOTE_HEADER_BYTES],
  ["headerSignature", SIGNATURE_BYTES],
  ["findKey", PUBLIC_KEY_BYTES],
  ["claimKey", PUBLIC_KEY_BYTES],
  ["receiptHash", HASH_BYTES],
  ["confirmHash", HASH_BYTES],
] as const satisfies readonly (readonly [keyof NewNote, number])[];

const FIXED_BYTES = fixedFields.reduce((sum, [, length]) => sum + length, 0);
const SIGNED_FROM = CHALLENGE_BYTES + SIGNATURE_BYTES;
export const MAX_NEW_NOTE_BYTES = FIXED_BYTES + MAX_NOTE_BODY_BYTES;

export const encodeNewNote = (note: NewNote): Bytes =>
  concatBytes(...fixedFields.map(([name]) => note[name]), note.body);

/** Undefined when it is too short or too long to be one. Field contents are for the caller to judge. */
export function parseNewNote(bytes: Bytes): NewNote | undefined {
  if (bytes.length < FIXED_BYTES + MIN_NOTE_BODY_BYTES || bytes.length > MAX_NEW_NOTE_BYTES) return undefined;
  let offset = 0;
  const take = (length: number): Bytes => bytes.subarray(offset, (offset += length));
  return {
    challenge: take(CHALLENGE_BYTES),
    createSignature: take(SIGNATURE_BYTES),
    header: take(NOTE_HEADER_BYTES),
    headerSignature: take(SIGNATURE_BYTES),
    findKey: take(PUBLIC_KEY_BYTES),
    claimKey: take(PUBLIC_KEY_BYTES),
    receiptHash: take(HASH_BYTES),
    confirmHash: take(HASH_BYTES),
    body: bytes.subarray(offset),
  };
}

/** The part that the create signature and idempotency rest on: everything after the two fields that a retry may change. */
export const signedPart = (encoded: Bytes): Bytes => encoded.subarray(SIGNED_FROM);
