import type { Generated } from "kysely";
import type {
  ClearOnSignOut,
  ConversationKind,
  DisappearFrom,
  EncryptionMode,
  EntryKind,
  MemberRole,
} from "@tacet/protocol";

/** Conversations, who is in them, and what was said. */
export interface ConversationTables {
  readonly conversations: ConversationsTable;
  readonly members: MembersTable;
  readonly entries: EntriesTable;
  readonly hidden_messages: HiddenMessagesTable;
  readonly group_invites: GroupInvitesTable;
  readonly removed_members: RemovedMembersTable;
  readonly conversation_deletions: ConversationDeletionsTable;
}

export interface ConversationsTable {
  readonly id: Uint8Array;
  readonly kind: ConversationKind;
  readonly mode: EncryptionMode;
  /** Of a direct one: both account ids, the smaller first, so that two people have one. */
  readonly pair: Uint8Array | null;
  /** Of a group: who made it, with the reference that makes a retry find it. */
  readonly origin: Uint8Array | null;
  /** Sealed: what the entries of this conversation are sealed with. */
  readonly key: Uint8Array;
  /** Sealed JSON: the title. */
  readonly settings: Uint8Array | null;
  /** Of the latest entry. */
  readonly head: number;
  readonly head_hash: Uint8Array;
  /** When that was taken. */
  readonly changed_at: number;
  /** Nothing can be said there any more. */
  readonly closed_at: number | null;
  /** What is said from now on disappears after so long; null when it stays. */
  readonly disappear_after_ms: Generated<number | null>;
  readonly disappear_from: Generated<DisappearFrom | null>;
  /** Some entry of it may not stay: it has, or had, a row in `fleeting_entries`. */
  readonly is_fleeting: Generated<0 | 1>;
}

export interface MembersTable {
  readonly conversation_id: Uint8Array;
  readonly account_id: Uint8Array;
  /** Of a direct one: the other account. */
  readonly peer_id: Uint8Array | null;
  readonly role: MemberRole;
  /** Of the earliest entry that is theirs to read. */
  readonly first_seq: number;
  readonly delivered: number;
  readonly read: number;
  /** How many messages they have hidden for themselves. */
  readonly hidden_version: number;
  readonly since: number;
  /** What is cleared when they sign out. */
  readonly clear_on_sign_out: Generated<ClearOnSignOut>;
}

/** The log. A row is written once; all that can happen to it is that it becomes `gone` (RULES.md L4), or is sealed anew. */
export interface EntriesTable {
  readonly conversation_id: Uint8Array;
  readonly seq: number;
  readonly kind: EntryKind;
  /** Null when gone. */
  readonly sender_id: Uint8Array | null;
  /** Null for what the server wrote. It stays when all else is gone, so that a late retry posts nothing again; nobody but its sender is ever told. */
  readonly client_ref: Uint8Array | null;
  /** RULES.md S5. */
  readonly hash: Uint8Array;
  /** The message that it is about. */
  readonly target: number | null;
  /** Only its sender reads it: the other one has blocked them, and neither is told. */
  readonly is_unheard: 0 | 1;
  readonly at: number | null;
  /** Sealed under the conversation's key. */
  readonly payload: Uint8Array | null;
}

/** Messages that somebody has deleted for themselves alone. */
export interface HiddenMessagesTable {
  readonly conversation_id: Uint8Array;
  readonly account_id: Uint8Array;
  readonly seq: number;
  /** The member's `hidden_version` from then on. */
  readonly version: number;
}

/** Links by which people join a group. They go with the authority of whoever made them. */
export interface GroupInvitesTable {
  readonly id: Uint8Array;
  readonly conversation_id: Uint8Array;
  /** SHA-256 of what the link carries. */
  readonly token_hash: Uint8Array;
  readonly made_by: Uint8Array;
  readonly made_at: number;
  readonly expires_at: number;
  /** Null: as many as there is room for. */
  readonly max_uses: number | null;
  readonly uses: number;
}

/** Who was taken out of a group: no link lets them in again before they were added by name. */
export interface RemovedMembersTable {
  readonly conversation_id: Uint8Array;
  readonly account_id: Uint8Array;
  readonly removed_at: number;
}

/** Conversations whose key is destroyed, and of whose log the sweeper deletes what is left. */
export interface ConversationDeletionsTable {
  readonly conversation_id: Uint8Array;
  readonly ended_at: number;
}
