import type { Database as Sqlite } from "bun:sqlite";
import { ProtocolError } from "@tacet/protocol";
import { sqliteCode } from "./sqlite-errors.ts";
import { withoutWaiting } from "./sqlite-file.ts";

export interface TraceTimes {
  /** From a write to the first try: many writes share it. */
  readonly delayMs: number;
  /** The same after a destruction. Not at once: while notes are read one after the other, each would pay two disk flushes more. */
  readonly destroyedDelayMs: number;
  readonly retryMs: number;
  /** When it gives up and says so; the next write begins again. */
  readonly deadlineMs: number;
  /** A stop is not held up for longer by somebody who reads the file, such as a backup. */
  readonly closingMs: number;
}

/** From a write until it gives up: well inside the 60 s of RULES.md S2. */
export const traceTimes: TraceTimes = {
  delayMs: 10_000,
  destroyedDelayMs: 1_000,
  retryMs: 500,
  deadlineMs: 45_000,
  closingMs: 5_000,
};

export interface TraceEraser {
  /** Something was written: its old bytes go soon. */
  noteWrite(): void;
  /** Something was destroyed: its bytes go sooner than those of other writes. */
  noteDestruction(): void;
  /** Now. Throws ProtocolError("unavailable") when other connections keep the log in use for the whole deadline. */
  erase(): Promise<void>;
  /** Once more, within `closingMs`; throws as `erase` does. Whatever else was trying ends by then, and no timer runs on. */
  stop(): Promise<void>;
}

/**
 * Deleted bytes live on in SQLite's write-ahead log until a TRUNCATE checkpoint, which does nothing while anybody reads
 * (RULES.md S2): so it is repeated until it succeeds.
 */
export function createTraceEraser(sqlite: Sqlite, times: TraceTimes, onTrouble: (error: unknown) => void): TraceEraser {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let beginsAt = Number.POSITIVE_INFINITY;
  let stopsAt = Number.POSITIVE_INFINITY;

  async function round(): Promise<void> {
    const givesUpAt = performance.now() + times.deadlineMs;
    while (!emptyLog(sqlite)) {
      if (performance.now() > Math.min(givesUpAt, stopsAt)) {
        throw new ProtocolError("unavailable", {
          detail: "The log of the database is in use and could not be emptied",
        });
      }
      await new Promise((resolve) => void setTimeout(resolve, times.retryMs));
    }
  }

  const erase = shareRounds(round);

  function eraseWithin(delayMs: number): void {
    const at = performance.now() + delayMs;
    // What is written after the stop has begun leaves its traces to the next start.
    if (at >= beginsAt || Number.isFinite(stopsAt)) return;
    beginsAt = at;
    clearTimeout(timer);
    timer = setTimeout(() => {
      beginsAt = Number.POSITIVE_INFINITY;
      erase().catch(onTrouble);
    }, delayMs);
    timer.unref();
  }

  return {
    noteWrite: () => eraseWithin(times.delayMs),
    noteDestruction: () => eraseWithin(times.destroyedDelayMs),
    erase,
    stop: () => {
      clearTimeout(timer);
      stopsAt = performance.now() + times.closingMs;
      return erase();
    },
  };
}

/** One at a time. All who ask while one runs share the next: the one that runs may have looked before they wrote. */
function shareRounds(round: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    next = undefined;
    running = round().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (next) return next;
    if (!running) return begin();
    next = running.then(begin, begin);
    return next;
  };
}

/** False while it is in use: `busy` is 1, or the statement itself is refused. */
function emptyLog(sqlite: Sqlite): boolean {
  if (sqlite.inTransaction) return false;
  try {
    const row = withoutWaiting(sqlite, () => checkpoint(sqlite));
    return typeof row === "object" && row !== null && "busy" in row && row.busy === 0;
  } catch (error) {
    const code = sqliteCode(error);
    if (code === "SQLITE_BUSY" || code === "SQLITE_LOCKED") return false;
    throw error;
  }
}

function checkpoint(sqlite: Sqlite): unknown {
  using statement = sqlite.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
  return statement.get();
}
