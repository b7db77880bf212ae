import { expect, test } from "bun:test";
import { createOpenRequests } from "./open-requests.ts";
import { createTestApp, post } from "../../test/http-app.ts";
import { createTokenBuckets, drawOf } from "./token-buckets.ts";

const clock = () => {
  const state = { ms: 0 };
  return { state, monotonicMs: () => state.ms };
};
const attempt = (work: () => void): string => {
  try {
    work();
    return "ok";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
};

test("a bucket gives its burst, then as much as it fills", () => {
  const { state, monotonicMs } = clock();
  const buckets = createTokenBuckets({ burst: 3, perMinute: 60, maxBuckets: 10, monotonicMs });
  const draws = [1, 2, 3, 4].map(() => buckets.draw("alice").isAllowed);
  expect(draws).toEqual([true, true, true, false]);
  expect(buckets.draw("bob").remaining).toBe(2);
  expect(buckets.draw("alice").retryAfterMs).toBe(1000);
  state.ms = 1000;
  expect([buckets.draw("alice").isAllowed, buckets.draw("alice").isAllowed]).toEqual([true, false]);
});

test("a hundred thousand sources take no more memory than the table has room for", () => {
  const buckets = createTokenBuckets({ burst: 2, perMinute: 60, maxBuckets: 100, monotonicMs: () => 0 });
  for (let index = 0; index < 100_000; index++) buckets.draw(`source ${index}`);
  expect(buckets.size()).toBe(100);
});

test("an empty bucket is not won back by a few other sources, and full ones are forgotten", () => {
  const { state, monotonicMs } = clock();
  const buckets = createTokenBuckets({ burst: 1, perMinute: 1, maxBuckets: 100, monotonicMs });
  buckets.draw("mallory");
  for (let index = 0; index < 98; index++) buckets.draw(`helper ${index}`);
  expect(buckets.draw("mallory").isAllowed).toBe(false);
  state.ms = 60_000;
  buckets.draw("alice");
  expect(buckets.size()).toBe(1);
});

test("answers say where the limit stands, and a flood is told when to come back", async () => {
  const { app, clock: time } = createTestApp();
  const ask = (address: string) =>
    app.request("/v1/test/text", post('{"text":"x"}'), { connection: { address, allowSeconds: () => undefined } });
  const first = await ask("203.0.113.7");
  expect(first.headers.get("ratelimit-policy")).toBe('"read";q=120;w=60');
  expect(first.headers.get("ratelimit")).toBe('"read";r=119;t=1');
  for (let index = 1; index < 120; index++) await ask("203.0.113.7");
  const refused = await ask("203.0.113.7");
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
  expect(refused.headers.get("ratelimit")).toBe('"read";r=0;t=60');
  expect((await ask("203.0.113.8")).status).toBe(200);
  time.ms += 1000;
  expect((await ask("203.0.113.7")).status).toBe(200);
});

test("a client cannot leave its bucket by naming other addresses, and a /64 shares one", async () => {
  const { app } = createTestApp();
  const statuses = new Set<number>();
  for (let index = 0; index < 130; index++) {
    const headers = {
      "x-forwarded-for": `192.0.2.${index}`,
      x_forwarded_for: "1.1.1.1",
      forwarded: "for=1.1.1.1",
      "cf-connecting-ip": "1.1.1.1",
    };
    const connection = { address: `2001:db8::${index.toString(16)}`, allowSeconds: () => undefined };
    statuses.add((await app.request("/v1/test/text", post('{"text":"x"}', headers), { connection })).status);
  }
  expect(statuses).toEqual(new Set([200, 429]));
});

test("one of several processes gives out its share of the rate alone", async () => {
  const { app } = createTestApp({}, { rateShare: 1 / 8 });
  const answer = await app.request("/v1/test/text", post('{"text":"x"}'));
  expect(answer.headers.get("ratelimit-policy")).toBe('"read";q=15;w=60');
});

test("where processes share a rate it is given out whole, and by itself a process falls back to its share", async () => {
  const asked: string[] = [];
  let left: number | undefined = 2;
  const { app } = createTestApp(
    {},
    {
      rateShare: 1 / 8,
      drawShared: async (bucket, rules) => {
        asked.push(bucket);
        if (left === undefined) return undefined;
        const isAllowed = left > 0;
        left = Math.max(0, left - 1);
        return drawOf({ isAllowed, tokens: left }, rules);
      },
    },
  );
  const ask = async () => {
    const { status, headers } = await app.request("/v1/test/text", post('{"text":"x"}'));
    return [status, headers.get("ratelimit-policy"), headers.get("ratelimit")];
  };
  const whole = '"read";q=120;w=60';
  expect(await ask()).toEqual([200, whole, '"read";r=1;t=60']);
  expect(await ask()).toEqual([200, whole, '"read";r=0;t=60']);
  expect(await ask()).toEqual([429, whole, '"read";r=0;t=60']);
  left = undefined;
  expect(await ask()).toEqual([200, '"read";q=15;w=60', '"read";r=14;t=4']);
  expect(new Set(asked)).toEqual(new Set(["read unknown"]));
});

test("requests under way are bounded per source and in all, and leaving makes room", () => {
  const open = createOpenRequests({ maxPerSource: 2, maxInAll: 3 });
  const enter = (source: string) => attempt(() => open.enter(source));
  const leave = open.enter("a");
  expect([enter("a"), enter("a"), enter("b"), enter("c")]).toEqual(["ok", "too_many_requests", "ok", "unavailable"]);
  leave();
  expect(enter("c")).toBe("ok");
  open.close();
  expect(enter("d")).toBe("unavailable");
});

test("a server that is full still tells that it lives", async () => {
  const { app } = createTestApp();
  for (let index = 0; index < 4096; index++) app.openRequests.enter(`source ${index}`);
  expect((await app.request("/v1/docs")).status).toBe(503);
  expect((await app.request("/health/live")).status).toBe(200);
  expect((await app.request("/health/ready")).status).toBe(200);
});
