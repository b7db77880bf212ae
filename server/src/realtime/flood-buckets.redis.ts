import { createHash, createHmac } from "node:crypto";
import type { RedisClient } from "bun";
import * as z from "zod";
import type { DrawShared } from "../http/rate-limit.ts";
import { drawOf } from "../http/token-buckets.ts";
import type { RedisLine } from "./line.redis.ts";

export interface SharedBucketsDeps {
  readonly line: Pick<RedisLine, "commands">;
  /** Begins the name of everything in Redis: which installation it belongs to. */
  readonly prefix: string;
  /** The first hashes whose bucket it is, so that nobody reads or guesses addresses in Redis. */
  readonly keys: () => readonly Uint8Array[];
  readonly monotonicMs: () => number;
  /** A request is not held up for longer. */
  readonly deadlineMs?: number;
}
/** After an answer that did not come in time, nobody waits for Redis, but one request each such time that tries. */
const REST_MS = 1000;

/** The same arithmetic as in token-buckets.ts, by the clock of Redis: the processes' own clocks may differ. */
const script = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local burst, perMs = tonumber(ARGV[1]), tonumber(ARGV[2])
local tokens = burst
local kept = redis.call('GET', KEYS[1])
if kept then
  local left, at = string.match(kept, '^(%S+) (%S+)$')
  tokens = math.min(burst, tonumber(left) + math.max(0, now - tonumber(at)) * perMs)
end
local allowed = 0
if tokens >= 1 then
  allowed = 1
  tokens = tokens - 1
end
local left = string.format('%.6f', tokens)
redis.call('SET', KEYS[1], left .. ' ' .. string.format('%.0f', now), 'PX', math.ceil((burst - tokens) / perMs) + 1)
return { allowed, left }
`;
const scriptHash = createHash("sha1").update(script).digest("hex");

const Answer = z.tuple([z.union([z.literal(0), z.literal(1)]), z.string().regex(/^\d+\.\d+$/)]);

/** Token buckets in Redis, which all processes draw from. A bucket that has filled up again is dropped by Redis itself. */
export function createSharedBuckets({
  line,
  prefix,
  keys,
  monotonicMs,
  deadlineMs = 50,
}: SharedBucketsDeps): DrawShared {
  let restsUntil = -Infinity;

  const nameOf = (bucket: string): string => {
    const [key] = keys();
    if (!key) throw new Error("there is no key");
    return `${prefix}:flood:${createHmac("sha256", key).update(bucket).digest("base64url").slice(0, 22)}`;
  };

  return async (bucket, { burst, perMinute }) => {
    const commands = line.commands();
    const now = monotonicMs();
    if (!commands || now < restsUntil) return undefined;
    // Who tries after a rest does so alone.
    if (restsUntil > -Infinity) restsUntil = now + REST_MS;
    const perMs = perMinute / 60_000;
    const answer = await inTime(deadlineMs, run(commands, [nameOf(bucket), String(burst), String(perMs)]));
    const parsed = Answer.safeParse(answer).data;
    restsUntil = parsed ? -Infinity : monotonicMs() + REST_MS;
    return parsed && drawOf({ isAllowed: parsed[0] === 1, tokens: Number(parsed[1]) }, { burst, perMinute });
  };
}

/** Redis keeps a script that it has run, until it is started anew. */
async function run(commands: RedisClient, args: readonly [bucket: string, burst: string, perMs: string]) {
  try {
    return await commands.send("EVALSHA", [scriptHash, "1", ...args]);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
    return await commands.send("EVAL", [script, "1", ...args]);
  }
}

/** Undefined for an answer that fails, or comes too late. */
async function inTime(deadlineMs: number, answer: Promise<unknown>): Promise<unknown> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  // After a turn in which this process was busy the answer may lie there already: it is looked at first.
  const timer = setTimeout(() => setImmediate(resolve, undefined), deadlineMs);
  try {
    return await Promise.race([answer, late]);
  } catch {
    return undefined; // Redis is gone or does not like the script: whoever asks counts by itself
  } finally {
    clearTimeout(timer);
  }
}
