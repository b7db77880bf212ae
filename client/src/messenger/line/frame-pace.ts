import { FRAME_BURST, FRAMES_PER_SECOND } from "@tacet/protocol";
import type { Clock } from "../ports.ts";

/** Below what the server lets one socket send: it counts by its own clock, and closes whoever is above. */
const BURST = Math.floor(FRAME_BURST * 0.75);
const PER_MS = (FRAMES_PER_SECOND * 0.8) / 1_000;

/** Answers how long to wait before a frame may be sent; 0 means now, and counts it. */
export function createFramePace(clock: Pick<Clock, "now">): () => number {
  let [tokens, countedAt] = [BURST, clock.now()];
  return () => {
    const now = clock.now();
    // A clock that was set back must not stop the line.
    tokens = Math.min(BURST, tokens + Math.max(0, now - countedAt) * PER_MS);
    countedAt = now;
    if (tokens < 1) return Math.ceil((1 - tokens) / PER_MS);
    tokens -= 1;
    return 0;
  };
}
