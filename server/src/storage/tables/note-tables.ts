import type { EndReason } from "@tacet/protocol";
import type { Generated } from "kysely";

/** What notes are kept in. */
export interface NoteTables {
  readonly notes: NotesTable;
  readonly note_claims: NoteClaimsTable;
  readonly note_usage: NoteUsageTable;
}

export interface NotesTable {
  readonly id: Uint8Array;
  readonly state: "live" | "ended";
  readonly end_reason: EndReason | null;
  readonly find_key: Uint8Array;
  readonly claim_key: Uint8Array | null;
  readonly receipt_hash: Uint8Array;
  readonly confirm_hash: Uint8Array;
  readonly create_hash: Uint8Array;
  readonly header: Uint8Array | null;
  readonly header_signature: Uint8Array | null;
  /** Sealed. */
  readonly body: Uint8Array | null;
  readonly reads: number;
  readonly reads_left: number;
  readonly charged_bytes: number;
  readonly made_at: number;
  readonly expires_at: number;
  readonly failed_tries: Generated<number>;
  readonly next_try_at: Generated<number>;
  readonly created_at: number;
  readonly ended_at: number | null;
  readonly forget_at: number | null;
}

export interface NoteClaimsTable {
  readonly claim_hash: Uint8Array;
  readonly note_id: Uint8Array;
  /** Of the challenge: UNIQUE, so that a challenge claims once. */
  readonly nonce: Uint8Array;
  readonly state: "open" | "confirmed" | "lapsed" | "burned";
  readonly taken_at: number;
  readonly lease_until: number;
  readonly confirmed_at: number | null;
  readonly confirm_token: Uint8Array | null;
}

/** The bytes charged to all notes, in sixteen parts, so that creates on PostgreSQL do not queue on one row. */
export interface NoteUsageTable {
  readonly shard: number;
  readonly bytes: number;
}
