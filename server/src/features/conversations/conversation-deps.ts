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
    };
