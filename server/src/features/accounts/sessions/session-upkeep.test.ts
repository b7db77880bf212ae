import { expect, test } from "bun:test";
import { upkeepOf, type SessionTimes, type Showing } from "./session-upkeep.ts";

const HOUR_MS = 3_600_000;
const NOW = 1_000 * HOUR_MS;

const of = (times: Partial<SessionTimes>, showing: Partial<Showing> = {}) =>
  upkeepOf(
    {
      hasPrevious: false,
      previousUntil: null,
      lastUsedAt: NOW,
      rotatedAt: NOW,
      expiresAt: NOW + HOUR_MS,
      ...times,
    },
    { shown: "current", carrier: "cookie", now: NOW, idleMs: HOUR_MS, ...showing },
  );

const valid = { kind: "valid", isToMark: false, rotation: "none", isNewInUse: false } as const;

test("a session that was used just now needs nothing", () => expect(of({})).toEqual(valid));

test("a session lapses at its end, and when it is idle, to the millisecond", () => {
  expect(of({ expiresAt: NOW })).toEqual({ kind: "lapsed" });
  expect(of({ lastUsedAt: NOW - HOUR_MS })).toEqual({ kind: "lapsed" });
  expect(of({ lastUsedAt: NOW - HOUR_MS + 1 })).toEqual({ ...valid, isToMark: true });
});

test("use is written every five minutes", () => {
  expect(of({ lastUsedAt: NOW - 299_999 })).toEqual(valid);
  expect(of({ lastUsedAt: NOW - 300_000 })).toEqual({ ...valid, isToMark: true });
});

test("a browser's token is changed after a day; a program's when it asks", () => {
  expect(of({ rotatedAt: NOW - 24 * HOUR_MS })).toEqual({ ...valid, rotation: "rotate" });
  expect(of({ rotatedAt: NOW - 24 * HOUR_MS }, { carrier: "token" })).toEqual(valid);
});

test("the first use of a new token ends the one before", () => {
  expect(of({ hasPrevious: true })).toEqual({ ...valid, isNewInUse: true });
  expect(of({ hasPrevious: true, previousUntil: NOW + 1 })).toEqual(valid);
});

test("the token before works for its minute, and is a thief's after it", () => {
  expect(of({ hasPrevious: true, previousUntil: NOW + 1 }, { shown: "previous" })).toEqual(valid);
  expect(of({ hasPrevious: true, previousUntil: NOW }, { shown: "previous" })).toEqual({ kind: "stolen" });
});

test("a new token that was not used for a minute is taken for lost", () => {
  const waiting = { hasPrevious: true, rotatedAt: NOW - 59_999 };
  expect(of(waiting, { shown: "previous" })).toEqual(valid);
  const lost = { hasPrevious: true, rotatedAt: NOW - 60_000 };
  expect(of(lost, { shown: "previous" })).toEqual({ ...valid, rotation: "replace unused" });
});
