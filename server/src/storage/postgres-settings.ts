import { OperatorError } from "./operator-error.ts";

/** A session that waits for ever holds locks for ever. A statement of Tacet takes milliseconds. */
export const sessionTimeouts = {
  statement_timeout: 10_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 15_000,
} as const;

/** For all of connecting: TCP, TLS and signing in. */
export const CONNECT_S = 5;

/** `exclusively` waits for other processes, and does what is done once. */
export const EXCLUSIVE_STATEMENT_MS = 120_000;

/** How long an answer may take, the connection included. The server gives up first, unless it is cut off or waits for a standby. */
export const ANSWER_MS = {
  usually: 1000 * CONNECT_S + sessionTimeouts.statement_timeout + 5_000,
  exclusively: 1000 * CONNECT_S + EXCLUSIVE_STATEMENT_MS + 5_000,
} as const;

export interface ServerSettings {
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly synchronous_commit: string;
}

/** Throws OperatorError when the server may lose what it said was committed (RULES.md L1). */
export function refuseForgetfulServer({ fsync, full_page_writes }: ServerSettings): void {
  if (fsync === "on" && full_page_writes === "on") return;
  throw new OperatorError(
    "PostgreSQL runs with fsync or full_page_writes off and would lose committed notes in a power cut; switch both on.",
  );
}

/** For our sessions at least `on`; what waits for more than that stays. */
export const durableCommit = ({ synchronous_commit }: ServerSettings): "on" | "remote_apply" =>
  synchronous_commit === "remote_apply" ? "remote_apply" : "on";
