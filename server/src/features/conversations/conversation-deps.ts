import type { Kysely } from "kysely";
import type { Database } from "../../storage/database.ts";
import type { Schema } from "../../storage/schema.ts";
import type { Sealing } from "../../storage/sealing.ts";
import type { ConversationStore } from "./conversation.store.ts";
import type { KeyCabinet } from "./log/conversation-keys.ts";
import type { AppendedEntry } from "./log/open-log.ts";

type Tx = Kysely<Schema>;

/** What the rules of conversations stand on. */
export interface ConversationDeps {
  readonly database: Pick<Database, "read" | "transact">;
  readonly store: ConversationStore;
  readonly sealing: Pick<Sealing, "seal" | "open">;
  readonly keys: KeyCabinet;
  /** By the server's guarded clock, in milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** Drawn anew by every restore: positions of another life mean nothing. */
  readonly epoch: string;
  /** What stands behind the @ of addresses. */
  readonly serverName: string;
  /** What links begin with. */
  readonly publicUrl: string;
  readonly people: PeopleForConversations;
  /** Must not throw, and is not awaited: called after the commit, in the order of the log. */
  readonly tell: (news: ConversationNews) => void;
  /** Called after something was deleted, so that the database can wipe its traces soon. */
  readonly onDestroyed: () => void;
  readonly endings: SessionEndings;
  /** False while the clock may be wrong by days: then nothing is destroyed by time. */
  readonly isTimeCredible: () => Promise<boolean>;
  /** What goes wrong where nobody waits for it. */
  readonly onTrouble: (error: unknown) => void;
}

/** A session that has ended, and when what it has to clear is due; null for what it does not clear. */
export interface SessionEnding {
  readonly sessionId: Uint8Array;
  readonly accountId: Uint8Array;
  readonly endedAt: number;
  /** What was said in it. */
  readonly saidAt: number | null;
  /** What the account has said where it chose so. */
  readonly ownAt: number | null;
  /** All that was said where both chose so. */
  readonly allAt: number | null;
  readonly keptUntil: number;
  readonly nextAt: number;
}

/** Ends of sessions, which the feature about accounts puts on record. */
export interface SessionEndings {
  readonly dueEndings: (db: Tx, now: number, limit: number) => Promise<readonly SessionEnding[]>;
  readonly settleEnding: (tx: Tx, ending: SessionEnding, now: number) => Promise<void>;
  readonly waitingEndings: (
    db: Tx,
    accountId: Uint8Array,
    now: number,
  ) => Promise<{ readonly count: number; readonly first: number | undefined }>;
  readonly decideEndings: (
    tx: Tx,
    accountId: Uint8Array,
    decision: { readonly decision: "clear" | "keep"; readonly now: number },
  ) => Promise<void>;
}

/** Two accounts and how they stand to each other, as the feature about people knows it. */
export interface PeopleForConversations {
  /** Both accounts, held until the transaction ends. Undefined when one's own is gone. */
  readonly lockPair: (tx: Tx, ownId: Uint8Array, username: string) => Promise<HeldPair | undefined>;
  /** The same of several. Those that are not there are not among the others. */
  readonly lockPeople: (tx: Tx, ownId: Uint8Array, usernames: readonly string[]) => Promise<HeldPeople | undefined>;
  readonly relation: (tx: Tx, ownId: Uint8Array, otherId: Uint8Array) => Promise<PairRelation>;
  /** From now on the one has written to the other. */
  readonly meet: (tx: Tx, fromId: Uint8Array, toId: Uint8Array, since: number) => Promise<void>;
  readonly openProfile: (person: SealedProfile) => { readonly displayName: string };
}

export interface SealedProfile {
  readonly id: Uint8Array;
  readonly profile: Uint8Array | null;
}

export interface HeldPerson {
  readonly id: Uint8Array;
  readonly username: string;
  readonly state: "active" | "disabled" | "deleted";
}

interface HeldPair {
  readonly own: HeldPerson;
  readonly other: HeldPerson | undefined;
}

interface HeldPeople {
  readonly own: HeldPerson;
  readonly others: readonly HeldPerson[];
}

/** Seen from the first. */
interface PairRelation {
  readonly blocks: boolean;
  readonly isBlocked: boolean;
  readonly hasWritten: boolean;
  readonly wasWrittenTo: boolean;
}

/** What happened in conversations, for whoever is connected. */
export type ConversationNews =
  | {
      readonly kind: "appended";
      readonly conversationId: Uint8Array;
      readonly entries: readonly AppendedEntry[];
      /** Who came and went with these entries. */
      readonly joined?: readonly Uint8Array[];
      readonly left?: readonly Uint8Array[];
    }
  | {
      readonly kind: "marked";
      readonly conversationId: Uint8Array;
      readonly accountId: Uint8Array;
      readonly delivered: number;
      readonly read: number;
      /** For their other devices alone. */
      readonly isForOneself: boolean;
    }
  | {
      readonly kind: "hidden";
      readonly conversationId: Uint8Array;
      readonly accountId: Uint8Array;
      readonly hiddenVersion: number;
    }
  /** What stood there is gone for everybody. */
  | { readonly kind: "gone"; readonly conversationId: Uint8Array; readonly seqs: readonly number[] };
