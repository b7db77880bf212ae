import { ProtocolError } from "@tacet/protocol";

export interface DailyQuotaRules {
  readonly maxNotes: number;
  readonly maxBytes: number;
  /** Milliseconds on a clock that never goes back. */
  readonly monotonicMs: () => number;
  readonly maxSources?: number;
}

interface Day {
  readonly startedAt: number;
  notes: number;
  bytes: number;
}

const DAY_MS = 24 * 3600 * 1000;

/**
 * What one source may store in 24 hours, counted from its first note (RULES.md N13). In memory, so a restart forgets; the limit on all notes
 * together is the hard one. When the memory is full, the day that began first gives way: to profit, a source would have to come from
 * `maxSources` other addresses, each with a quota of its own.
 */
export function createDailyQuota({ maxNotes, maxBytes, monotonicMs, maxSources = 65_536 }: DailyQuotaRules) {
  const days = new Map<string, Day>();

  const today = (source: string, now: number): Day => {
    const day = days.get(source);
    if (day && now - day.startedAt < DAY_MS) return day;
    days.delete(source);
    dropOld(days, { now, maxSources });
    const fresh = { startedAt: now, notes: 0, bytes: 0 };
    days.set(source, fresh);
    return fresh;
  };

  return {
    /** Counts one note of so many bytes, or throws `too_many_requests` and counts nothing. */
    charge: (source: string, bytes: number): void => {
      const now = monotonicMs();
      const day = today(source, now);
      if (day.notes + 1 > maxNotes || day.bytes + bytes > maxBytes) {
        const detail = "This address has stored as much as it may in a day";
        throw new ProtocolError("too_many_requests", { detail, retryAfterMs: day.startedAt + DAY_MS - now });
      }
      day.notes += 1;
      day.bytes += bytes;
    },
    size: (): number => days.size,
  };
}

/** Days stand in the order in which they began. */
function dropOld(days: Map<string, Day>, { now, maxSources }: { now: number; maxSources: number }): void {
  for (const [source, day] of days) {
    if (now - day.startedAt < DAY_MS && days.size < maxSources) return;
    days.delete(source);
  }
}
