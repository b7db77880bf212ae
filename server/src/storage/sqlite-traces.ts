import type { Database as Sqlite } from "bun:sqlite";
import { ProtocolError } from "@tacet/protocol";
import { sqliteCode } from "./sqlite-errors.ts";

export interface TraceTimes {
  /** From a write to the first try: many writes share it. */
  readonly delayMs: number;
  readonly retryMs: number;
  /** When it gives up and says so; the next write begins again. */
  readonly deadlineMs: number;
}

/** Together well inside the 60 s of RULES.md S2. */
export const traceTimes: TraceTimes = { delayMs: 10_000, retryMs: 500, deadlineMs: 45_000 };

export interface TraceEraser {
  /** Something was written: its old bytes go soon. */
  noteWrite(): void;
  /** Now. Throws ProtocolError("unavailable") when other connections keep the log in use for the whole deadline. */
  erase(deadlineMs?: number): Promise<void>;
  /** No timer runs on. */
  stop(): void;
}

/**
 * Deleted bytes live on in SQLite's write-ahead log until a TRUNCATE checkpoint, which does nothing while anybody reads
 * (RULES.md S2): so it is repeated until it succeeds.
 */
export function createTraceEraser(sqlite: Sqlite, times: TraceTimes, onTrouble: (error: unknown) => void): TraceEraser {
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function erase(deadlineMs = times.deadlineMs): Promise<void> {
    const started = performance.now();
    while (!emptyLog(sqlite)) {
      if (performance.now() - started > deadlineMs) {
        throw new ProtocolError("unavailable", {
          detail: "The log of the database is in use and could not be emptied",
        });
      }
      await new Promise((resolve) => void setTimeout(resolve, times.retryMs));
    }
  }

  return {
    noteWrite: () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        erase().catch(onTrouble);
      }, times.delayMs);
      timer.unref();
    },
    erase,
    stop: () => clearTimeout(timer),
  };
}

/** False while it is in use: `busy` is 1, or the statement itself is refused. */
function emptyLog(sqlite: Sqlite): boolean {
  if (sqlite.inTransaction) return false;
  try {
    using statement = sqlite.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
    const row: unknown = statement.get();
    return typeof row === "object" && row !== null && "busy" in row && row.busy === 0;
  } catch (error) {
    const code = sqliteCode(error);
    if (code === "SQLITE_BUSY" || code === "SQLITE_LOCKED") return false;
    throw error;
  }
}
