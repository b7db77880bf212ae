/** Messages to the operator. */
export interface ContactTables {
  readonly contact_messages: ContactMessagesTable;
  readonly contact_day_keys: ContactDayKeysTable;
  readonly contact_usage: ContactUsageTable;
}

export interface ContactMessagesTable {
  readonly id: Uint8Array;
  /** The random part of the puzzle: UNIQUE, so that a puzzle is good for one message. */
  readonly puzzle: Uint8Array;
  /** Sealed: name, e-mail and message as JSON. */
  readonly content: Uint8Array;
  /** HMAC of the sender's address under the key of the day; null once that is dropped. */
  readonly source: Uint8Array | null;
  readonly received_at: number;
  readonly answered_at: number | null;
  readonly done_at: number | null;
}

/** By day of UTC since 1970. Dropped after a week. */
export interface ContactDayKeysTable {
  readonly day: number;
  readonly sealed: Uint8Array;
}

/** One row: how many messages rest. */
export interface ContactUsageTable {
  readonly id: 1;
  readonly stored: number;
}
