import { randomBytes } from "node:crypto";
import type { Insertable } from "kysely";
import type { NoteClaimsTable, NotesTable } from "../src/storage/tables/note-tables.ts";

const bytes = (length: number): Uint8Array => Uint8Array.from(randomBytes(length));

/** A live note as the store writes it, for tests that are about rows and not about notes. */
export const noteRow = (changes: Partial<Insertable<NotesTable>> = {}): Insertable<NotesTable> => ({
  id: bytes(16),
  state: "live",
  find_key: bytes(32),
  claim_key: bytes(32),
  receipt_hash: bytes(32),
  confirm_hash: bytes(32),
  create_hash: bytes(32),
  header: bytes(48),
  header_signature: bytes(64),
  body: bytes(300),
  reads: 1,
  reads_left: 1,
  charged_bytes: 300,
  made_at: 1_795_000_000_000,
  expires_at: 4_000_000_000_000,
  created_at: 1_795_000_000_000,
  ...changes,
});

export const claimRow = (
  noteId: Uint8Array,
  changes: Partial<Insertable<NoteClaimsTable>> = {},
): Insertable<NoteClaimsTable> => ({
  claim_hash: bytes(32),
  note_id: noteId,
  nonce: bytes(16),
  state: "open",
  taken_at: 1_795_000_000_000,
  lease_until: 1_795_000_060_000,
  ...changes,
});
