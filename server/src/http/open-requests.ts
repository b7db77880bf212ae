import { ProtocolError } from "@tacet/protocol";

export interface OpenRequestRules {
  readonly maxPerSource: number;
  readonly maxInAll: number;
}

export interface OpenRequests {
  /** Counts a request until the returned function is called. Throws `too_many_requests`, or `unavailable` when full or closing. */
  enter(source: string): () => void;
  /** From now on every new request is refused. */
  close(): void;
  isClosing(): boolean;
}

/** How many requests are under way, bounded per source and in all, so that slow ones cannot pile up (RULES.md L6). */
export function createOpenRequests({ maxPerSource, maxInAll }: OpenRequestRules): OpenRequests {
  const bySource = new Map<string, number>();
  let inAll = 0;
  let isClosing = false;

  const leave = (source: string): void => {
    const left = (bySource.get(source) ?? 1) - 1;
    if (left > 0) bySource.set(source, left);
    else bySource.delete(source);
    inAll -= 1;
  };

  return {
    enter: (source) => {
      if (isClosing || inAll >= maxInAll) throw new ProtocolError("unavailable", { retryAfterMs: 1000 });
      const open = bySource.get(source) ?? 0;
      if (open >= maxPerSource) throw new ProtocolError("too_many_requests", { retryAfterMs: 1000 });
      bySource.set(source, open + 1);
      inAll += 1;
      return () => leave(source);
    },
    close: () => {
      isClosing = true;
    },
    isClosing: () => isClosing,
  };
}
