import { expect, test } from "bun:test";
import type { SessionEndCause } from "../../../storage/tables/retention-tables.ts";
import { CLEARING_WAITS_MS, clearingOf, nextOf } from "./session-ending.ts";

const NOW = 1_000_000;
const LATER = NOW + CLEARING_WAITS_MS;

const last = { isElsewhere: false, isContested: false };
const not = null;

/** When what it said, what the account said, and all goes; and until when the end is in doubt. */
const table: Readonly<Record<SessionEndCause, readonly (number | null)[]>> = {
  signed_out: [NOW, NOW, NOW, NOW],
  deleted: [NOW, NOW, NOW, NOW],
  ended_elsewhere: [NOW, not, not, LATER],
  lapsed: [NOW, LATER, LATER, NOW],
  forced: [LATER, LATER, LATER, LATER],
};

const timesOf = (cause: SessionEndCause, after = last, leavesNothing = true) => {
  const { saidAt, ownAt, allAt, keptUntil } = clearingOf(cause, { leavesNothing }, after, NOW);
  return [saidAt, ownAt, allAt, keptUntil];
};

for (const cause of ["signed_out", "deleted", "ended_elsewhere", "lapsed", "forced"] as const) {
  test(`what the last session of an account clears that ended so: ${cause}`, () => {
    expect(timesOf(cause)).toEqual([...table[cause]]);
    expect(timesOf(cause, last, false)).toEqual([not, ...table[cause].slice(1)]);
  });
}

test("whoever is signed in elsewhere has not signed out: nothing of others goes, and no end by time or force counts", () => {
  const elsewhere = { ...last, isElsewhere: true };
  expect(timesOf("signed_out", elsewhere)).toEqual([NOW, NOW, not, NOW]);
  expect(timesOf("lapsed", elsewhere)).toEqual([NOW, not, not, NOW]);
  expect(timesOf("forced", elsewhere)).toEqual([LATER, not, not, LATER]);
});

test("when others were signed out by it, the sign-out of the last session leaves the rest to the owner", () => {
  expect(timesOf("signed_out", { ...last, isContested: true })).toEqual([NOW, NOW, LATER, NOW]);
});

test("there is something to do at the first of its times", () => {
  expect(nextOf({ saidAt: null, ownAt: 7, allAt: 5, keptUntil: 9 })).toBe(5);
  expect(nextOf({ saidAt: null, ownAt: null, allAt: null, keptUntil: 9 })).toBe(9);
});
