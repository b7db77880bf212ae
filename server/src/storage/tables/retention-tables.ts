/**
 * How a session came to its end: by its own sign-out, by another session of the account, by time, by what protects the account (a changed
 * credential, a recovery, an operator, a stolen token), or with the account.
 */
export type SessionEndCause = "signed_out" | "ended_elsewhere" | "lapsed" | "forced" | "deleted";

/** What is to disappear, and when. */
export interface RetentionTables {
  readonly fleeting_entries: FleetingEntriesTable;
  readonly session_endings: SessionEndingsTable;
}

/** Entries that will not stay. The row goes when the entry is `gone`. */
export interface FleetingEntriesTable {
  readonly conversation_id: Uint8Array;
  readonly seq: number;
  readonly sender_id: Uint8Array;
  /** From then on it is gone, swept or not. */
  readonly expires_at: number | null;
  /** It is gone so long after it was read by all. Null otherwise, and once that is so. */
  readonly after_read_ms: number | null;
  /** Sealed under the conversation's key: the session that leaves nothing behind in which it was said. */
  readonly said_in: Uint8Array | null;
}

/** Sessions that have ended and may have something to clear. Each time is null when there is nothing of that kind, any more or at all. */
export interface SessionEndingsTable {
  readonly session_id: Uint8Array;
  readonly account_id: Uint8Array;
  readonly cause: SessionEndCause;
  readonly ended_at: number;
  /** What was said in it. */
  readonly clear_said_at: number | null;
  /** What the account has said in conversations where it chose so. */
  readonly clear_own_at: number | null;
  /** All that was said in direct conversations where both chose so. */
  readonly clear_all_at: number | null;
  /** For so long it is known that sessions of this account were ended by others than their owner's sign-out. */
  readonly kept_until: number;
  /** The first of these times. */
  readonly next_at: number;
}
