import { generateKeyPairSync, sign, verify } from "node:crypto";
import { median } from "../load/statistics.ts";

const VERIFICATIONS = 2_000;
/** About as much as a proof signs. */
const MESSAGE_BYTES = 150;

/** Microseconds of one Ed25519 verification on this machine: no server that checks proofs can be faster. */
export function measureVerifyUs(): number {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const message = crypto.getRandomValues(new Uint8Array(MESSAGE_BYTES));
  const signature = sign(null, message, privateKey);
  const times = Array.from({ length: VERIFICATIONS }, () => {
    const startedAt = performance.now();
    if (!verify(null, message, publicKey, signature)) throw new Error("a signature does not fit");
    return (performance.now() - startedAt) * 1000;
  });
  return median(times);
}
