import { ProtocolError } from "@tacet/protocol";
import type { Connection } from "./exchange.ts";

export interface PaceRules {
  /** For this long nothing is demanded. */
  readonly graceMs: number;
  /** After that, this much on average. */
  readonly minBytesPerSecond: number;
  readonly tickMs: number;
}

export const defaultPaceRules: PaceRules = { graceMs: 10_000, minBytesPerSecond: 1024, tickMs: 1000 };

/** One body on its way in. */
export interface Upload {
  readonly count: (bytes: number) => void;
  /** Rejects with `request_timeout` when the body is too slow or too late; settles in no other way. */
  readonly tooSlow: Promise<never>;
  readonly stop: () => void;
}

export interface Pace {
  readonly start: (connection: Connection | undefined, deadlineMs: number) => Upload;
}

interface Watched {
  readonly connection: Connection | undefined;
  readonly startedAt: number;
  readonly deadlineMs: number;
  readonly giveUp: (error: ProtocolError) => void;
  bytes: number;
}

/** Longer than a tick; Bun counts in steps of 4 s, up to 255 s. */
const ALLOWED_SECONDS = 30;

/**
 * Watches the speed of bodies (RULES.md L6): slow and honest ones live, by asking Bun for more time; drips and standstills are given up.
 * One timer serves all, and only while there are any, so that the ordinary quick body costs no timer of its own.
 */
export function createPace({ graceMs, minBytesPerSecond, tickMs }: PaceRules, monotonicMs: () => number): Pace {
  const uploads = new Set<Watched>();
  let timer: ReturnType<typeof setInterval> | undefined;

  const isTooSlow = ({ bytes, startedAt, deadlineMs }: Watched, now: number): boolean =>
    now - startedAt > deadlineMs || bytes < ((now - startedAt - graceMs) / 1000) * minBytesPerSecond;

  const check = (): void => {
    const now = monotonicMs();
    for (const upload of uploads) {
      upload.connection?.allowSeconds(ALLOWED_SECONDS);
      if (isTooSlow(upload, now)) upload.giveUp(new ProtocolError("request_timeout"));
    }
    if (uploads.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };

  return {
    start: (connection, deadlineMs) => {
      const { promise, reject } = Promise.withResolvers<never>();
      const upload: Watched = { connection, startedAt: monotonicMs(), deadlineMs, giveUp: reject, bytes: 0 };
      uploads.add(upload);
      timer ??= setInterval(check, tickMs);
      const count = (bytes: number): void => {
        upload.bytes += bytes;
      };
      return { count, tooSlow: promise, stop: () => void uploads.delete(upload) };
    },
  };
}
