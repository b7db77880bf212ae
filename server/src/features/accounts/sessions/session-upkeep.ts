/** What a request with a session makes of it, beside being answered. Pure, so that its whole table is tested. */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** "Last used" is true to this. Writing it with every request would cost each of them a commit. */
export const USE_PRECISION_MS = 5 * MINUTE_MS;
/** RULES.md A7. */
export const ROTATE_AFTER_MS = DAY_MS;
/** After the first use of the new token, for what is on its way with the old one. */
export const PREVIOUS_LIVES_MS = MINUTE_MS;

export interface SessionTimes {
  readonly hasPrevious: boolean;
  readonly previousUntil: number | null;
  readonly lastUsedAt: number;
  readonly rotatedAt: number;
  readonly expiresAt: number;
}

export interface Showing {
  readonly shown: "current" | "previous";
  readonly carrier: "cookie" | "token";
  readonly now: number;
  readonly idleMs: number;
}

export type Upkeep =
  | { readonly kind: "lapsed" }
  /** A token that was replaced, and whose replacement is in use: two parties hold this session, and nobody can say which is the owner. */
  | { readonly kind: "stolen" }
  | {
      readonly kind: "valid";
      readonly isToMark: boolean;
      readonly rotation: "none" | "rotate" | "replace unused";
      readonly isNewInUse: boolean;
    };

export function upkeepOf(session: SessionTimes, { shown, carrier, now, idleMs }: Showing): Upkeep {
  if (now >= session.expiresAt || now >= session.lastUsedAt + idleMs) return { kind: "lapsed" };
  if (shown === "previous" && session.previousUntil !== null && now >= session.previousUntil) return { kind: "stolen" };
  return {
    kind: "valid",
    isToMark: now - session.lastUsedAt >= USE_PRECISION_MS,
    rotation: carrier === "cookie" ? rotationOf(session, shown, now) : "none",
    isNewInUse: shown === "current" && session.hasPrevious && session.previousUntil === null,
  };
}

/** A program asks for its new token by itself; a browser's comes with the answer to whatever it asks. */
function rotationOf({ previousUntil, rotatedAt }: SessionTimes, shown: Showing["shown"], now: number) {
  if (shown === "current") return now - rotatedAt >= ROTATE_AFTER_MS ? "rotate" : "none";
  const wasLost = previousUntil === null && now - rotatedAt >= PREVIOUS_LIVES_MS;
  return wasLost ? "replace unused" : "none";
}
