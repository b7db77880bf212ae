import { concatBytes, type Bytes } from "@tacet/protocol";

/** Seals what stays on one device, under a key that a browser keeps and no program can read out, not even the page that uses it. */

const NONCE_BYTES = 12;

export const createDeviceKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

/** A random nonce, then AES-256-GCM: good for 2^32 values under one key (NIST SP 800-38D §8.3). */
export async function sealOnDevice(key: CryptoKey, additionalData: Bytes, plain: Bytes): Promise<Bytes> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce, additionalData }, key, plain);
  return concatBytes(nonce, new Uint8Array(sealed));
}

/** Undefined when the bytes were changed, or sealed under another key or other additional data. */
export async function openOnDevice(key: CryptoKey, additionalData: Bytes, sealed: Bytes): Promise<Bytes | undefined> {
  const iv = sealed.subarray(0, NONCE_BYTES);
  try {
    const rest = sealed.subarray(NONCE_BYTES);
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData }, key, rest));
  } catch {
    // WebCrypto says only "OperationError" here, whatever was wrong.
    return undefined;
  }
}
