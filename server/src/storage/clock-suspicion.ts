import type { Kysely } from "kysely";
import type { Clock } from "./clock.ts";
import type { Schema } from "./schema.ts";
import { deleteMeta, readMeta, writeMeta } from "./server-facts.ts";

/** What `meta` keeps of a clock that jumped, so that a restart does not believe what the process before it did not (RULES.md N14). */

/**
 * At start. A server that was off for a month believes its clock; one whose predecessor found the clock suspect does not, until the
 * clock has come back or the operator accepts it.
 */
export async function resumeTime(tx: Kysely<Schema>, clock: Clock, lastBeat: number): Promise<void> {
  await hearAcceptance(tx, clock);
  if ((await readMeta(tx, "clock_suspect")) === undefined) clock.startFrom(lastBeat);
  else clock.startInDoubt(lastBeat);
}

export async function hearAcceptance(db: Kysely<Schema>, clock: Clock): Promise<void> {
  clock.accept(Number((await readMeta(db, "clock_accepted")) ?? 0));
}

/** With each beat, for the starts to come; a clock that is believed again takes it back. */
export async function recordSuspicion(tx: Kysely<Schema>, clock: Clock): Promise<void> {
  if (clock.isSuspect) await writeMeta(tx, "clock_suspect", String(clock.now()));
  else await deleteMeta(tx, "clock_suspect");
}

/** The operator says that clocks may show up to this time, in ms since 1970. */
export async function recordAcceptance(tx: Kysely<Schema>, upTo: number): Promise<void> {
  await writeMeta(tx, "clock_accepted", String(upTo));
  await deleteMeta(tx, "clock_suspect");
}
