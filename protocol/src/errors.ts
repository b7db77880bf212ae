import * as z from "zod/mini";

/**
 * Every error an answer can carry, with its HTTP status: RFC 9457 problem details. The code is the promise; titles (error-titles.ts) and
 * details may change.
 */
export const errorStatus = {
  invalid_request: 400,
  challenge_expired: 400,
  puzzle_expired: 400,
  username_refused: 400,
  secret_too_weak: 400,
  phone_refused: 400,
  proofs_missing: 400,
  not_confirmed: 400,
  content_refused: 400,
  unauthenticated: 401,
  bad_proof: 403,
  wrong_passphrase: 403,
  puzzle_unsolved: 403,
  contact_closed: 403,
  sign_in_refused: 403,
  account_disabled: 403,
  fresh_proof_needed: 403,
  not_allowed: 403,
  person_blocked: 403,
  request_needed: 403,
  registration_closed: 403,
  invite_refused: 403,
  link_refused: 403,
  mail_not_offered: 403,
  phone_unavailable: 403,
  origin_refused: 403,
  not_found: 404,
  account_not_found: 404,
  invite_not_found: 404,
  note_not_found: 404,
  device_not_found: 404,
  person_not_found: 404,
  conversation_not_found: 404,
  message_not_found: 404,
  request_not_found: 404,
  report_not_found: 404,
  contact_not_found: 404,
  claim_not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  username_taken: 409,
  last_admin: 409,
  list_full: 409,
  group_full: 409,
  client_ref_reused: 409,
  log_diverged: 409,
  note_conflict: 409,
  claim_replayed: 409,
  contact_replayed: 409,
  clock_skew: 409,
  recovery_waiting: 409,
  note_gone: 410,
  claim_over: 410,
  conversation_closed: 410,
  recovery_over: 410,
  body_too_large: 413,
  unsupported_media_type: 415,
  host_not_served: 421,
  upgrade_required: 426,
  too_many_requests: 429,
  sign_in_delayed: 429,
  daily_limit_reached: 429,
  passphrase_delayed: 429,
  internal: 500,
  unavailable: 503,
  mail_not_taken: 503,
  outcome_unknown: 503,
  storage_full: 507,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatus;

const errorCodes = Object.keys(errorStatus).filter((code): code is ErrorCode => code in errorStatus);

/** What an error says beside its code: never a secret, and nothing about what the asker may not know. */
export interface ErrorDetails {
  /** One sentence for a person. */
  readonly detail?: string;
  /** When trying again can help. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** A failure with a stable code: thrown by rules in the server, and again in the client that receives it. */
export class ProtocolError extends Error {
  override readonly name = "ProtocolError";
  readonly code: ErrorCode;
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, { detail, retryAfterMs, cause }: ErrorDetails = {}) {
    super(detail ?? code, { cause });
    this.code = code;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }

  get status(): number {
    return errorStatus[this.code];
  }
}

/** RFC 9457 §3, with the extension members `code`, `requestId` and `retryAfterMs`. Clients ignore members they do not know (§3.2). */
export const Problem = z
  .object({
    type: z.string().check(z.describe("Address of the description of this code")),
    title: z.string(),
    status: z.int(),
    code: z.enum(errorCodes).check(z.describe("Stable: decide by this")),
    detail: z.optional(z.string()),
    requestId: z.optional(z.string()).check(z.describe("Stands in the server's log; quote it to the operator")),
    retryAfterMs: z.optional(z.int().check(z.nonnegative())),
  })
  .check(z.describe("Problem details, RFC 9457"));
export type Problem = z.output<typeof Problem>;

/** For what the types say cannot happen. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
