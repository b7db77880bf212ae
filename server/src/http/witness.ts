import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { concatBytes, encodeBase64url, parseBase64url, utf8 } from "@tacet/protocol";
import * as z from "zod";

/**
 * How `tacet doctor` asks the running server, from outside, what it sees of a request: which address, which X-Forwarded-For, whom it
 * believes. The question carries a proof, and the answer a seal, under a key that is derived from the master key. So a stranger learns
 * nothing, and the doctor knows that it was this server that answered and not another one at the same address.
 */

export const WITNESS_PATH = "/operator/witness";
/** Of the answer. */
export const SEAL_HEADER = "tacet-witness";
const SCHEME = "Tacet-Witness ";
/** Either way: how far the question's time may be from the server's. */
const MAX_AGE_MS = 60_000;
const NONCE_BYTES = 16;
const MAC_BYTES = 32;

/** What the server saw. */
export const Testimony = z.strictObject({
  instance: z.string(),
  /** The address at the other end of the connection: of a proxy, if there is one. */
  peer: z.string(),
  /** Whether TACET_TRUSTED_PROXIES holds it. */
  isPeerTrusted: z.boolean(),
  forwardedFor: z.string().nullable(),
  /** Whose request it took it for: the key of limits and quotas. */
  source: z.string(),
  now: z.int(),
});
export type Testimony = z.output<typeof Testimony>;

export interface Question {
  /** For the header `Authorization`, which proxies and servers keep out of their logs. */
  readonly authorization: string;
  /** Throws an Error when the answer was not sealed by a server with this key, for this question. */
  readonly readAnswer: (text: string, seal: string | undefined) => Testimony;
}

/** time u64 ‖ nonce 16 ‖ HMAC-SHA-256(key, "tacet/witness/1 ask" ‖ time ‖ nonce) */
export function createQuestion(key: Uint8Array, now: number): Question {
  const asked = concatBytes(timeBytes(now), randomBytes(NONCE_BYTES));
  const proof = concatBytes(asked, macOf(key, "ask", asked));
  return {
    authorization: SCHEME + encodeBase64url(proof),
    readAnswer: (text, seal) => {
      const given = parseBase64url(seal ?? "");
      if (!given || !isSame(given, sealOf(key, asked, text)))
        throw new Error("the answer is not sealed as it should be");
      return Testimony.parse(JSON.parse(text));
    },
  };
}

/** Gives what seals the answer, or undefined unless the question was made within the last minute by who holds one of the keys. */
export function acceptQuestion(
  authorization: string | null,
  keys: readonly Uint8Array[],
  now: number,
): ((text: string) => string) | undefined {
  const proof = authorization?.startsWith(SCHEME) ? parseBase64url(authorization.slice(SCHEME.length)) : undefined;
  if (proof?.length !== 8 + NONCE_BYTES + MAC_BYTES) return undefined;
  const asked = proof.subarray(0, 8 + NONCE_BYTES);
  const key = keys.find((candidate) => isSame(proof.subarray(asked.length), macOf(candidate, "ask", asked)));
  if (!key || Math.abs(timeOf(asked) - now) > MAX_AGE_MS) return undefined;
  return (text) => encodeBase64url(sealOf(key, asked, text));
}

const sealOf = (key: Uint8Array, asked: Uint8Array, text: string): Uint8Array =>
  macOf(key, "answer", concatBytes(asked, utf8(text)));

function macOf(key: Uint8Array, purpose: "ask" | "answer", bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(createHmac("sha256", key).update(`tacet/witness/1 ${purpose}`).update(bytes).digest());
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

function timeBytes(time: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(Math.max(0, Math.floor(time))));
  return bytes;
}

const timeOf = (bytes: Uint8Array): number => Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0));
