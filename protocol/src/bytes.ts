/** Bytes that own an ordinary buffer, as WebCrypto and `fetch` want them. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const utf8 = (text: string): Bytes => encoder.encode(text);

/** Throws a TypeError on bytes that are not UTF-8; a BOM is kept as the character it is. */
export const parseUtf8 = (bytes: Uint8Array): string => strictDecoder.decode(bytes);

export function concatBytes(...parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** For public values only: it stops at the first difference. */
export const equalBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/** RFC 4648 §5 without padding. For small values; ciphertext travels as bytes. */
export function encodeBase64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Undefined for anything but the one canonical spelling: other alphabets, padding and stray last bits are refused. */
export function parseBase64url(text: string): Bytes | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return hasStrayBits(text) ? undefined : bytes;
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Two or three characters in the last group carry 4 or 2 bits that belong to no byte; RFC 4648 §3.5 lets them be refused. */
function hasStrayBits(text: string): boolean {
  const mask = { 0: 0, 2: 0b1111, 3: 0b11 }[text.length % 4] ?? 0;
  return (alphabet.indexOf(text.slice(-1)) & mask) !== 0;
}

export const encodeHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
