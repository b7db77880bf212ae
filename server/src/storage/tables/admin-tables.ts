import type { AuditAction, Role } from "@tacet/protocol";

/** What operators make and did. */
export interface AdminTables {
  readonly invites: InvitesTable;
  readonly audit: AuditTable;
  readonly audit_head: AuditHeadTable;
}

/** One use each. */
export interface InvitesTable {
  readonly id: Uint8Array;
  /** SHA-256. */
  readonly token_hash: Uint8Array;
  /** An account's id; null for the console of the machine. */
  readonly made_by: Uint8Array | null;
  /** Of the account that it makes. */
  readonly role: Role;
  /** The only name that it makes an account of; null for any. */
  readonly username: string | null;
  readonly skeleton: string | null;
  readonly made_at: number;
  readonly expires_at: number;
  readonly used_by: Uint8Array | null;
  readonly used_at: number | null;
}

/** What operators did. Triggers refuse every change but that of `details` alone, which `tacet keys rotate --data` seals anew. */
export interface AuditTable {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly at: number;
  /** An account's id; null for the console of the machine. */
  readonly actor: Uint8Array | null;
  readonly action: AuditAction;
  /** The id of what was acted upon; null for the server itself. */
  readonly subject: Uint8Array | null;
  /** Sealed JSON. */
  readonly details: Uint8Array;
  /** The data key that signed. */
  readonly key_id: Uint8Array;
  readonly previous_mac: Uint8Array;
  /** Over `previous_mac` and all of this row, with `details` as they were before they were sealed. */
  readonly mac: Uint8Array;
}

/** One row: where the log ends. Whoever appends locks it. */
export interface AuditHeadTable {
  readonly id: 1;
  readonly seq: number;
  /** Of the last entry; zeros before the first. */
  readonly mac: Uint8Array;
  readonly key_id: Uint8Array | null;
  /** A mac over all of this, without which the newest entries could be taken away unseen. */
  readonly seal: Uint8Array | null;
}
