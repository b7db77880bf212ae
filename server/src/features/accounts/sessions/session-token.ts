import { createHash, randomBytes } from "node:crypto";
import { encodeBase64url, parseBase64url } from "@tacet/protocol";

const PREFIX = "tacet_";
const TOKEN_BYTES = 32;

export interface FreshToken {
  /** For its bearer alone. */
  readonly token: string;
  /** SHA-256, which is all that is kept: 256 random bits need no slow hash. */
  readonly hash: Uint8Array;
}

export function drawToken(): FreshToken {
  const bytes = Uint8Array.from(randomBytes(TOKEN_BYTES));
  return { token: `${PREFIX}${encodeBase64url(bytes)}`, hash: hashBytes(bytes) };
}

/** Undefined for what never was a token. */
export function hashToken(token: string): Uint8Array | undefined {
  const bytes = token.startsWith(PREFIX) ? parseBase64url(token.slice(PREFIX.length)) : undefined;
  return bytes?.length === TOKEN_BYTES ? hashBytes(bytes) : undefined;
}

export const hashBytes = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from(createHash("sha256").update(bytes).digest());
