const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
/** A mail about something that happened an hour ago is news of yesterday, and the links in it have ended. */
const GOOD_FOR_MS = 60 * 60_000;

export interface Tried {
  readonly tries: number;
  /** Since the mail was handed over. */
  readonly ageMs: number;
  /** From 0 to 1: mails that failed together shall not come back together. */
  readonly random: number;
}

/** How long to wait before a mail is tried again: growing pauses, for an hour in all. */
export function nextTry({ tries, ageMs, random }: Tried): number | "give up" {
  const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS) * (0.5 + random / 2);
  return ageMs + pauseMs > GOOD_FOR_MS ? "give up" : pauseMs;
}
