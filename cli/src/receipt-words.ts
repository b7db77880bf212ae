import type { NoteReceipt, ReceiptLine } from "@tacet/client";
import { unreachable } from "@tacet/protocol";
import { isoTime, localTime } from "./times.ts";

/** A receipt in sentences that claim no more than the server can know: RULES.md N9. */
export function receiptWords(receipt: NoteReceipt): string[] {
  const { state, madeAt, expiresAt, endedAt, reads, readsLeft, failedTries, lines } = receipt;
  const standing =
    state === "live"
      ? `Still there: ${readsLeft} of ${counted(reads, "read")} left; it expires ${localTime(expiresAt)}.`
      : `Destroyed${endedAt === undefined ? "" : ` ${localTime(endedAt)}`}.`;
  const tries = failedTries === 0 ? [] : [`A wrong passphrase was tried ${counted(failedTries, "time")}.`];
  return [...lines.map(lineWords), standing, ...tries, `Made ${localTime(madeAt)}.`];
}

export function lineWords(line: ReceiptLine): string {
  switch (line.kind) {
    case "not_opened":
      return "Not opened.";
    case "confirmed":
      return `Taken ${localTime(line.takenAt)}, opening confirmed ${localTime(line.confirmedAt)}.`;
    case "not_confirmed":
      return `Taken ${localTime(line.takenAt)}, not confirmed: it may have been read.`;
    case "confirmation_forged":
      return `Taken ${localTime(line.takenAt)}. The server says that the opening was confirmed, but cannot show it: do not rely on that.`;
    case "expired_never_taken":
      return `Expired ${localTime(line.at)}, never taken.`;
    case "burned_never_taken":
      return `Burned ${localTime(line.at)}, never taken.`;
    case "taken_then_burned":
      return `Taken ${localTime(line.takenAt)}, then burned ${localTime(line.burnedAt)}.`;
    default:
      return unreachable(line);
  }
}

/** The same for programs: every time as RFC 3339. */
export const receiptJson = (receipt: NoteReceipt): object => ({
  state: receipt.state,
  madeAt: isoTime(receipt.madeAt),
  expiresAt: isoTime(receipt.expiresAt),
  endedAt: receipt.endedAt === undefined ? null : isoTime(receipt.endedAt),
  reads: receipt.reads,
  readsLeft: receipt.readsLeft,
  failedTries: receipt.failedTries,
  lines: receipt.lines.map(lineJson),
});

const lineJson = (line: ReceiptLine): object =>
  Object.fromEntries(
    Object.entries(line).map(([key, value]) => [key, typeof value === "number" ? isoTime(value) : value]),
  );

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
