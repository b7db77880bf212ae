import type { SessionEndCause } from "../../../storage/tables/retention-tables.ts";

/** What the end of a session clears, and when. Pure, so that its whole table is tested (RULES.md L5). */

const DAY_MS = 24 * 3600 * 1000;
/** What an end that its owner did not bring about clears waits so long for them. */
export const CLEARING_WAITS_MS = 7 * DAY_MS;

export interface EndedSession {
  readonly id: Uint8Array;
  /** All that was said in it goes with it. */
  readonly leavesNothing: boolean;
}

/** What is left of the account then. */
export interface AfterEnding {
  /** It is signed in somewhere else. */
  readonly isElsewhere: boolean;
  /** Not long ago sessions of it were ended from elsewhere or by force, and nobody has decided about that: the last one may be a thief's. */
  readonly isContested: boolean;
}

/** Times in ms; null for what is not cleared. */
export interface Clearing {
  readonly saidAt: number | null;
  readonly ownAt: number | null;
  readonly allAt: number | null;
  readonly keptUntil: number;
}

export function clearingOf(
  cause: SessionEndCause,
  { leavesNothing }: Pick<EndedSession, "leavesNothing">,
  { isElsewhere, isContested }: AfterEnding,
  now: number,
): Clearing {
  const later = now + CLEARING_WAITS_MS;
  const said = (at: number): number | null => (leavesNothing ? at : null);
  // Whoever is signed in elsewhere has not signed out: only the last session of an account ends with what it chose for that.
  const onceOut = (at: number): number | null => (isElsewhere ? null : at);
  const clearings: Readonly<Record<SessionEndCause, Clearing>> = {
    deleted: { saidAt: said(now), ownAt: now, allAt: now, keptUntil: now },
    // Own messages a session can delete one by one anyway; what others have said it can not.
    signed_out: { saidAt: said(now), ownAt: now, allAt: onceOut(isContested ? later : now), keptUntil: now },
    ended_elsewhere: { saidAt: said(now), ownAt: null, allAt: null, keptUntil: later },
    lapsed: { saidAt: said(now), ownAt: onceOut(later), allAt: onceOut(later), keptUntil: now },
    forced: { saidAt: said(later), ownAt: onceOut(later), allAt: onceOut(later), keptUntil: later },
  };
  return clearings[cause];
}

/** The first of its times: then there is something to do, if only to forget it. */
export const nextOf = ({ saidAt, ownAt, allAt, keptUntil }: Clearing): number =>
  Math.min(...[saidAt, ownAt, allAt].filter((at) => at !== null), keptUntil);
