import type {
  Address,
  ClearedContent,
  ConversationKind,
  EncryptionMode,
  ErrorCode,
  MembershipContent,
  MemberRole,
  SettingsContent,
  TextFormat,
} from "@tacet/protocol";
import type { Observable } from "../observable.ts";

/** The hex of a conversation's id: what pages and addresses name it by. */
export type ConversationName = string;

export type ConnectionState =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  /** Tries again by itself; `retryAt` in milliseconds since the Unix epoch by this machine's clock. */
  | { readonly kind: "offline"; readonly retryAt: number }
  /** Nothing more will come: the session is over. */
  | { readonly kind: "ended" };

export interface PersonBrief {
  /** Undefined when the account was deleted. */
  readonly address: Address | undefined;
  readonly displayName: string;
}

/** A line of the list of conversations. */
export interface ConversationLine {
  readonly name: ConversationName;
  readonly kind: ConversationKind;
  readonly mode: EncryptionMode;
  /** Of a group. */
  readonly title: string | undefined;
  /** Of a direct one: the other. */
  readonly with: PersonBrief | undefined;
  readonly role: MemberRole;
  readonly memberCount: number;
  readonly isOpen: boolean;
  /** Messages of others that were not read; MAX_UNREAD_COUNTED stands for more. */
  readonly unread: number;
  readonly changedAt: number;
  readonly last: { readonly from: Address | undefined; readonly text: string; readonly at: number } | undefined;
  readonly draft: string;
  /** Who types just now. */
  readonly typing: readonly Address[];
}

export interface Reaction {
  readonly emoji: string;
  readonly from: readonly Address[];
  readonly isOwn: boolean;
}

interface ItemBase {
  /** Stays the same from the sending to the end: what lists use as a key. */
  readonly key: string;
  readonly at: number;
}

/** What is shown of one place of a log. Edits, deletions and reactions are not items: they change the message that they are about. */
export type Item =
  | MessageItem
  | (ItemBase & {
      readonly kind: "membership";
      readonly seq: number;
      readonly by: Address | undefined;
      readonly change: MembershipContent;
    })
  | (ItemBase & {
      readonly kind: "settings";
      readonly seq: number;
      readonly by: Address | undefined;
      readonly change: SettingsContent;
    })
  /** Some of what was said before was cleared by a sign-out. */
  | (ItemBase & {
      readonly kind: "cleared";
      readonly seq: number;
      readonly by: Address | undefined;
      readonly cleared: ClearedContent;
    })
  /** A message stood there, and was deleted for everybody. What somebody has hidden for themselves leaves nothing. */
  | (ItemBase & { readonly kind: "gone"; readonly seq: number })
  /** Of a kind or content that this client does not know. */
  | (ItemBase & { readonly kind: "unreadable"; readonly seq: number })
  /** So many places between others are not here yet; `loadGap` fetches some from `after` on. */
  | { readonly kind: "gap"; readonly key: string; readonly after: number; readonly before: number };

export interface MessageItem extends ItemBase {
  readonly kind: "message";
  /** Undefined until the server has taken it. */
  readonly seq: number | undefined;
  readonly from: Address | undefined;
  readonly isOwn: boolean;
  readonly text: string;
  readonly format: TextFormat;
  readonly subject: string | undefined;
  readonly replyTo:
    | { readonly seq: number; readonly from: Address | undefined; readonly text: string | undefined }
    | undefined;
  readonly isEdited: boolean;
  readonly reactions: readonly Reaction[];
  readonly state: SendState;
}

/**
 * Of one's own message: `waiting` for the line, `sending`, `sent`, `delivered` to and `read` by everybody else; or why it, or the last edit or
 * deletion of it, was refused. Messages of others are `sent`, and may have such a refusal too.
 */
export type SendState =
  | { readonly kind: "waiting" | "sending" | "sent" | "delivered" | "read" }
  | { readonly kind: "refused"; readonly code: ErrorCode | "unexpected_reply" };

export interface NewMessage {
  readonly text: string;
  readonly format?: TextFormat;
  readonly subject?: string;
  readonly replyTo?: number;
}

export interface ConversationState {
  readonly line: ConversationLine;
  /** In the order of the log, what is not sent yet last. A bounded window of a long log. */
  readonly items: readonly Item[];
  /** Whether there is more before the first, or after the last. While a conversation is opened, `earlier` is `asked for`. */
  readonly earlier: "none" | "there" | "asked for";
  readonly later: "none" | "there" | "asked for";
  /** Of others, in a conversation small enough to tell. */
  readonly readBy: readonly { readonly address: Address; readonly read: number }[];
  /** The first message that was unread when the conversation was opened. */
  readonly firstUnread: number | undefined;
}

/** One conversation, while somebody looks at it. Nothing here rejects: what went wrong is in the state. */
export interface ConversationView extends Disposable {
  readonly state: Observable<ConversationState>;
  loadEarlier(): Promise<void>;
  loadLater(): Promise<void>;
  /** Shows the place of an entry, with what is around it. */
  goTo(seq: number): Promise<void>;
  goToLatest(): Promise<void>;
  loadGap(after: number): Promise<void>;
  /** Shown at once, kept until the server has it, also across restarts. */
  send(message: NewMessage): void;
  /** Sends again what was refused. */
  resend(key: string): void;
  /** Takes back what was refused, or is still waiting. */
  discard(key: string): void;
  edit(seq: number, text: string): void;
  deleteForEverybody(seq: number): void;
  deleteForMe(seq: number): void;
  react(seq: number, emoji: string): void;
  /** That it was seen up to here. */
  markRead(seq: number): void;
  setDraft(text: string): void;
  /** That somebody types; told at most once in three seconds. */
  noteTyping(): void;
  /** Messages that hold the words, newest first, among the latest 10,000 (RULES.md V5). */
  search(words: string): Promise<readonly MessageItem[]>;
}

/** All conversations of one account, kept in step with the server, for as long as it is not disposed. */
export interface Messenger extends AsyncDisposable {
  readonly own: Address;
  readonly connection: Observable<ConnectionState>;
  /** Undefined until it is known; those with the latest entries first. */
  readonly conversations: Observable<readonly ConversationLine[] | undefined>;
  /** Undefined when there is no such conversation of this account. */
  open(name: ConversationName): Promise<ConversationView | undefined>;
  /** The conversation with somebody, made when there is none. Rejects with ProtocolError or ClientError. */
  openDirect(address: Address): Promise<ConversationName>;
  /** Tries the line again now. */
  reconnect(): void;
  /** Told of each new message of others, once over all tabs: for notifications. */
  readonly onArrival: (hear: (line: ConversationLine, message: MessageItem) => void) => () => void;
}
