import { DescribeServer, rateLimits, type RateClass } from "@tacet/protocol";
import { RedisClient } from "bun";
import { expect } from "bun:test";
import { until } from "../server/test/http-socket.ts";
import { startRedis, withPrograms, withRedis } from "../server/test/redis.ts";
import { newPostgresSetUp } from "../server/test/set-ups.ts";
import { makeCertificate } from "./certificates.ts";
import { startTestServer, type TestServer } from "../server/test/start-server.ts";

/** Several server processes over one PostgreSQL, joined by one Redis. */

const RATE: RateClass = DescribeServer.rate;
const FACTOR = 0.32;
const burst = rateLimits[RATE].burst * FACTOR;
const perMinute = rateLimits[RATE].perMinute * FACTOR;
const DEADLINE_MS = 20_000;

/** A process for each of these, which say what is special about it. */
async function startServers(url: string, specials: readonly Readonly<Record<string, string>>[]) {
  const setUp = await newPostgresSetUp();
  const env = { ...setUp.env, TACET_REDIS: url, TACET_RATE_FACTOR: String(FACTOR) };
  const servers = await Promise.all(specials.map((special) => startTestServer({ env: { ...env, ...special } })));
  return {
    servers,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
      await setUp[Symbol.asyncDispose]();
    },
  };
}

interface Asked {
  readonly status: number;
  readonly policy: string | null;
}

const askAll = (servers: readonly TestServer[]): Promise<readonly Asked[]> =>
  Promise.all(
    servers.map(async ({ origin }) => {
      const { status, headers } = await fetch(`${origin}${DescribeServer.path}`);
      return { status, policy: headers.get("ratelimit-policy") };
    }),
  );

const policyOf = (share: number): string =>
  `"${RATE}";q=${Math.floor(burst * share)};w=${Math.ceil((burst / perMinute) * 60)}`;
const shared = policyOf(1);

/** Asks all of them again and again until the shared bucket is empty. A process for which Redis was too slow has answered by its own. */
async function floodUntilEmpty(servers: readonly TestServer[]) {
  const at = performance.now();
  const asked: Asked[] = [];
  while (!asked.some(({ status, policy }) => status === 429 && policy === shared)) {
    asked.push(...(await askAll(servers)));
    if (performance.now() - at > DEADLINE_MS) throw new Error("the flood was never told to stop");
  }
  const answered = asked.filter(({ status, policy }) => status === 200 && policy === shared).length;
  return {
    answered,
    byThemselves: asked.filter(({ policy }) => policy !== shared).length,
    filledUp: (perMinute * (performance.now() - at)) / 60_000,
  };
}

const toldOf = ({ log }: TestServer): readonly string[] =>
  log.flatMap((line) => /Redis is (away|there again)/.exec(line)?.[1] ?? []);

withRedis("three processes give out one rate, and each its own small one while Redis is away", async (redis) => {
  await using world = await startServers(redis.url, [{}, {}, {}]);
  const { servers } = world;
  const { answered, byThemselves, filledUp } = await floodUntilEmpty(servers);
  expect(answered).toBeWithin(burst - byThemselves, Math.ceil(burst + filledUp) + 1);

  await redis.kill();
  await until(() => servers.every((server) => toldOf(server).length === 1), DEADLINE_MS);
  const alone = await askAll(servers);
  expect(alone.map(({ policy }) => policy)).toEqual(servers.map(() => policyOf(1 / 8)));
  const ready = await Promise.all(servers.map(({ origin }) => fetch(`${origin}/health/ready`)));
  expect(ready.map(({ status }) => status)).toEqual([200, 200, 200]);

  await redis.start();
  await until(() => servers.every((server) => toldOf(server).length === 2), DEADLINE_MS);
  expect((await floodUntilEmpty(servers)).answered).toBeGreaterThan(0);
  expect(servers.map(toldOf)).toEqual(servers.map(() => ["away", "there again"]));
});

withRedis("a user of Redis who may do what the guide says is enough", async (redis) => {
  const guide = await Bun.file("docs/guides/several-processes.md").text();
  const [, rules = ""] = /^ACL SETUSER tacet (.*)$/m.exec(guide) ?? [];
  const keeper = new RedisClient(redis.url);
  await keeper.send("ACL", ["SETUSER", "tacet", ...rules.replace("PASSWORD", "p@ss/w:rd%").split(" ")]);
  await keeper.send("ACL", ["SETUSER", "default", "off"]);
  keeper.close();
  const url = redis.url.replace("//", `//tacet:${encodeURIComponent("p@ss/w:rd%")}@`);
  await using world = await startServers(url, [{}, { TACET_REDIS: redis.url }]);
  const [known, stranger] = world.servers;
  if (!known || !stranger) throw new Error("no server");
  expect((await floodUntilEmpty([known])).answered).toBeGreaterThan(0);
  expect([toldOf(known), toldOf(stranger)]).toEqual([[], ["away"]]);
  expect(known.log.join("")).not.toContain("p@ss");
});

withPrograms(
  ["redis-server", "openssl"],
  "a Redis is spoken to over TLS when its certificate is vouched for, else not",
  async () => {
    await using certificate = await makeCertificate(60, "localhost");
    await using redis = await startRedis(certificate);
    await using world = await startServers(redis.url, [{ NODE_EXTRA_CA_CERTS: certificate.cert }, {}]);
    const [trusting, careful] = world.servers;
    if (!trusting || !careful) throw new Error("no server");
    expect((await floodUntilEmpty([trusting])).answered).toBeGreaterThan(0);
    expect([toldOf(trusting), toldOf(careful)]).toEqual([[], ["away"]]);
  },
);
