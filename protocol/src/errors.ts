import * as z from "zod/mini";

/**
 * Every error an answer can carry: its HTTP status and its title. The code is the promise; titles and details may change.
 * RFC 9457 problem details.
 */
export const errorTable = {
  invalid_request: { status: 400, title: "The request is not as the contract says" },
  challenge_expired: { status: 400, title: "The challenge is too old or was not made by this server" },
  bad_proof: { status: 403, title: "The signature does not fit" },
  wrong_passphrase: { status: 403, title: "The passphrase is wrong; nothing was consumed" },
  origin_refused: { status: 403, title: "Requests from this origin are not accepted" },
  not_found: { status: 404, title: "There is nothing at this address" },
  note_not_found: { status: 404, title: "There is no such note" },
  claim_not_found: { status: 404, title: "There is no such claim" },
  method_not_allowed: { status: 405, title: "This address does not take that method" },
  request_timeout: { status: 408, title: "The request came in too slowly" },
  note_conflict: { status: 409, title: "Another note has this id" },
  claim_replayed: { status: 409, title: "This claim was made before; fetch it with its secret" },
  clock_skew: { status: 409, title: "The note's time differs too much from the server's" },
  note_gone: { status: 410, title: "The note is gone" },
  claim_over: { status: 410, title: "The claim is over; what it gave is destroyed" },
  body_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "This address takes another content type" },
  host_not_served: { status: 421, title: "This server does not answer for that host name" },
  too_many_requests: { status: 429, title: "Too many requests; wait a little" },
  passphrase_delayed: { status: 429, title: "Too many wrong passphrases; wait a little" },
  internal: { status: 500, title: "Something went wrong on the server" },
  unavailable: { status: 503, title: "The server cannot answer just now" },
  outcome_unknown: { status: 503, title: "It is not known whether this was done; ask again" },
  storage_full: { status: 507, title: "The server takes no more notes for now" },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ErrorCode = keyof typeof errorTable;

const errorCodes = Object.keys(errorTable).filter((code): code is ErrorCode => code in errorTable);

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
    super(detail ?? errorTable[code].title, { cause });
    this.code = code;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }

  get status(): number {
    return errorTable[this.code].status;
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
