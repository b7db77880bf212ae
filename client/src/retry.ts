import { ProtocolError } from "@tacet/protocol";
import { ClientError } from "./client-error.ts";

const FIRST_PAUSE_MS = 250;
/** A longer wait than this is for a person to decide. */
const LONGEST_PAUSE_MS = 5_000;

export interface Patience {
  readonly maxTries: number;
}

/** Some two seconds. */
const usualPatience: Patience = { maxTries: 4 };
/** Some fifty-five seconds of pauses: a read that may be spent is worth waiting for while its lease can last (RULES.md N4). */
export const leasePatience: Patience = { maxTries: 14 };

export interface FailedTry {
  /** How many there were, this one included. */
  readonly tries: number;
  readonly error: unknown;
  /** 0 to 1. */
  readonly random: number;
}

/** True when nobody can say whether the server did what it was asked: only an idempotent call may then be made again. */
export function isOutcomeUnknown(error: unknown): boolean {
  if (error instanceof ClientError) return error.code === "unreachable_server";
  return error instanceof ProtocolError && error.status >= 500 && error.code !== "storage_full";
}

/** How long to wait before the next try, or "give_up". Pure, so that its whole table is tested. */
export function pauseAfter(
  { tries, error, random }: FailedTry,
  { maxTries }: Patience = usualPatience,
): number | "give_up" {
  if (tries >= maxTries) return "give_up";
  const isFlooded = error instanceof ProtocolError && error.code === "too_many_requests";
  if (!isFlooded && !isOutcomeUnknown(error)) return "give_up";
  const asked = error instanceof ProtocolError ? (error.retryAfterMs ?? 0) : 0;
  if (asked > LONGEST_PAUSE_MS) return "give_up";
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
  return Math.max(asked, pauseMs) * (1 + random / 2);
}

/** Runs an idempotent call until it succeeds, fails for good, or patience is at its end. */
export async function retry<T>(attempt: (tries: number) => Promise<T>, patience?: Patience): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(tries);
    } catch (error) {
      const pauseMs = pauseAfter({ tries, error, random: Math.random() }, patience);
      if (pauseMs === "give_up") throw error;
      await new Promise((resume) => setTimeout(resume, pauseMs));
    }
  }
}
