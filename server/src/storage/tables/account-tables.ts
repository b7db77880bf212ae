import type { Generated } from "kysely";
import type {
  Audience,
  ContactLanguage,
  NoticeKind,
  LostProof,
  RecoveryProofKind,
  Role,
  SignInNeeds,
} from "@tacet/protocol";

/** What accounts, their sessions and their ways in and back are kept in. */
export interface AccountTables {
  readonly accounts: AccountsTable;
  readonly sessions: SessionsTable;
  readonly known_devices: KnownDevicesTable;
  readonly account_notices: AccountNoticesTable;
  readonly account_links: AccountLinksTable;
  readonly recoveries: RecoveriesTable;
  readonly phone_codes: PhoneCodesTable;
  readonly guesses: GuessesTable;
  readonly daily_counts: DailyCountsTable;
  readonly account_deletions: AccountDeletionsTable;
}

export interface AccountsTable {
  readonly id: Uint8Array;
  /** Folded. */
  readonly username: string;
  /** What all names that look like this one share. */
  readonly skeleton: string;
  readonly state: "active" | "disabled" | "deleted";
  readonly role: Role;
  readonly sign_in_needs: SignInNeeds;
  /** Sealed: an argon2id hash in PHC form. So is `phrase`. */
  readonly password: Uint8Array | null;
  readonly phrase: Uint8Array | null;
  /** Sealed, E.164. */
  readonly phone: Uint8Array | null;
  readonly phone_hash: Uint8Array | null;
  /** Sealed. */
  readonly email: Uint8Array | null;
  readonly email_hash: Uint8Array | null;
  /** Sealed JSON: display name and bio. */
  readonly profile: Uint8Array | null;
  readonly language: ContactLanguage;
  readonly show_last_seen: Audience;
  readonly find_by_username: Audience;
  readonly find_by_phone: Audience;
  /** Null while it is shown to nobody. */
  readonly last_seen_at: number | null;
  /** Days since 1970 in UTC. For operators, who see no more than the day. */
  readonly last_sign_in_day: number | null;
  readonly created_at: number;
  readonly ended_at: number | null;
}

export interface SessionsTable {
  /** Shown in the list of devices. */
  readonly id: Uint8Array;
  readonly account_id: Uint8Array;
  /** SHA-256 of the token. */
  readonly token_hash: Uint8Array;
  /** Of the token before the last rotation. */
  readonly previous_hash: Uint8Array | null;
  /** Null until the new token was used: its answer may have been lost. */
  readonly previous_until: number | null;
  readonly carrier: "cookie" | "token";
  /** Sealed. */
  readonly label: Uint8Array;
  readonly created_at: number;
  readonly last_used_at: number;
  readonly rotated_at: number;
  /** When all proofs of a sign-in were last given. */
  readonly proved_at: number;
  readonly expires_at: number;
  /** All that was said in it is cleared when it ends. */
  readonly leaves_nothing: Generated<0 | 1>;
}

/** Browsers and programs that have signed in before: strangers' wrong tries do not slow them (RULES.md A3). */
export interface KnownDevicesTable {
  readonly account_id: Uint8Array;
  /** SHA-256. */
  readonly token_hash: Uint8Array;
  readonly created_at: number;
  readonly last_used_at: number;
}

export interface AccountNoticesTable {
  readonly id: Uint8Array;
  readonly account_id: Uint8Array;
  readonly kind: NoticeKind;
  /** Sealed JSON. */
  readonly details: Uint8Array;
  readonly at: number;
  readonly seen_at: number | null;
}

/** Links that were mailed and not yet opened. */
export interface AccountLinksTable {
  readonly id: Uint8Array;
  /** SHA-256. */
  readonly token_hash: Uint8Array;
  readonly account_id: Uint8Array;
  /** The one that asked to have an address confirmed: the link ends with it. */
  readonly session_id: Uint8Array | null;
  readonly purpose: "confirm_email" | "recover";
  /** Sealed: what is to be confirmed. */
  readonly address: Uint8Array | null;
  readonly expires_at: number;
}

/** Ways back into accounts: at most one of each state an account. */
export interface RecoveriesTable {
  /** SHA-256. */
  readonly ticket_hash: Uint8Array;
  readonly account_id: Uint8Array;
  readonly state: "open" | "waiting";
  readonly lost: LostProof;
  /** The single one that was given, because of which it waits. */
  readonly proof: RecoveryProofKind | null;
  readonly asked_at: number;
  readonly ready_at: number;
  readonly expires_at: number;
}

/** Codes sent to phones, and as many that were sent to nobody: rows do not tell which. */
export interface PhoneCodesTable {
  /** SHA-256 of the request id. */
  readonly id: Uint8Array;
  /** Keyed hash of request id, phone and purpose. */
  readonly bound_to: Uint8Array;
  /** Keyed hash of all that and the code. Null when a provider made the code. */
  readonly code_hash: Uint8Array | null;
  /** Sealed JSON: which provider knows the code, and by what. */
  readonly service: Uint8Array | null;
  readonly tries: number;
  readonly used_at: number | null;
  readonly expires_at: number;
}

/** Wrong tries. The key is a keyed hash, or the number of a bucket that one leads to: never a name or an address. */
export interface GuessesTable {
  readonly key: Uint8Array;
  readonly failures: number;
  readonly next_try_at: number;
  /** The first of them; a day later counting begins anew. */
  readonly counted_from: number;
}

/** What was done on a day, counted since 1970 in UTC. Keys as in `guesses`. */
export interface DailyCountsTable {
  readonly key: Uint8Array;
  readonly day: number;
  readonly count: number;
}

/** Deleted accounts of which other tables still hold something. */
export interface AccountDeletionsTable {
  readonly account_id: Uint8Array;
  readonly deleted_at: number;
}
