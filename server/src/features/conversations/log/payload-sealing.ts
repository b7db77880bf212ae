import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { concatBytes, parseUtf8, utf8, type EntryKind } from "@tacet/protocol";
import { SealBroken } from "../../../storage/sealing.ts";
import type { ConversationKeys } from "./conversation-keys.ts";

/** Which payload this is: it opens nowhere else (RULES.md S9). */
export interface PayloadPlace {
  readonly conversationId: Uint8Array;
  readonly seq: number;
  readonly kind: EntryKind;
  /** Null for what the server wrote. */
  readonly senderId: Uint8Array | null;
}

const VERSION = 1;
const HEADER_BYTES = 3;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under the conversation's current key: version u8 ‖ number of the key u16 ‖ nonce 12 ‖ ciphertext ‖ tag 16. */
export function sealPayload({ current }: ConversationKeys, place: PayloadPlace, payload: string): Uint8Array {
  const header = Uint8Array.of(VERSION, current.number >> 8, current.number & 0xff);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", current.key, nonce);
  cipher.setAAD(createAad(header, place));
  return concatBytes(header, nonce, cipher.update(payload, "utf8"), cipher.final(), cipher.getAuthTag());
}

/** Throws SealBroken. */
export function openPayload(keys: ConversationKeys, place: PayloadPlace, sealed: Uint8Array): string {
  const header = sealed.subarray(0, HEADER_BYTES);
  const key = sealed[0] === VERSION && keys.find(keyNumberOf(header));
  if (!key || sealed.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES) throw broken();
  const nonce = sealed.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(createAad(header, place));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const plain = decipher.update(sealed.subarray(HEADER_BYTES + NONCE_BYTES, sealed.length - TAG_BYTES));
  try {
    decipher.final();
  } catch (error) {
    throw broken(error);
  }
  return parseUtf8(plain);
}

/** The number of the key that it is sealed under. */
export const keyNumberOf = (sealed: Uint8Array): number => ((sealed[1] ?? 0) << 8) | (sealed[2] ?? 0);

const broken = (cause?: unknown): SealBroken =>
  new SealBroken("a sealed value in entries.payload is damaged", { cause });

const label = utf8("tacet/entry/1");
const kinds: Readonly<Record<EntryKind, number>> = {
  gone: 0,
  message: 1,
  edit: 2,
  deletion: 3,
  reaction: 4,
  membership: 5,
  settings: 6,
  handshake: 7,
  cleared: 8,
};

function createAad(header: Uint8Array, { conversationId, seq, kind, senderId }: PayloadPlace): Uint8Array {
  const position = new Uint8Array(9);
  new DataView(position.buffer).setBigUint64(0, BigInt(seq));
  position[8] = kinds[kind];
  return concatBytes(label, header, conversationId, position, senderId ?? new Uint8Array(0));
}
