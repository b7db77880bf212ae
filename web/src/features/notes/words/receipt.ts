import type { NoteReceipt, ReceiptLine } from "@tacet/client";
import { unreachable } from "@tacet/protocol";
import { formatTime } from "../../../ui/format-time.ts";

export const words = {
  title: "What became of your note",
  asking: "Asking the server…",
  made: "Made",
  ends: "Gone at the latest",
  ended: "Ended",
  opensLeft: "Openings left",
  opens: ({ readsLeft, reads }: NoteReceipt): string => `${readsLeft} of ${reads}`,
  failedTries: "Wrong passphrases",
  lines: "What happened",
  refresh: "Look again",
  refreshing: "Looking again…",
  burn: "Destroy the note…",
  burning: "Destroying the note…",
  burnTitle: "Destroy this note now?",
  burnText: "Nobody can open it afterwards. This cannot be undone. What somebody has opened already stays with them.",
  burnYes: "Destroy it",
  burnNo: "Keep it",
} as const;

/** The words of RULES.md N9: they claim no more than the server can know. */
export function describeLine(line: ReceiptLine): string {
  switch (line.kind) {
    case "not_opened":
      return "Not opened.";
    case "confirmed":
      return `Taken at ${formatTime(line.takenAt)}, opening confirmed at ${formatTime(line.confirmedAt)}.`;
    case "not_confirmed":
      return `Taken at ${formatTime(line.takenAt)}, not confirmed: it may have been read.`;
    case "confirmation_forged":
      return `Taken at ${formatTime(line.takenAt)}. The server says that the opening was confirmed, but cannot prove it: it may have been read.`;
    case "expired_never_taken":
      return `Expired at ${formatTime(line.at)}, never taken.`;
    case "burned_never_taken":
      return `Burned at ${formatTime(line.at)}, never taken.`;
    case "taken_then_burned":
      return `Taken at ${formatTime(line.takenAt)}, then burned at ${formatTime(line.burnedAt)}.`;
    default:
      return unreachable(line);
  }
}
