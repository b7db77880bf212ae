import type { Kysely, RawBuilder } from "kysely";
import type { Clock } from "./clock.ts";
import type { Schema } from "./schema.ts";

/** SQLite or PostgreSQL, with what both can do. It does not promise that rows seen by `read` are the newest a moment later. */
export interface Database extends AsyncDisposable {
  readonly kind: "sqlite" | "postgres";
  /** Committed rows only, never inside somebody's open transaction. */
  readonly read: Kysely<Schema>;
  /**
   * One transaction. `work` may await only queries on `tx`, and may be run again: it must be repeatable.
   *
   * SQLite: BEGIN IMMEDIATE on the single writer; works that wait share one commit, each in its own SAVEPOINT, so that one that fails
   * rolls back alone. PostgreSQL: READ COMMITTED on a pooled connection; serialisation failures and deadlocks are retried three times.
   *
   * Resolves after COMMIT returned. Throws what `work` throws, or ProtocolError: `unavailable` (nothing was done: busy, disk full,
   * connection lost, retries used up) or `outcome_unknown` (the connection or the disk failed under COMMIT).
   */
  transact<T>(work: (tx: Kysely<Schema>) => Promise<T>): Promise<T>;
  /** A transaction that no other process is in at the same time: for what is decided at start. Same errors as `transact`. */
  exclusively<T>(work: (tx: Kysely<Schema>) => Promise<T>): Promise<T>;
  /**
   * The time in ms when a query runs, as an SQL expression: on SQLite the process's guarded clock as a bound value; on PostgreSQL the
   * database's own clock, kept between the guarded one and what that finds credible (RULES.md N14).
   */
  readonly now: RawBuilder<number>;
  /** The clock that leads in this database, read now: on SQLite the guarded clock itself. */
  readClock(): Promise<number>;
  /**
   * SQLite: moves the write-ahead log into the database and empties it, trying until it can, so that deleted bytes are nowhere in the
   * files (RULES.md S2); it also happens by itself, within a minute of any write. PostgreSQL: nothing; vacuum does it there.
   */
  eraseTraces(): Promise<void>;
  /** The same, begun within about a second and together with others: for calls that destroy something. What goes wrong is told to `onTrouble`. */
  eraseTracesSoon(): void;
}

export interface DatabaseOptions {
  /** `sqlite:PATH` or `postgres://…` */
  readonly url: string;
  readonly clock: Clock;
  /** What goes wrong in the background, where nobody awaits it. */
  readonly onTrouble: (error: unknown) => void;
}
