import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { concatBytes, utf8 } from "@tacet/protocol";
import { deriveKey, type KeyRing } from "./key-ring.ts";
import type { DataKeysTable } from "./tables/server-tables.ts";

/**
 * How a data key rests: version u8 ‖ length u8 ‖ kid ‖ nonce 12 ‖ AES-256-GCM ciphertext 32 ‖ tag 16. The AAD is a label, all before
 * the nonce, the data key's id and its purpose, so that a wrapped key moved to another row does not open (RULES.md S9).
 */
const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const DATA_KEY_BYTES = 32;

export interface KeyToWrap {
  readonly id: Uint8Array;
  readonly purpose: DataKeysTable["purpose"];
  readonly key: Uint8Array;
}

/** The ring lacks the master key of that name; it may have come since the ring was read. */
export class MasterKeyMissing extends Error {
  override readonly name = "MasterKeyMissing";
}

/** Under the ring's current key. */
export function wrapKey(ring: KeyRing, { id, purpose, key }: KeyToWrap): Uint8Array {
  const header = createHeader(ring.current.kid);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", deriveKey(ring.current, "wrap"), nonce);
  cipher.setAAD(createAad(header, id, purpose));
  return concatBytes(header, nonce, cipher.update(key), cipher.final(), cipher.getAuthTag());
}

/** Throws MasterKeyMissing, or an Error on a damaged row. */
export function unwrapKey(ring: KeyRing, row: Pick<DataKeysTable, "id" | "purpose" | "kid" | "wrapped">): Uint8Array {
  const master = ring.all.find(({ kid }) => kid === row.kid);
  if (!master) throw new MasterKeyMissing(`no master key "${row.kid}" in the ring`);
  const header = createHeader(row.kid);
  const { wrapped } = row;
  const isShaped =
    wrapped.length === header.length + NONCE_BYTES + DATA_KEY_BYTES + TAG_BYTES &&
    header.every((byte, index) => byte === wrapped[index]);
  if (!isShaped) throw new Error("a row of data_keys is damaged");
  const sealed = wrapped.subarray(header.length + NONCE_BYTES);
  const nonce = wrapped.subarray(header.length, header.length + NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", deriveKey(master, "wrap"), nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(createAad(header, row.id, row.purpose));
  decipher.setAuthTag(sealed.subarray(DATA_KEY_BYTES));
  return concatBytes(decipher.update(sealed.subarray(0, DATA_KEY_BYTES)), decipher.final());
}

const createHeader = (kid: string): Uint8Array => concatBytes(Uint8Array.of(VERSION, kid.length), utf8(kid));

const createAad = (header: Uint8Array, id: Uint8Array, purpose: string): Uint8Array =>
  concatBytes(utf8("tacet/data key/1"), header, id, utf8(purpose));
