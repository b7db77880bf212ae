import type { ConversationKind, DisappearFrom, EncryptionMode, EntryKind, MemberRole } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { Lifetime } from "../retention/fleeting.store.ts";

type Tx = Kysely<Schema>;

/** A conversation whose log nobody else can grow until the transaction ends. */
export interface LockedConversation {
  readonly id: Uint8Array;
  readonly kind: ConversationKind;
  readonly mode: EncryptionMode;
  readonly key: Uint8Array;
  readonly head: number;
  readonly headHash: Uint8Array;
  readonly changedAt: number;
  readonly closedAt: number | null;
  readonly disappearAfterMs: number | null;
  readonly disappearFrom: DisappearFrom | null;
  readonly isFleeting: 0 | 1;
}

export interface MemberKey {
  readonly conversationId: Uint8Array;
  readonly accountId: Uint8Array;
}

/** How a member stands in a conversation and, in a direct one, to the other. */
export interface Standing extends MemberKey {
  readonly role: MemberRole;
  readonly firstSeq: number;
  readonly peerId: Uint8Array | null;
  /** They have blocked the other one. */
  readonly blocks: boolean;
  /** The other one has blocked them, or has neither written to them nor accepted their request since. */
  readonly isUnheard: boolean;
  /** They have written to the other one before, or accepted a request. */
  readonly hasWritten: boolean;
}

export interface RefKey {
  readonly conversationId: Uint8Array;
  readonly clientRef: Uint8Array;
}

/** An entry that was appended with a reference before. */
export interface EarlierEntry extends RefKey {
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly kind: EntryKind;
  /** Null when gone. */
  readonly senderId: Uint8Array | null;
  readonly target: number | null;
  readonly payload: Uint8Array | null;
}

export interface TargetKey {
  readonly conversationId: Uint8Array;
  readonly seq: number;
}

export interface Target extends TargetKey {
  readonly kind: EntryKind;
  readonly senderId: Uint8Array | null;
  readonly isUnheard: boolean;
  /** Undefined when it stays. */
  readonly fleeting?: Lifetime | undefined;
}

export interface EntryRow {
  readonly conversationId: Uint8Array;
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly kind: EntryKind;
  readonly senderId: Uint8Array | null;
  readonly clientRef: Uint8Array | null;
  readonly target: number | null;
  readonly isUnheard: boolean;
  readonly at: number;
  /** Sealed. */
  readonly payload: Uint8Array | null;
}

export interface NewHead {
  readonly conversationId: Uint8Array;
  readonly head: number;
  readonly headHash: Uint8Array;
  readonly changedAt: number;
}

/**
 * What appending asks of the database, for many entries at once. There are two of it: SQLite is fastest with one prepared statement a row,
 * PostgreSQL with one statement for all rows. Answers come in any order, and lack what is not there.
 */
export interface AppendRows {
  /** In the order of their ids, so that no two transactions wait for each other. */
  lockConversations(tx: Tx, ids: readonly Uint8Array[]): Promise<readonly LockedConversation[]>;
  standings(tx: Tx, keys: readonly MemberKey[]): Promise<readonly Standing[]>;
  earlier(tx: Tx, keys: readonly RefKey[]): Promise<readonly EarlierEntry[]>;
  targets(tx: Tx, keys: readonly TargetKey[]): Promise<readonly Target[]>;
  insertEntries(tx: Tx, rows: readonly EntryRow[]): Promise<void>;
  moveHeads(tx: Tx, heads: readonly NewHead[]): Promise<void>;
}
