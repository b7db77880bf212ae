import { useSyncExternalStore } from "react";

const STEP_MS = 15_000;

function onTick(tell: () => void): () => void {
  const ticking = setInterval(tell, STEP_MS);
  return () => clearInterval(ticking);
}

/** The time in steps of a quarter of a minute, in milliseconds since the Unix epoch: for words that name a minute. */
export const useNow = (): number => useSyncExternalStore(onTick, () => Math.floor(Date.now() / STEP_MS) * STEP_MS);
