import { createPublicKey, generateKeyPairSync, verify, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { concatBytes, PUBLIC_KEY_BYTES } from "@tacet/protocol";

/** RFC 8410 §4: what stands before the 32 bytes of an Ed25519 public key in its DER form. */
const SPKI_PREFIX = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

type Done = (error: Error | null, isRight: boolean) => void;

/** Ed25519 (RFC 8032 §5.1.7). False for whatever is not a signature of this key, keys that are no point among them. */
export async function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  try {
    const key = createPublicKey({ key: Buffer.from(concatBytes(SPKI_PREFIX, publicKey)), format: "der", type: "spki" });
    if (takeTurn()) return verify(null, message, key, signature);
    return await verifyInPool(message, key, signature);
  } catch {
    // The platform throws for some keys that are not on the curve and returns false for others: both mean the same.
    return false;
  }
}

/**
 * A verification is the longest piece of a request. This thread does one in each turn of the event loop, which is the quickest for a
 * request that is alone; what arrives together is spread over the threads of the pool. Who gets which depends on the others alone.
 */
let isTurnTaken = false;

function takeTurn(): boolean {
  if (isTurnTaken) return false;
  isTurnTaken = true;
  setImmediate(() => {
    isTurnTaken = false;
  });
  return true;
}

const verifyInPool = promisify((message: Uint8Array, key: KeyObject, signature: Uint8Array, done: Done) =>
  verify(null, message, key, signature, done),
);

/**
 * Proofs for notes that are unknown are checked against this, so that the work is the same (RULES.md N1). A true point, since others are
 * refused sooner; its private half was never kept.
 */
export const dummyKey: Uint8Array = new Uint8Array(
  generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" }).subarray(SPKI_PREFIX.length),
);

/**
 * The y coordinates of all points of small order, in every encoding that a decoder takes, without the sign bit.
 * Under such a key a fixed signature fits any message (RULES.md N13). The list is that of Chalkias, Garillot, Nikolaenko,
 * "Taming the many EdDSAs" (2020), table 1.
 */
const smallOrder: ReadonlySet<string> = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]);

export function isSmallOrder(publicKey: Uint8Array): boolean {
  const y = Buffer.from(publicKey);
  const last = PUBLIC_KEY_BYTES - 1;
  y[last] = (y[last] ?? 0) & 0x7f;
  return smallOrder.has(y.toString("hex"));
}
