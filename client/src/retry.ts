import { ProtocolError } from "@tacet/protocol";
import { ClientError } from "./client-error.ts";

const MAX_TRIES = 4;
const FIRST_PAUSE_MS = 250;
/** A longer wait than this is for a person to decide. */
const LONGEST_PAUSE_MS = 5_000;

/** True when nobody can say whether the server did what it was asked: only an idempotent call may then be made again. */
export function isOutcomeUnknown(error: unknown): boolean {
  if (error instanceof ClientError) return error.code === "unreachable_server";
  return error instanceof ProtocolError && error.status >= 500 && error.code !== "storage_full";
}

/** How long to wait before the next try, or "give_up". Pure, so that its whole table is tested. */
export function pauseBefore(tries: number, error: unknown, random: number): number | "give_up" {
  if (tries >= MAX_TRIES) return "give_up";
  const isFlooded = error instanceof ProtocolError && error.code === "too_many_requests";
  if (!isFlooded && !isOutcomeUnknown(error)) return "give_up";
  const asked = error instanceof ProtocolError ? (error.retryAfterMs ?? 0) : 0;
  if (asked > LONGEST_PAUSE_MS) return "give_up";
  return Math.max(asked, FIRST_PAUSE_MS * 2 ** (tries - 1)) * (1 + random / 2);
}

/** Runs an idempotent call until it succeeds, fails for good, or has been tried four times. */
export async function retry<T>(attempt: (tries: number) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt(tries);
    } catch (error) {
      const pauseMs = pauseBefore(tries, error, Math.random());
      if (pauseMs === "give_up") throw error;
      await new Promise((resume) => setTimeout(resume, pauseMs));
    }
  }
}
