import type { NoteReceipt } from "@tacet/client";
import { expect, test } from "bun:test";
import { lineWords, receiptJson, receiptWords } from "./receipt-words.ts";

const at = Date.UTC(2026, 2, 1, 12);

const receipt = (changes: Partial<NoteReceipt> = {}): NoteReceipt => ({
  state: "live",
  madeAt: at,
  expiresAt: at + 60_000,
  endedAt: undefined,
  reads: 2,
  readsLeft: 1,
  failedTries: 0,
  lines: [{ kind: "not_opened" }],
  ...changes,
});

test("a receipt claims no more than the server can know", () => {
  const words = [
    lineWords({ kind: "not_opened" }),
    lineWords({ kind: "not_confirmed", takenAt: at }),
    lineWords({ kind: "confirmation_forged", takenAt: at }),
    lineWords({ kind: "expired_never_taken", at }),
    lineWords({ kind: "burned_never_taken", at }),
  ].map((line) => line.replaceAll(/ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \w+([+-][\d:]+)?/g, " T"));
  expect(words).toEqual([
    "Not opened.",
    "Taken T, not confirmed: it may have been read.",
    "Taken T. The server says that the opening was confirmed, but cannot show it: do not rely on that.",
    "Expired T, never taken.",
    "Burned T, never taken.",
  ]);
});

test("what happened stands first, then what is left", () => {
  const [first, second, third] = receiptWords(receipt({ failedTries: 1 }));
  expect(first).toBe("Not opened.");
  expect(second).toStartWith("Still there: 1 of 2 reads left; it expires 2026-03-01 ");
  expect(third).toBe("A wrong passphrase was tried 1 time.");
});

test("programs get every time as RFC 3339", () => {
  const taken = { kind: "confirmed", takenAt: at, confirmedAt: at + 1 } as const;
  expect(receiptJson(receipt({ state: "ended", endedAt: at + 1, lines: [taken] }))).toMatchObject({
    madeAt: "2026-03-01T12:00:00.000Z",
    endedAt: "2026-03-01T12:00:00.001Z",
    lines: [{ kind: "confirmed", takenAt: "2026-03-01T12:00:00.000Z", confirmedAt: "2026-03-01T12:00:00.001Z" }],
  });
});

test("a time that no calendar has is a broken answer, not a fault of ours", () => {
  expect(() => receiptWords(receipt({ expiresAt: Number.MAX_SAFE_INTEGER }))).toThrow("not as the contract says");
});
