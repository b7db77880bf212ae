import { hash as digest, randomBytes } from "node:crypto";
import { ENTRY_HASH_BYTES } from "@tacet/protocol";

/** What stands before the first entry of every log. */
export const chainStart = new Uint8Array(ENTRY_HASH_BYTES);

const ENTRY_ID_BYTES = 16;

/**
 * SHA-256(hash before ‖ seq u64 ‖ random 16 bytes), RULES.md S5: two logs that have the same hash at a position have the same history up to
 * it. Not over what is said, which would outlive its deletion in here.
 */
export function nextHash(before: Uint8Array, seq: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(ENTRY_HASH_BYTES + 8 + ENTRY_ID_BYTES);
  bytes.set(before);
  bytes.writeBigUInt64BE(BigInt(seq), ENTRY_HASH_BYTES);
  bytes.set(randomBytes(ENTRY_ID_BYTES), ENTRY_HASH_BYTES + 8);
  return Uint8Array.from(digest("sha256", bytes, "buffer"));
}
