import { expect, test } from "bun:test";
import { createSteeredTime } from "../../test/databases.ts";
import { createClock } from "./clock.ts";

const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;
const START = 1_795_000_000_000;

test("time goes on when the wall clock is moved back, and never repeats a smaller value", () => {
  const time = createSteeredTime(START);
  const clock = createClock(time.sources);
  time.advance(1000);
  expect(clock.now()).toBe(START + 1000);
  time.jump(-5 * DAY);
  expect(clock.now()).toBe(START + 1000);
  time.advance(250);
  expect(clock.now()).toBe(START + 1250);
});

test("a small jump forward is followed", () => {
  const time = createSteeredTime(START);
  const clock = createClock(time.sources);
  time.jump(23 * HOUR);
  expect(clock.now()).toBe(START + 23 * HOUR);
  expect(clock.isSuspect).toBe(false);
});

test("a jump of more than a day is not believed: the old reckoning goes on until the clock returns", () => {
  const time = createSteeredTime(START);
  const clock = createClock(time.sources);
  time.jump(25 * HOUR);
  expect(clock.isSuspect).toBe(true);
  expect(clock.now()).toBe(START);
  time.advance(500);
  expect(clock.now()).toBe(START + 500);
  time.jump(-25 * HOUR);
  expect(clock.isSuspect).toBe(false);
  expect(clock.now()).toBe(START + 500);
});

test("a jump that the operator accepted is followed, a later one is not", () => {
  const time = createSteeredTime(START);
  const clock = createClock(time.sources);
  time.jump(30 * DAY);
  expect(clock.isSuspect).toBe(true);
  clock.accept(START + 30 * DAY);
  expect(clock.now()).toBe(START + 30 * DAY);
  expect(clock.isSuspect).toBe(false);
  time.jump(2 * DAY);
  expect(clock.isSuspect).toBe(true);
  expect(clock.now()).toBe(START + 30 * DAY);
});

test("what was reached before a restart is the floor after it", () => {
  const time = createSteeredTime(START);
  const clock = createClock(time.sources);
  clock.startFrom(START + 7 * DAY);
  expect(clock.now()).toBe(START + 7 * DAY);
  time.advance(10);
  expect(clock.now()).toBe(START + 7 * DAY + 10);
});

test("a server that was off for a month does not find its clock suspect", () => {
  const time = createSteeredTime(START);
  const clock = createClock(time.sources);
  clock.startFrom(START - 30 * DAY);
  expect(clock.isSuspect).toBe(false);
  expect(clock.now()).toBe(START);
});

test("a start in doubt goes on from the last beat, and believes a reading of less than a day beyond it", () => {
  const time = createSteeredTime(START);
  const clock = createClock(time.sources);
  clock.startInDoubt(START - 3 * DAY);
  expect(clock.isSuspect).toBe(true);
  time.advance(HOUR);
  expect([clock.now(), clock.isSuspect]).toEqual([START - 3 * DAY + HOUR, true]);
  expect(clock.latestCredible()).toBe(START - 2 * DAY + HOUR);
  time.jump(-2.5 * DAY);
  expect([clock.now(), clock.isSuspect]).toEqual([START - 2.5 * DAY + HOUR, false]);
});

test("a start in doubt doubts also what was read of another clock before, and may be repeated", () => {
  const time = createSteeredTime();
  const clock = createClock({ monotonic: time.sources.monotonic });
  clock.follow(START);
  for (const lastBeat of [START - 2 * DAY, START - 2 * DAY + 10]) {
    clock.startInDoubt(lastBeat);
    expect([clock.now(), clock.isSuspect]).toEqual([lastBeat, true]);
  }
  clock.accept(START);
  clock.follow(START + HOUR);
  expect([clock.now(), clock.isSuspect]).toEqual([START + HOUR, false]);
});

test("a clock that follows another flows between its readings", () => {
  const time = createSteeredTime(START);
  const clock = createClock({ monotonic: time.sources.monotonic });
  expect(() => clock.now()).toThrow("not been read yet");
  clock.follow(START);
  time.advance(1500);
  expect(clock.now()).toBe(START + 1500);
  clock.follow(START + 1400);
  expect(clock.now()).toBe(START + 1500);
  clock.follow(START + 3 * DAY);
  expect([clock.now(), clock.isSuspect]).toEqual([START + 1500, true]);
});
