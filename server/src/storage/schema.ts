import type {
  Audience,
  AuditAction,
  ContactLanguage,
  EndReason,
  NoticeKind,
  ReportCategory,
  LostProof,
  RecoveryProofKind,
  Role,
  SignInNeeds,
} from "@tacet/protocol";
import type { Generated } from "kysely";

/** The tables as the code sees them. All times are whole milliseconds since 1970; all byte strings are plain `Uint8Array`s on both databases. */
export interface Schema {
  readonly notes: NotesTable;
  readonly note_claims: NoteClaimsTable;
  readonly note_usage: NoteUsageTable;
  readonly accounts: AccountsTable;
  readonly sessions: SessionsTable;
  readonly known_devices: KnownDevicesTable;
  readonly account_notices: AccountNoticesTable;
  readonly account_links: AccountLinksTable;
  readonly recoveries: RecoveriesTable;
  readonly invites: InvitesTable;
  readonly guesses: GuessesTable;
  readonly daily_counts: DailyCountsTable;
  readonly contact_messages: ContactMessagesTable;
  readonly contact_day_keys: ContactDayKeysTable;
  readonly contact_usage: ContactUsageTable;
  readonly account_deletions: AccountDeletionsTable;
  readonly acquaintances: AcquaintancesTable;
  readonly message_requests: MessageRequestsTable;
  readonly blocks: BlocksTable;
  readonly reports: ReportsTable;
  readonly phone_codes: PhoneCodesTable;
  readonly heartbeat: HeartbeatTable;
  readonly meta: MetaTable;
  readonly master_key_checks: MasterKeyChecksTable;
  readonly data_keys: DataKeysTable;
  readonly audit: AuditTable;
  readonly audit_head: AuditHeadTable;
  readonly migrations: MigrationsTable;
}

export interface NotesTable {
  readonly id: Uint8Array;
  readonly state: "live" | "ended";
  readonly end_reason: EndReason | null;
  readonly find_key: Uint8Array;
  readonly claim_key: Uint8Array | null;
  readonly receipt_hash: Uint8Array;
  readonly confirm_hash: Uint8Array;
  readonly create_hash: Uint8Array;
  readonly header: Uint8Array | null;
  readonly header_signature: Uint8Array | null;
  /** Sealed. */
  readonly body: Uint8Array | null;
  readonly reads: number;
  readonly reads_left: number;
  readonly charged_bytes: number;
  readonly made_at: number;
  readonly expires_at: number;
  readonly failed_tries: Generated<number>;
  readonly next_try_at: Generated<number>;
  readonly created_at: number;
  readonly ended_at: number | null;
  readonly forget_at: number | null;
}

export interface NoteClaimsTable {
  readonly claim_hash: Uint8Array;
  readonly note_id: Uint8Array;
  /** Of the challenge: UNIQUE, so that a challenge claims once. */
  readonly nonce: Uint8Array;
  readonly state: "open" | "confirmed" | "lapsed" | "burned";
  readonly taken_at: number;
  readonly lease_until: number;
  readonly confirmed_at: number | null;
  readonly confirm_token: Uint8Array | null;
}

/** The bytes charged to all notes, in sixteen parts, so that creates on PostgreSQL do not queue on one row. */
export interface NoteUsageTable {
  readonly shard: number;
  readonly bytes: number;
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

/** Deleted accounts of which other tables still hold something. */
export interface AccountDeletionsTable {
  readonly account_id: Uint8Array;
  readonly deleted_at: number;
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

/** One row: the last beat of any process, which is also the highest time seen. */
export interface HeartbeatTable {
  readonly id: 1;
  readonly at: number;
}

export interface MetaTable {
  readonly key: MetaKey;
  readonly value: string;
}

/**
 * `instance`: which installation this is. `epoch`: drawn anew by every restore. `clock_accepted`: the operator trusts clocks up to
 * this time. `clock_suspect`: the last credible time, while the clock shows a jump that nobody has accepted. `is_backup`: this file is
 * a backup and may be served only after a restore. `server_name`: what stands in the addresses of accounts.
 */
export type MetaKey = "instance" | "epoch" | "clock_accepted" | "clock_suspect" | "is_backup" | "server_name";

export interface MasterKeyChecksTable {
  readonly kid: string;
  readonly check_value: Uint8Array;
}

export interface DataKeysTable {
  readonly id: Uint8Array;
  /** `rows` seal columns, `lookup` keys hash what is looked up, `audit` keys sign the log; none does another's work (RULES.md S6). */
  readonly purpose: "rows" | "lookup" | "audit";
  /** The master key that wraps it. */
  readonly kid: string;
  readonly wrapped: Uint8Array;
  readonly created_at: number;
  /** From then on it opens, and seals no more. */
  readonly retired_at: number | null;
  readonly seals: Generated<number>;
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

export interface MigrationsTable {
  readonly number: number;
  readonly name: string;
  readonly applied_at: number;
}
