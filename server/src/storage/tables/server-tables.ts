import type { Generated } from "kysely";

/** What a server keeps about itself. */
export interface ServerTables {
  readonly heartbeat: HeartbeatTable;
  readonly meta: MetaTable;
  readonly master_key_checks: MasterKeyChecksTable;
  readonly data_keys: DataKeysTable;
  readonly migrations: MigrationsTable;
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

export interface MigrationsTable {
  readonly number: number;
  readonly name: string;
  readonly applied_at: number;
}
