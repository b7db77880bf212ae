import { expect } from "bun:test";
import { createWrongClock, onEachNewDatabase } from "../../test/databases.ts";
import { createClock } from "../storage/clock.ts";
import { isPostgresUrl, openDatabase } from "../storage/open-database.ts";
import type { Storage, StorageOptions } from "../storage/storage.ts";
import { acceptClock } from "./clock.ts";

const HOUR = 3600 * 1000;
const DAY = 24 * HOUR;
const close = async (storage: Storage): Promise<void> => storage[Symbol.asyncDispose]();

onEachNewDatabase("a clock that jumped by days is believed once the operator accepts it", async (open, place) => {
  const { changes, jump } = await createWrongClock(place);
  const storage = await open(changes);
  const before = storage.clock.now();
  await jump(3 * DAY);
  await storage.beat();
  expect(storage.clock.isSuspect).toBe(true);
  expect(storage.clock.now()).toBeLessThan(before + HOUR);
  expect(await acceptAsCommand({ ...place.options, ...changes })).toBeGreaterThanOrEqual(before + 3 * DAY);
  await storage.beat();
  expect(storage.clock.isSuspect).toBe(false);
  expect(storage.clock.now()).toBeGreaterThanOrEqual(before + 3 * DAY);
});

onEachNewDatabase(
  "a clock that is accepted while no server runs is believed at the next start",
  async (open, place) => {
    const { changes, jump } = await createWrongClock(place);
    const before = await open(changes);
    await jump(3 * DAY);
    await before.beat();
    const reached = before.clock.now();
    await close(before);
    await acceptAsCommand({ ...place.options, ...changes });
    const after = await open(changes);
    expect(after.clock.isSuspect).toBe(false);
    expect(after.clock.now()).toBeGreaterThan(reached + 2 * DAY);
  },
);

/** In a process of its own, whose clock knows nothing of a jump. */
async function acceptAsCommand(options: StorageOptions): Promise<number> {
  const { monotonic, wall } = options.clockSources;
  const clock = createClock(isPostgresUrl(options.url) ? { monotonic } : { monotonic, wall });
  await using database = await openDatabase({ ...options, clock });
  return await acceptClock(database);
}
