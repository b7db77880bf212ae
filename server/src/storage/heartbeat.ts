import type { Clock } from "./clock.ts";
import { hearAcceptance, recordSuspicion } from "./clock-suspicion.ts";
import type { Database } from "./database.ts";
import { writeMark } from "./mark.ts";
import { readHeartbeat, writeHeartbeat } from "./server-facts.ts";

export const BEAT_MS = 10_000;
/** Without a beat for so long, no process was alive. */
export const SILENCE_MS = 20_000;

export interface HeartbeatDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly dataFolder: string;
  readonly instance: string;
  readonly tendKeys: () => Promise<void>;
}

/**
 * One beat: follows the database's clock, hears whether the operator accepted a jump of it, and records the highest time seen in the
 * database (the floor of the next start, RULES.md N14), with what is suspected of the clock, and in the mark beside it (S5).
 */
export function createBeat({ database, clock, dataFolder, instance, tendKeys }: HeartbeatDeps): () => Promise<void> {
  return async () => {
    await hearAcceptance(database.read, clock);
    clock.follow(await database.readClock());
    await database.transact(async (tx) => {
      await writeHeartbeat(tx, clock.now());
      await recordSuspicion(tx, clock);
    });
    // After the database: a mark is never newer than what it speaks of.
    writeMark(dataFolder, { instance, heartbeat: await readHeartbeat(database.read) });
    await tendKeys();
  };
}

export interface Beating extends AsyncDisposable {
  /** At once, sharing a beat that is under way. */
  beat(): Promise<void>;
}

/** Beats until it is disposed of. A beat that fails is told and the next one comes all the same. */
export function startBeating(beat: () => Promise<void>, onTrouble: (error: unknown) => void): Beating {
  let running: Promise<void> | undefined;
  const once = (): Promise<void> => {
    running ??= beat().finally(() => {
      running = undefined;
    });
    return running;
  };
  const timer = setInterval(() => void once().catch(onTrouble), BEAT_MS);
  timer.unref();
  return {
    beat: once,
    [Symbol.asyncDispose]: async () => {
      clearInterval(timer);
      await running?.catch(() => {}); // told already by the timer, or to whoever asked for it
    },
  };
}
