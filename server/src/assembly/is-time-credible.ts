import type { Storage } from "../storage/storage.ts";

/** By the database's clock, read now: nothing may be destroyed by time while it is not (RULES.md N14). */
export async function isTimeCredible({ database, clock }: Storage): Promise<boolean> {
  clock.follow(await database.readClock());
  return !clock.isSuspect;
}
