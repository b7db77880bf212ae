import { ProtocolError, rateLimits, type RateClass } from "@tacet/protocol";
import type { Exchange } from "./exchange.ts";
import { createTokenBuckets } from "./token-buckets.ts";

export interface RateLimitDeps {
  /** Multiplies the built-in limits: the operator's factor, times this process's share of them (RULES.md A2). */
  readonly factor: number;
  readonly monotonicMs: () => number;
}

/** Per class: four classes of 100-byte keys and buckets stay below 50 MB. */
const MAX_BUCKETS = 65_536;

/**
 * Makes the function that draws one call from the source's bucket of a class, or throws `too_many_requests`. Either way the answer says where
 * the limit stands, in the fields of draft-ietf-httpapi-ratelimit-headers.
 */
export function createRateLimit({ factor, monotonicMs }: RateLimitDeps) {
  const limit = (rate: RateClass) => {
    const burst = Math.max(1, Math.floor(rateLimits[rate].burst * factor));
    const perMinute = Math.max(1, rateLimits[rate].perMinute * factor);
    const buckets = createTokenBuckets({ burst, perMinute, maxBuckets: MAX_BUCKETS, monotonicMs });
    return { buckets, policy: `"${rate}";q=${burst};w=${Math.ceil((burst / perMinute) * 60)}` };
  };
  const limits = {
    ask: limit("ask"),
    read: limit("read"),
    write: limit("write"),
    talk: limit("talk"),
  } satisfies Record<RateClass, unknown>;

  return ({ source, answerHeaders }: Exchange, rate: RateClass): void => {
    const { buckets, policy } = limits[rate];
    const { isAllowed, remaining, retryAfterMs, fullInMs } = buckets.draw(source);
    answerHeaders.set("ratelimit-policy", policy);
    answerHeaders.set("ratelimit", `"${rate}";r=${remaining};t=${Math.ceil(fullInMs / 1000)}`);
    if (!isAllowed) throw new ProtocolError("too_many_requests", { retryAfterMs });
  };
}
