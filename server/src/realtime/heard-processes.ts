/** Longer than three signs of life take. */
const SILENT_MS = 3500;
/** A process that ended without a word is counted as cut off for so long; a loss of Redis is over sooner. */
const FORGOTTEN_MS = 10 * 60_000;
const MAX_PROCESSES = 1024;

/** Keeps count of what other processes send: whether each message follows the one before it, and who has fallen silent. */
export function createHeardProcesses(monotonicMs: () => number) {
  // A Map iterates in order of insertion, and every message inserts anew: the first one is the longest silent.
  const heard = new Map<string, { readonly count: number; readonly at: number }>();

  const dropForgotten = (now: number): void => {
    for (const [process, { at }] of heard) {
      if (now - at < FORGOTTEN_MS && heard.size <= MAX_PROCESSES) return;
      heard.delete(process);
    }
  };

  return {
    /** "again" for what was heard before. A process starts to count at 1. */
    hear: (process: string, count: number): "in turn" | "after a gap" | "again" => {
      const last = heard.get(process)?.count ?? 0;
      if (count <= last) return "again";
      const now = monotonicMs();
      heard.delete(process);
      heard.set(process, { count, at: now });
      dropForgotten(now);
      return count === last + 1 ? "in turn" : "after a gap";
    },
    forget: (process: string): void => void heard.delete(process),
    /** What such a process tells the others may be lost, and it may still be running. */
    isAnySilent: (): boolean => {
      const now = monotonicMs();
      dropForgotten(now);
      const [longest] = heard.values();
      return longest !== undefined && now - longest.at > SILENT_MS;
    },
    size: (): number => heard.size,
  };
}
