export interface BucketRules {
  /** How much may be taken at once: a full bucket. */
  readonly burst: number;
  /** How fast it fills up again. */
  readonly perMinute: number;
}

export interface TokenBucketRules extends BucketRules {
  readonly maxBuckets: number;
  /** Milliseconds on a clock that never goes back. */
  readonly monotonicMs: () => number;
}

export interface Draw {
  readonly isAllowed: boolean;
  /** Whole tokens left. */
  readonly remaining: number;
  /** Until the next token is there; 0 when one is. */
  readonly retryAfterMs: number;
  /** Until the bucket is full. */
  readonly fullInMs: number;
}

/** What a draw has left in the bucket. */
interface DrawnBucket {
  readonly isAllowed: boolean;
  readonly tokens: number;
}

export function drawOf({ isAllowed, tokens }: DrawnBucket, { burst, perMinute }: BucketRules): Draw {
  const perMs = perMinute / 60_000;
  return {
    isAllowed,
    remaining: Math.floor(tokens),
    retryAfterMs: Math.max(0, Math.ceil((1 - tokens) / perMs)),
    fullInMs: Math.ceil((burst - tokens) / perMs),
  };
}

interface Bucket {
  tokens: number;
  at: number;
}

/**
 * One token bucket per key, in bounded memory. A bucket that has filled up again says nothing and is dropped. When so many are in use that one
 * must give way, it is the one longest unused. Nobody frees an empty bucket of his own that way: he would have to use `maxBuckets` other keys
 * within the time it fills up by itself, and each of those brings a full burst anyway.
 */
export function createTokenBuckets({ burst, perMinute, maxBuckets, monotonicMs }: TokenBucketRules) {
  const perMs = perMinute / 60_000;
  const fillMs = burst / perMs;
  // A Map iterates in order of insertion, and every use inserts anew: the first one is the longest unused.
  const buckets = new Map<string, Bucket>();

  const refill = (bucket: Bucket | undefined, now: number): number =>
    bucket ? Math.min(burst, bucket.tokens + (now - bucket.at) * perMs) : burst;

  const dropUnused = (now: number): void => {
    for (const [key, bucket] of buckets) {
      if (now - bucket.at < fillMs && buckets.size < maxBuckets) return;
      buckets.delete(key);
    }
  };

  return {
    draw: (key: string): Draw => {
      const now = monotonicMs();
      const available = refill(buckets.get(key), now);
      const isAllowed = available >= 1;
      const tokens = isAllowed ? available - 1 : available;
      buckets.delete(key);
      dropUnused(now);
      buckets.set(key, { tokens, at: now });
      return drawOf({ isAllowed, tokens }, { burst, perMinute });
    },
    size: (): number => buckets.size,
  };
}
