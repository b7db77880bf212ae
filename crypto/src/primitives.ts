import { concatBytes, parseBase64url, utf8, type Bytes } from "@tacet/protocol";

/** What Tacet asks of a cryptography library: WebCrypto, the same in Bun, Node and browsers. Keys of a device are in device-key.ts. */

export async function sha256(...parts: readonly Uint8Array[]): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", concatBytes(...parts)));
}

export interface HkdfInput {
  readonly secret: Uint8Array;
  readonly salt: Uint8Array;
  readonly info: string;
  readonly length: number;
}

/** HKDF-SHA-256, extract and expand (RFC 5869 §2). */
export async function hkdf({ secret, salt, info, length }: HkdfInput): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(secret), "HKDF", false, ["deriveBits"]);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt: Uint8Array.from(salt), info: utf8(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, length * 8));
}

/** An Ed25519 pair: the private half never leaves WebCrypto. */
export interface SigningKey {
  readonly publicKey: Bytes;
  sign(message: Uint8Array): Promise<Bytes>;
}

/** RFC 8410 §7: what stands before the 32-byte seed in a PKCS #8 Ed25519 key. */
const PKCS8_PREFIX = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);

/** The pair of a 32-byte seed (RFC 8032 §5.1.5). */
export async function signingKeyFromSeed(seed: Uint8Array): Promise<SigningKey> {
  const pkcs8 = concatBytes(PKCS8_PREFIX, seed);
  // Extractable once, because WebCrypto tells the public half of a private key only through an export.
  const exportable = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", true, ["sign"]);
  const { x } = await crypto.subtle.exportKey("jwk", exportable);
  const key = await crypto.subtle.importKey("pkcs8", pkcs8, "Ed25519", false, ["sign"]);
  return {
    publicKey: parseJwkCoordinate(x),
    sign: async (message) => new Uint8Array(await crypto.subtle.sign("Ed25519", key, Uint8Array.from(message))),
  };
}

export async function verifySignature(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const key = await crypto.subtle.importKey("raw", Uint8Array.from(publicKey), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, Uint8Array.from(signature), Uint8Array.from(message));
}

export interface AeadInput {
  readonly key: Uint8Array;
  readonly nonce: Uint8Array;
  readonly additionalData: Uint8Array;
}

export async function encryptAesGcm(input: AeadInput, plain: Uint8Array): Promise<Bytes> {
  const key = await importAesKey(input.key, "encrypt");
  return new Uint8Array(await crypto.subtle.encrypt(aesGcm(input), key, Uint8Array.from(plain)));
}

/** Undefined when the bytes were changed, cut, or sealed under another key or other additional data. */
export async function decryptAesGcm(input: AeadInput, sealed: Uint8Array): Promise<Bytes | undefined> {
  const key = await importAesKey(input.key, "decrypt");
  try {
    return new Uint8Array(await crypto.subtle.decrypt(aesGcm(input), key, Uint8Array.from(sealed)));
  } catch {
    // WebCrypto says only "OperationError" here, whatever was wrong: there is nothing to tell apart.
    return undefined;
  }
}

const importAesKey = (key: Uint8Array, usage: "encrypt" | "decrypt"): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", Uint8Array.from(key), "AES-GCM", false, [usage]);

const aesGcm = ({ nonce, additionalData }: AeadInput): AesGcmParams => ({
  name: "AES-GCM",
  iv: Uint8Array.from(nonce),
  additionalData: Uint8Array.from(additionalData),
  tagLength: 128,
});

function parseJwkCoordinate(coordinate: string | undefined): Bytes {
  const bytes = parseBase64url(coordinate ?? "");
  if (bytes?.length !== 32) throw new Error("this platform exports Ed25519 keys in a form not known");
  return bytes;
}
