import { expect } from "bun:test";
import { createWrongClock, onEachNewDatabase, type OpenStorage, type WrongClock } from "../../test/databases.ts";
import { recordAcceptance } from "./clock-suspicion.ts";
import { readHeartbeat, readMeta, writeMeta } from "./server-facts.ts";
import type { Storage } from "./storage.ts";

const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;
const close = async (storage: Storage): Promise<void> => storage[Symbol.asyncDispose]();

/** A server that served, and whose clock then jumped by three days. */
async function startSuspicious(open: OpenStorage, { changes, jump }: WrongClock) {
  const storage = await open(changes);
  const reached = storage.clock.now();
  await jump(3 * DAY);
  await storage.beat();
  expect(isInDoubt(storage, reached)).toBe(true);
  return { storage, reached };
}

/** It believes no jump, and its time goes on from what was reached: PostgreSQL's clock cannot be made to stand still. */
const isInDoubt = ({ clock }: Storage, reached: number): boolean =>
  clock.isSuspect && clock.now() >= reached && clock.now() < reached + HOUR;
const believes = ({ clock }: Storage, time: number): boolean =>
  !clock.isSuspect && clock.now() >= time && clock.now() < time + HOUR;

onEachNewDatabase(
  "a clock that was found suspect is not believed after a restart either, nor after a second",
  async (open, place) => {
    const wrong = await createWrongClock(place);
    const { storage, reached } = await startSuspicious(open, wrong);
    await close(storage);
    for (let restart = 0; restart < 2; restart += 1) {
      const again = await open(wrong.changes);
      expect(isInDoubt(again, reached)).toBe(true);
      await again.beat();
      expect(isInDoubt(again, reached)).toBe(true);
      expect(await readHeartbeat(again.database.read)).toBeLessThan(reached + HOUR);
      await close(again);
    }
  },
);

onEachNewDatabase(
  "a process that starts while another finds the clock suspect does not believe it",
  async (open, place) => {
    const wrong = await createWrongClock(place);
    const { storage, reached } = await startSuspicious(open, wrong);
    const second = await open(wrong.changes);
    expect(isInDoubt(second, reached)).toBe(true);
    await storage.beat();
    await second.beat();
    expect([isInDoubt(storage, reached), isInDoubt(second, reached)]).toEqual([true, true]);
  },
);

onEachNewDatabase("a clock that has come back is believed, and a month off after that too", async (open, place) => {
  const wrong = await createWrongClock(place);
  const { storage, reached } = await startSuspicious(open, wrong);
  await wrong.jump(-3 * DAY);
  await storage.beat();
  expect(believes(storage, reached)).toBe(true);
  expect(await readMeta(storage.database.read, "clock_suspect")).toBeUndefined();
  await close(storage);
  await wrong.jump(30 * DAY);
  expect(believes(await open(wrong.changes), reached + 30 * DAY)).toBe(true);
});

onEachNewDatabase("a clock that came back while no server ran is believed at the start", async (open, place) => {
  const wrong = await createWrongClock(place);
  const { storage, reached } = await startSuspicious(open, wrong);
  await close(storage);
  await wrong.jump(-2.5 * DAY);
  const after = await open(wrong.changes);
  expect(believes(after, reached + DAY / 2)).toBe(true);
  expect(await readMeta(after.database.read, "clock_suspect")).toBeUndefined();
});

onEachNewDatabase(
  "a clock that was accepted is believed at the start, also when a beat that had not heard of it came after",
  async (open, place) => {
    const wrong = await createWrongClock(place);
    const { storage, reached } = await startSuspicious(open, wrong);
    const { database } = storage;
    await database.transact((tx) => recordAcceptance(tx, reached + 3 * DAY));
    expect(await readMeta(database.read, "clock_suspect")).toBeUndefined();
    await database.transact((tx) => writeMeta(tx, "clock_suspect", String(reached)));
    await close(storage);
    expect(believes(await open(wrong.changes), reached + 3 * DAY)).toBe(true);
  },
);
