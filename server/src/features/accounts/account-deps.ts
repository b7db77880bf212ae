import type { PhoneCode, Role } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Database } from "../../storage/database.ts";
import type { LookupForWriting } from "../../storage/held-keys.ts";
import type { Schema } from "../../storage/schema.ts";
import type { Sealing } from "../../storage/sealing.ts";
import type { AccountMails } from "./email/account-mails.ts";
import type { NewAccount, StoredAccount } from "./account-rows.store.ts";
import type { AccountStore } from "./account.store.ts";
import type { Guesses } from "./guessing/guesses.ts";
import type { NotifyChannels } from "./notices/notices.ts";
import type { ExportParts } from "./leaving/export-document.ts";
import type { PasswordHashing } from "./credentials/password-hashing.ts";
import type { CodeSender } from "./phones/code-sender.ts";

/** What an invite makes. */
export interface UsableInvite {
  readonly id: Uint8Array;
  readonly role: Role;
  /** The only name that it makes an account of. */
  readonly username: string | undefined;
}

export interface InvitesForRegistration {
  /** By what stands in its link; undefined when nobody can use it, any more or at all. */
  find(token: Uint8Array): Promise<UsableInvite | undefined>;
  /** Uses it up, once, as the last thing in the transaction; false when it cannot be used any more. */
  use(tx: Kysely<Schema>, invite: UsableInvite, account: NewAccount): Promise<boolean>;
  /** Whether names that look so are kept for the owner of another invite than this one. */
  isNameKept(db: Kysely<Schema>, skeleton: string, own: UsableInvite | undefined): Promise<boolean>;
}

/** What the rules of accounts stand on. */
export interface AccountDeps {
  readonly database: Pick<Database, "read" | "transact">;
  readonly store: AccountStore;
  readonly sealing: Pick<Sealing, "seal" | "open" | "lookup" | "derive">;
  readonly lookupForWriting: LookupForWriting;
  readonly hashing: PasswordHashing;
  /** By the server's guarded clock, in milliseconds since the Unix epoch. */
  readonly now: () => number;
  /** What stands behind the @ of addresses. */
  readonly serverName: string;
  readonly registration: "open" | "invite" | "off";
  /** How many accounts may be made from one source in a day. */
  readonly maxPerSource: number;
  readonly sessionIdleMs: number;
  readonly sessionLifetimeMs: number;
  readonly invites: InvitesForRegistration;
  /** All administrators that are active; nobody else decides about them until the transaction ends. */
  readonly holdAdmins: (tx: Kysely<Schema>) => Promise<readonly Uint8Array[]>;
  readonly guesses: Pick<Guesses, "charge" | "forgive" | "countToday" | "countTodayIn" | "takeBackToday">;
  /** Undefined where no texts are sent. */
  readonly codeSender: CodeSender | undefined;
  readonly notifyChannels: NotifyChannels;
  /** What other features keep of an account, for an export. */
  readonly exportParts: ExportParts;
  /** Each deletes a batch of what another feature keeps of a deleted account. */
  readonly forgetRest: readonly ((accountId: Uint8Array) => Promise<"all gone" | "more">)[];
  /** Absent when the server sends no mail. */
  readonly mails?: AccountMails | undefined;
  /** Uses up a code that was sent to the phone of this account, or of nobody. Absent when the server sends none. */
  readonly redeemPhoneCode?:
    | ((account: StoredAccount | undefined, code: PhoneCode) => Promise<"right" | "wrong">)
    | undefined;
  /** Does it after the answer: how long that takes then tells nothing of it. */
  readonly later: (work: () => void | Promise<void>) => void;
  /** False while the clock may be wrong by days, and what waits for its time must wait on. */
  readonly isTimeCredible: () => Promise<boolean>;
  /** Called after sessions of an account have ended before their time, so that its sockets end at once (RULES.md V3). */
  readonly onSessionsEnded: (accountId: Uint8Array) => void;
  /** Called after secrets were deleted, so that the database can wipe their traces soon. */
  readonly onDestroyed: () => void;
}
