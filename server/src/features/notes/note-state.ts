import type { EndReason } from "@tacet/protocol";

/** What time and claims make of a stored note. Pure, so that expiry never waits for the sweeper. */

export interface NoteStanding {
  readonly state: "live" | "ended";
  readonly endReason: EndReason | null;
  readonly endedAt: number | null;
  readonly readsLeft: number;
  readonly expiresAt: number;
}

export type ReaderView =
  | { readonly state: "live" }
  /** `at`: undefined while the last reader still holds the note. */
  | { readonly state: "gone"; readonly reason: EndReason; readonly at: number | undefined };

/** To somebody who holds the link, a note is gone as soon as nothing of it can be claimed. */
export function readerView(note: NoteStanding, now: number): ReaderView {
  if (note.state === "ended" && note.endReason)
    return { state: "gone", reason: note.endReason, at: note.endedAt ?? undefined };
  if (note.readsLeft === 0) return { state: "gone", reason: "read", at: undefined };
  if (note.expiresAt <= now) return { state: "gone", reason: "expired", at: note.expiresAt };
  return { state: "live" };
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 60_000;

/** How long claims of a note wait after its `failures`-th wrong passphrase: 1 s, 2 s, 4 s … 60 s (RULES.md N1). */
export const delayAfter = (failures: number): number =>
  failures === 0 ? 0 : Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), LONGEST_DELAY_MS);
