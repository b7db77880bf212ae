import type { EndReason } from "@tacet/protocol";
import type { Generated } from "kysely";

/** The tables as the code sees them. All times are whole milliseconds since 1970; all byte strings are plain `Uint8Array`s on both databases. */
export interface Schema {
  readonly notes: NotesTable;
  readonly note_claims: NoteClaimsTable;
  readonly note_usage: NoteUsageTable;
  readonly heartbeat: HeartbeatTable;
  readonly meta: MetaTable;
  readonly master_key_checks: MasterKeyChecksTable;
  readonly data_keys: DataKeysTable;
  readonly migrations: MigrationsTable;
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

/** One row: the last beat of any process, which is also the highest time seen. */
export interface HeartbeatTable {
  readonly id: 1;
  readonly at: number;
}

export interface MetaTable {
  readonly key: MetaKey;
  readonly value: string;
}

/**
 * `instance`: which installation this is. `epoch`: drawn anew by every restore. `clock_accepted`: the operator trusts clocks up to
 * this time. `clock_suspect`: the last credible time, while the clock shows a jump that nobody has accepted. `is_backup`: this file is
 * a backup and may be served only after a restore.
 */
export type MetaKey = "instance" | "epoch" | "clock_accepted" | "clock_suspect" | "is_backup";

export interface MasterKeyChecksTable {
  readonly kid: string;
  readonly check_value: Uint8Array;
}

export interface DataKeysTable {
  readonly id: Uint8Array;
  readonly purpose: "rows";
  /** The master key that wraps it. */
  readonly kid: string;
  readonly wrapped: Uint8Array;
  readonly created_at: number;
  /** From then on it opens, and seals no more. */
  readonly retired_at: number | null;
  readonly seals: Generated<number>;
}

export interface MigrationsTable {
  readonly number: number;
  readonly name: string;
  readonly applied_at: number;
}
