import { randomBytes } from "node:crypto";
import { LINK_TOKEN_BYTES, type Bytes } from "@tacet/protocol";
import { hashBytes } from "../sessions/session-token.ts";

/** For links that are mailed and for tickets: 256 random bits, of which the hash alone is kept. */
export interface DrawnToken {
  readonly token: Bytes;
  readonly hash: Uint8Array;
}

const LINK_ID_BYTES = 16;

export const drawLinkId = (): Uint8Array => Uint8Array.from(randomBytes(LINK_ID_BYTES));

export function drawLinkToken(): DrawnToken {
  const token = Uint8Array.from(randomBytes(LINK_TOKEN_BYTES));
  return { token, hash: hashBytes(token) };
}
