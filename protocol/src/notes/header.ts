import { concatBytes, type Bytes } from "../bytes.ts";
import { MAX_READS, MAX_TTL_S, MIN_READS, MIN_TTL_S, NOTE_VERSION } from "./limits.ts";

export const NOTE_ID_BYTES = 16;
export const NOTE_HEADER_BYTES = 48;
const UNIQUE_BYTES = 16;
const FLAG_PASSPHRASE = 0b1;

/** The policy of a note, in the clear, authenticated by everything: docs/note-format.md §4. */
export interface NoteHeader {
  readonly hasPassphrase: boolean;
  readonly reads: number;
  /** When it was made, by the server's clock, in seconds since the Unix epoch. */
  readonly madeS: number;
  readonly ttlS: number;
  readonly id: Bytes;
  /** Fresh for every sealing, so that the same key and nonce never meet two plaintexts: RULES.md N3. */
  readonly unique: Bytes;
}

/** Bytes 0–47: version u8, flags u8, reads u16, made u64, ttl u32, id, unique; integers big-endian. */
export function encodeNoteHeader(header: NoteHeader): Bytes {
  const policy = new Uint8Array(NOTE_ID_BYTES);
  const view = new DataView(policy.buffer);
  view.setUint8(0, NOTE_VERSION);
  view.setUint8(1, header.hasPassphrase ? FLAG_PASSPHRASE : 0);
  view.setUint16(2, header.reads);
  view.setBigUint64(4, BigInt(header.madeS));
  view.setUint32(12, header.ttlS);
  const bytes = concatBytes(policy, header.id, header.unique);
  if (!parseNoteHeader(bytes)) throw new RangeError("a note header is out of its limits");
  return bytes;
}

/** Undefined for every header that version 1 does not allow: other versions, flags, lengths, reads or times to live. */
export function parseNoteHeader(bytes: Uint8Array): NoteHeader | undefined {
  if (bytes.length !== NOTE_HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint8(1);
  const reads = view.getUint16(2);
  const madeS = Number(view.getBigUint64(4));
  const ttlS = view.getUint32(12);
  const isVersion1 = view.getUint8(0) === NOTE_VERSION && (flags & ~FLAG_PASSPHRASE) === 0;
  const isInLimits =
    reads >= MIN_READS &&
    reads <= MAX_READS &&
    ttlS >= MIN_TTL_S &&
    ttlS <= MAX_TTL_S &&
    madeS <= Number.MAX_SAFE_INTEGER / 1000 - MAX_TTL_S;
  if (!isVersion1 || !isInLimits) return undefined;
  return {
    hasPassphrase: flags === FLAG_PASSPHRASE,
    reads,
    madeS,
    ttlS,
    id: Uint8Array.from(bytes.subarray(16, 16 + NOTE_ID_BYTES)),
    unique: Uint8Array.from(bytes.subarray(32, 32 + UNIQUE_BYTES)),
  };
}

/** In milliseconds since the Unix epoch; the note is over at this very moment. */
export const noteExpiresAt = (header: NoteHeader): number => (header.madeS + header.ttlS) * 1000;
