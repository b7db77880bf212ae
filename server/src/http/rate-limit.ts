import { ProtocolError, rateLimits, type RateClass } from "@tacet/protocol";
import type { Exchange } from "./exchange.ts";
import { createTokenBuckets, type BucketRules, type Draw } from "./token-buckets.ts";

/** Draws from a bucket that other processes draw from as well. Resolves to undefined, soon, when that cannot be done now. */
export type DrawShared = (bucket: string, rules: BucketRules) => Promise<Draw | undefined>;

export interface RateLimitDeps {
  /** Multiplies the built-in limits. */
  readonly factor: number;
  /** How much of that this process gives out when it counts by itself (RULES.md A2). */
  readonly ownShare: number;
  /** Absent where processes share nothing. */
  readonly drawShared?: DrawShared | undefined;
  readonly monotonicMs: () => number;
}

/** Per class: four classes of 100-byte keys and buckets stay below 50 MB. */
const MAX_BUCKETS = 65_536;

export type DrawRate = (exchange: Exchange, rate: RateClass) => Promise<void>;

/**
 * Makes the function that draws one call from the source's bucket of a class, or throws `too_many_requests`. Either way the answer says where
 * the limit stands, in the fields of draft-ietf-httpapi-ratelimit-headers.
 */
export function createRateLimit({ factor, ownShare, drawShared, monotonicMs }: RateLimitDeps): DrawRate {
  const limit = (rate: RateClass) => {
    const shared = rulesFor(rate, factor);
    const own = rulesFor(rate, factor * ownShare);
    const buckets = createTokenBuckets({ ...own, maxBuckets: MAX_BUCKETS, monotonicMs });
    return async (source: string): Promise<{ readonly rules: BucketRules; readonly drawn: Draw }> => {
      const drawn = await drawShared?.(`${rate} ${source}`, shared);
      return drawn ? { rules: shared, drawn } : { rules: own, drawn: buckets.draw(source) };
    };
  };
  const limits = {
    ask: limit("ask"),
    read: limit("read"),
    write: limit("write"),
    talk: limit("talk"),
  } satisfies Record<RateClass, unknown>;

  return async ({ source, answerHeaders }, rate) => {
    const { rules, drawn } = await limits[rate](source);
    answerHeaders.set(
      "ratelimit-policy",
      `"${rate}";q=${rules.burst};w=${Math.ceil((rules.burst / rules.perMinute) * 60)}`,
    );
    answerHeaders.set("ratelimit", `"${rate}";r=${drawn.remaining};t=${Math.ceil(drawn.fullInMs / 1000)}`);
    if (!drawn.isAllowed) throw new ProtocolError("too_many_requests", { retryAfterMs: drawn.retryAfterMs });
  };
}

const rulesFor = (rate: RateClass, factor: number): BucketRules => ({
  burst: Math.max(1, Math.floor(rateLimits[rate].burst * factor)),
  perMinute: Math.max(1, rateLimits[rate].perMinute * factor),
});
