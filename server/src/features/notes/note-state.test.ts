import { expect, test } from "bun:test";
import { delayAfter, readerView, type NoteStanding } from "./note-state.ts";

const live: NoteStanding = { state: "live", endReason: null, endedAt: null, readsLeft: 1, expiresAt: 1000 };

test("a note is there until the very moment of its expiry, and gone at it, whether it was swept or not", () => {
  expect(readerView(live, 999)).toEqual({ state: "live" });
  expect(readerView(live, 1000)).toEqual({ state: "gone", reason: "expired", at: 1000 });
  expect(readerView(live, 1001)).toEqual({ state: "gone", reason: "expired", at: 1000 });
});

test("a note whose reads are all taken is gone to everybody else, even while its last reader holds it", () => {
  expect(readerView({ ...live, readsLeft: 0 }, 1)).toEqual({ state: "gone", reason: "read", at: undefined });
});

test("a note that ended says how", () => {
  expect(readerView({ ...live, state: "ended", endReason: "burned", endedAt: 7 }, 8)).toEqual({
    state: "gone",
    reason: "burned",
    at: 7,
  });
});

test("wrong passphrases cost one second, then twice as long each, up to a minute", () => {
  expect([0, 1, 2, 3, 6, 7, 8, 1000].map(delayAfter)).toEqual([0, 1000, 2000, 4000, 32_000, 60_000, 60_000, 60_000]);
});
