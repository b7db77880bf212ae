import { ProtocolError, type ErrorCode } from "@tacet/protocol";
import { ClientError, type ClientErrorCode } from "../client-error.ts";
import type { UnusableEntry } from "./unusable-entry.ts";

/** Why something did not work, as a page needs it: the words for each code are the page's. */
export interface PageProblem {
  /** `unexpected`: neither server nor SDK has a name for it. */
  readonly code: ErrorCode | ClientErrorCode | UnusableEntry | "unexpected";
  /** When trying again can help. */
  readonly retryAfterMs: number | undefined;
}

export function problemOf(error: unknown): PageProblem {
  if (error instanceof ProtocolError) return { code: error.code, retryAfterMs: error.retryAfterMs };
  return { code: error instanceof ClientError ? error.code : "unexpected", retryAfterMs: undefined };
}
