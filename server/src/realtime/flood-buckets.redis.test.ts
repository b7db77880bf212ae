import { RedisClient } from "bun";
import { expect } from "bun:test";
import { until } from "../../test/http-socket.ts";
import { withRedis, type TestRedis } from "../../test/redis.ts";
import type { DrawShared } from "../http/rate-limit.ts";
import { createSharedBuckets } from "./flood-buckets.redis.ts";
import { createRedisLine } from "./line.redis.ts";

const SOURCE = "ask 203.0.113.7";
const slow = { burst: 5, perMinute: 0.001 };

/** Longer than a busy machine takes: that Redis is waited for a short time only is for the tests of that to see. */
const PATIENT_MS = 10_000;

const nothing = (): void => {};
const monotonicMs = (): number => performance.now();

/** One of the processes that share the buckets. */
async function startProcess({ url }: TestRedis, { key = 1, deadlineMs = PATIENT_MS } = {}) {
  const events = { onMessage: nothing, onUp: nothing, onDown: nothing };
  const line = createRedisLine({ url, channel: "tacet:test:bus", random: Math.random, ...events });
  await line.tried;
  const keys = () => [new Uint8Array(32).fill(key), new Uint8Array(32)];
  const draw = createSharedBuckets({ line, prefix: "tacet:test", keys, monotonicMs, deadlineMs });
  return { draw, line, [Symbol.asyncDispose]: () => line[Symbol.asyncDispose]() };
}

const count = async (draws: readonly Promise<{ readonly isAllowed: boolean } | undefined>[]): Promise<number> =>
  (await Promise.all(draws)).filter((draw) => draw?.isAllowed).length;

const times = (many: number, draw: DrawShared, rules = slow) => Array.from({ length: many }, () => draw(SOURCE, rules));

withRedis("two processes give out one burst, and say where it stands", async (redis) => {
  await using one = await startProcess(redis);
  await using two = await startProcess(redis);
  expect(await one.draw(SOURCE, slow)).toEqual({
    isAllowed: true,
    remaining: 4,
    retryAfterMs: 0,
    fullInMs: expect.closeTo(60_000_000, -4),
  });
  expect(await count([...times(10, one.draw), ...times(10, two.draw)])).toBe(4);
  expect(await two.draw(SOURCE, slow)).toMatchObject({ isAllowed: false, remaining: 0 });
  expect(await two.draw("ask 203.0.113.8", slow)).toMatchObject({ isAllowed: true, remaining: 4 });
});

withRedis("a bucket fills up again, no higher than its burst, and is then forgotten by Redis", async (redis) => {
  await using process = await startProcess(redis);
  const fast = { burst: 3, perMinute: 60_000 };
  const looker = new RedisClient(redis.url);
  const keys = () => looker.send("KEYS", ["*"]);
  expect(await process.draw(SOURCE, slow)).toBeDefined();
  expect(await keys()).toHaveLength(1);
  // What is left over from another rate is cut down to the burst of this one.
  const draws = await Promise.all(times(4, process.draw, fast));
  expect(draws[0]).toMatchObject({ isAllowed: true, remaining: 2 });
  let kept: unknown = await keys();
  const deadline = performance.now() + 5000;
  while (Array.isArray(kept) && kept.length > 0 && performance.now() < deadline) kept = await keys();
  expect(kept).toEqual([]);
  looker.close();
});

withRedis("nothing in Redis tells whose bucket it is, and everything in it ends by itself", async (redis) => {
  await using process = await startProcess(redis);
  await process.draw(SOURCE, slow);
  const looker = new RedisClient(redis.url);
  const [name, ...others] = await looker.keys("*");
  expect(others).toEqual([]);
  expect(name).toMatch(/^tacet:test:flood:[A-Za-z0-9_-]{22}$/);
  expect(await looker.get(name ?? "")).toMatch(/^4\.000000 \d{13}$/);
  expect(await looker.pttl(name ?? "")).toBeGreaterThan(0);
  await using stranger = await startProcess(redis, { key: 2 });
  await stranger.draw(SOURCE, slow);
  expect(await looker.keys("*")).toHaveLength(2);
  looker.close();
});

withRedis("without Redis nobody waits, and afterwards the buckets are shared again", async (redis) => {
  await using process = await startProcess(redis);
  await process.draw(SOURCE, slow);
  await redis.kill();
  await until(() => process.line.commands() === undefined);
  expect(await Promise.all(times(100, process.draw))).toEqual(Array.from({ length: 100 }, () => undefined));
  await redis.start();
  await until(() => process.line.commands() !== undefined);
  expect(await process.draw(SOURCE, slow)).toMatchObject({ isAllowed: true, remaining: 4 });
});

withRedis("of a Redis that hangs, requests wait once for a moment and not again, until it goes on", async (redis) => {
  await using process = await startProcess(redis, { deadlineMs: 50 });
  redis.freeze();
  expect(await process.draw(SOURCE, slow)).toBeUndefined();
  // Each would wait for 50 ms; of these at most one in a second does.
  const at = performance.now();
  for (let request = 0; request < 1000; request++) expect(await process.draw(SOURCE, slow)).toBeUndefined();
  expect(performance.now() - at).toBeLessThan(5000);
  redis.thaw();
  let draw = await process.draw(SOURCE, slow);
  const deadline = performance.now() + 10_000;
  while (!draw && performance.now() < deadline) {
    await Bun.sleep(5);
    draw = await process.draw(SOURCE, slow);
  }
  expect(draw).toMatchObject({ isAllowed: true });
});

withRedis("what stands in Redis in another form is not taken for a bucket", async (redis) => {
  await using process = await startProcess(redis);
  await process.draw(SOURCE, slow);
  const looker = new RedisClient(redis.url);
  const [name = ""] = await looker.keys("*");
  await looker.set(name, "no bucket");
  expect(await process.draw(SOURCE, slow)).toBeUndefined();
  looker.close();
});
