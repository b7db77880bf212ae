import type { ReportCategory } from "@tacet/protocol";

/** What people have to do with each other. */
export interface PeopleTables {
  readonly acquaintances: AcquaintancesTable;
  readonly message_requests: MessageRequestsTable;
  readonly blocks: BlocksTable;
  readonly reports: ReportsTable;
}

/** The account has written to the other, or accepted its request: one direction a row. */
export interface AcquaintancesTable {
  readonly account_id: Uint8Array;
  readonly other_id: Uint8Array;
  readonly since: number;
}

/** At most one for each asker and asked. */
export interface MessageRequestsTable {
  readonly id: Uint8Array;
  readonly asker_id: Uint8Array;
  readonly asked_id: Uint8Array;
  /** `unheard`: the asked one does not see it, and the asker cannot tell. */
  readonly state: "open" | "unheard";
  /** Sealed. */
  readonly text: Uint8Array;
  readonly asked_at: number;
  readonly declined_at: number | null;
  /** The asker does not see it either; it stays for as long as the asked one is to be left in peace. */
  readonly withdrawn_at: number | null;
}

export interface BlocksTable {
  readonly blocker_id: Uint8Array;
  readonly blocked_id: Uint8Array;
  readonly since: number;
}

export interface ReportsTable {
  readonly id: Uint8Array;
  /** Null, as the text, once that account was deleted. */
  readonly reporter_id: Uint8Array | null;
  readonly reported_id: Uint8Array;
  readonly category: ReportCategory;
  /** Sealed. */
  readonly text: Uint8Array | null;
  readonly reported_at: number;
  readonly closed_at: number | null;
}
