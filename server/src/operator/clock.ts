import { recordAcceptance } from "../storage/clock-suspicion.ts";
import type { Database } from "../storage/database.ts";
import { requireCurrentSchema } from "../storage/migrate.ts";

/**
 * The operator says that the clock is right although it jumped (RULES.md N14). Running servers hear it with their next beat, within
 * 10 s; the others when they start. Gives the time that was accepted, in ms since 1970: that of the clock that leads, the database's on PostgreSQL.
 */
export async function acceptClock(database: Database): Promise<number> {
  await requireCurrentSchema(database.read);
  const accepted = await database.readClock();
  await database.transact((tx) => recordAcceptance(tx, accepted));
  return accepted;
}
