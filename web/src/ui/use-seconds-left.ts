import { useSyncExternalStore } from "react";

function onTick(tell: () => void): () => void {
  const ticking = setInterval(tell, 250);
  return () => clearInterval(ticking);
}

/** Whole seconds until `deadline` (milliseconds since the Unix epoch), 0 from then on. */
export const useSecondsLeft = (deadline: number): number =>
  useSyncExternalStore(onTick, () => Math.max(0, Math.ceil((deadline - Date.now()) / 1000)));
