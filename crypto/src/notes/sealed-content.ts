import {
  CONTENT_LENGTH_BYTES,
  GCM_TAG_BYTES,
  MAX_CONTENT_BYTES,
  NoteContent,
  paddedLength,
  parseUtf8,
  utf8,
  type Bytes,
} from "@tacet/protocol";
import * as z from "zod/mini";
import { decryptAesGcm, encryptAesGcm } from "../primitives.ts";

/** Zero is safe: the key belongs to one header, and the header holds 16 random bytes of this one sealing (RULES.md N3). */
const NONCE: Bytes = new Uint8Array(12);

/** The content as JSON is at most this long; a text of rare control characters can pass the text limit and fail here. */
export class ContentTooLargeError extends RangeError {
  override readonly name = "ContentTooLargeError";
}

/** plain = u32 length ‖ JSON ‖ zeros, under AES-256-GCM with the header as additional data (docs/note-format.md §5). */
export async function sealContent(key: Uint8Array, header: Uint8Array, content: NoteContent): Promise<Bytes> {
  const json = utf8(JSON.stringify(z.encode(NoteContent, content)));
  if (json.length > MAX_CONTENT_BYTES) throw new ContentTooLargeError("the content is too large");
  const plain = new Uint8Array(paddedLength(CONTENT_LENGTH_BYTES + json.length));
  new DataView(plain.buffer).setUint32(0, json.length);
  plain.set(json, CONTENT_LENGTH_BYTES);
  return encryptAesGcm({ key, nonce: NONCE, additionalData: header }, plain);
}

/** Undefined for anything but one whole, unchanged content of format 1. */
export async function openContent(
  key: Uint8Array,
  header: Uint8Array,
  sealed: Uint8Array,
): Promise<NoteContent | undefined> {
  if (sealed.length < CONTENT_LENGTH_BYTES + GCM_TAG_BYTES) return undefined;
  const plain = await decryptAesGcm({ key, nonce: NONCE, additionalData: header }, sealed);
  return plain && parsePlain(plain);
}

function parsePlain(plain: Bytes): NoteContent | undefined {
  const length = new DataView(plain.buffer).getUint32(0);
  const isPaddedAsSaid = length <= MAX_CONTENT_BYTES && paddedLength(CONTENT_LENGTH_BYTES + length) === plain.length;
  const end = CONTENT_LENGTH_BYTES + length;
  if (!isPaddedAsSaid || plain.subarray(end).some((byte) => byte !== 0)) return undefined;
  return parseContent(plain.subarray(CONTENT_LENGTH_BYTES, end));
}

function parseContent(json: Bytes): NoteContent | undefined {
  try {
    return z.safeDecode(NoteContent, JSON.parse(parseUtf8(json))).data;
  } catch {
    // Sealed by a client that does not keep the format: not UTF-8, or not JSON.
    return undefined;
  }
}
