import { createHmac, timingSafeEqual } from "node:crypto";
import { CHALLENGE_BYTES, CHALLENGE_LIFETIME_MS, concatBytes, ProtocolError, type Bytes } from "@tacet/protocol";

const RANDOM_BYTES = 16;
const SIGNED_BYTES = 8 + RANDOM_BYTES;
const MAC_BYTES = CHALLENGE_BYTES - SIGNED_BYTES;

export interface ChallengeDeps {
  /** The challenge keys of the master key ring, the current one first: every process that shares the ring can check. */
  readonly keys: () => readonly Uint8Array[];
  readonly now: () => number;
}

/**
 * Fresh bytes for a proof to sign, that cost the server no memory: expires u64 ‖ random 16 ‖ HMAC-SHA-256[0..15] (RULES.md N5).
 * Single use is not promised here: the random part is UNIQUE among claims, where it matters.
 */
export interface Challenges {
  make(): Bytes;
  /**
   * The random part. Throws `challenge_expired` for one that was old when the request arrived (in milliseconds since the Unix epoch; now,
   * unless the body took its time), or that no process of this server made.
   */
  verify(challenge: Uint8Array, arrivedAt?: number): Bytes;
}

export function createChallenges({ keys, now }: ChallengeDeps): Challenges {
  return {
    make: () => {
      const [current] = keys();
      if (!current) throw new Error("the master key ring is empty");
      const expires = new Uint8Array(8);
      new DataView(expires.buffer).setBigUint64(0, BigInt(now() + CHALLENGE_LIFETIME_MS));
      const signed = concatBytes(expires, crypto.getRandomValues(new Uint8Array(RANDOM_BYTES)));
      return concatBytes(signed, macOf(current, signed));
    },
    verify: (challenge, arrivedAt = now()) => {
      const signed = challenge.subarray(0, SIGNED_BYTES);
      const mac = challenge.subarray(SIGNED_BYTES);
      const isOurs = keys().some((key) => timingSafeEqual(macOf(key, signed), mac));
      if (!isOurs || expiryOf(signed) <= arrivedAt) throw new ProtocolError("challenge_expired");
      return Uint8Array.from(signed.subarray(8));
    },
  };
}

const macOf = (key: Uint8Array, signed: Uint8Array): Uint8Array =>
  createHmac("sha256", key).update(signed).digest().subarray(0, MAC_BYTES);

const expiryOf = (signed: Uint8Array): number =>
  Number(new DataView(signed.buffer, signed.byteOffset, signed.byteLength).getBigUint64(0));
