import { ProtocolError } from "@tacet/protocol";

/** What a PostgreSQL error may say in a log: its code and place, not the row, value or statement that it was about. */
export class PostgresFailure extends Error {
  override readonly name = "PostgresFailure";
  /** SQLSTATE. */
  readonly code: string;

  constructor(code: string, place: string) {
    super(`PostgreSQL error ${code}${place === "" ? "" : ` (${place})`}`);
    this.code = code;
  }
}

/** The statement did not reach the server, or its answer did not come back. */
export class PostgresConnectionLost extends Error {
  override readonly name = "PostgresConnectionLost";
}

const field = (error: object, name: string): string => {
  const value: unknown = Reflect.get(error, name);
  return typeof value === "string" ? value : "";
};

/** Errors of the driver carry parameters and rows: they end here (DESIGN.md 11.1). */
export function fromDriver(error: unknown): Error {
  if (error instanceof PostgresFailure || error instanceof PostgresConnectionLost) return error;
  if (typeof error !== "object" || error === null) return new PostgresConnectionLost("unknown");
  const code = field(error, "code");
  if (field(error, "name") === "PostgresError" && /^[0-9A-Z]{5}$/.test(code)) {
    return new PostgresFailure(code, field(error, "constraint_name") || field(error, "routine"));
  }
  // Codes of the socket or of the driver: ECONNREFUSED, CONNECTION_CLOSED, CONNECT_TIMEOUT …
  return new PostgresConnectionLost(code);
}

/** Everything of the driver's except an error of the server's after which the session goes on: not one that is FATAL to it. */
export const endsConnection = (error: unknown): boolean =>
  typeof error !== "object" || error === null || field(error, "severity") !== "ERROR";

/**
 * The transaction was rolled back because of others, and may succeed now: serialization_failure, deadlock_detected. So is unique_violation:
 * whoever looks first whether something is taken was overtaken since, and sees it the next time.
 */
export const isConflict = (error: unknown): boolean =>
  error instanceof PostgresFailure && ["40001", "40P01", "23505"].includes(error.code);

/**
 * Whether COMMIT may have happened although it failed: no answer came, or the server was stopping. Class 08: connection exceptions;
 * 40003: statement_completion_unknown; 57P: operator intervention.
 */
export const leavesOutcomeUnknown = (error: unknown): boolean =>
  error instanceof PostgresConnectionLost ||
  (error instanceof PostgresFailure && /^(08...|40003|57P..)$/.test(error.code));

/**
 * Passing troubles become `unavailable`: connections (08), read-only or deadlocked (25006, 40…), resources and disk (53), lock and
 * statement time-outs (55P03, 57014), shutdown (57P…), I/O (58). Anything else is a fault and stays what it is.
 */
export function fromPostgres(error: unknown): unknown {
  const isPassing =
    error instanceof PostgresConnectionLost ||
    (error instanceof PostgresFailure && /^(08|25006|25P03|40|53|55P03|57|58)/.test(error.code));
  return isPassing ? new ProtocolError("unavailable", { detail: "The database does not answer", cause: error }) : error;
}
