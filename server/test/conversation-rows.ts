import { randomBytes } from "node:crypto";
import type { Insertable } from "kysely";
import type { SessionsTable } from "../src/storage/tables/account-tables.ts";
import type { MembersTable } from "../src/storage/tables/conversation-tables.ts";

const YEAR_MS = 365 * 24 * 3600 * 1000;

/** A program that has just signed in, by a token of which this is the hash. Nobody can read its label. */
export function sessionRow(accountId: Uint8Array, tokenHash: Uint8Array): Insertable<SessionsTable> {
  const now = Date.now();
  return {
    id: Uint8Array.from(randomBytes(16)),
    account_id: accountId,
    token_hash: tokenHash,
    carrier: "token",
    label: new Uint8Array(0),
    created_at: now,
    last_used_at: now,
    rotated_at: now,
    proved_at: now,
    expires_at: now + YEAR_MS,
  };
}

/** A member who was there from the first entry and has read nothing. */
export const memberRow = (
  conversationId: Uint8Array,
  accountId: Uint8Array,
  peerId: Uint8Array | null,
): Insertable<MembersTable> => ({
  conversation_id: conversationId,
  account_id: accountId,
  peer_id: peerId,
  role: "member",
  first_seq: 1,
  delivered: 0,
  read: 0,
  hidden_version: 0,
  since: Date.now(),
});
