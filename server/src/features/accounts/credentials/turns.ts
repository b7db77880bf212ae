import { ProtocolError } from "@tacet/protocol";

export interface TurnRules {
  readonly maxAtOnce: number;
  readonly maxWaiting: number;
  /** What somebody is told who finds the queue full. */
  readonly retryAfterMs: number;
}

/** Runs a work when it is its turn: first come, first served. Throws `unavailable` at once when too many wait. */
export type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>;

export function createTurns({ maxAtOnce, maxWaiting, retryAfterMs }: TurnRules): TakeTurn {
  const waiting: (() => void)[] = [];
  let running = 0;

  const enter = async (): Promise<void> => {
    if (running < maxAtOnce) {
      running += 1;
      return;
    }
    if (waiting.length >= maxWaiting) throw new ProtocolError("unavailable", { retryAfterMs });
    // Whoever leaves hands over the place without freeing it, so that nobody who comes in between takes it.
    await new Promise<void>((resolve) => void waiting.push(resolve));
  };

  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  };

  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
