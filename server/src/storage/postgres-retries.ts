import { isConflict } from "./postgres-errors.ts";

const MAX_RETRIES = 3;

export interface RetryTiming {
  readonly pause: (ms: number) => Promise<unknown>;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Tries again what was rolled back because of others, three times at most (RULES.md N6), after random pauses: who met once would meet again. */
export async function retryConflicts<T>(attempt: () => Promise<T>, { pause, random }: RetryTiming): Promise<T> {
  for (let retries = 0; ; retries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!isConflict(error) || retries === MAX_RETRIES) throw error;
    }
    await pause(retryPauseMs(retries, random()));
  }
}

/** Up to 20, 80 and 320 ms: anywhere in there, because two that wait for about the same time meet again too. */
const retryPauseMs = (retries: number, random: number): number => random * 20 * 4 ** retries;
