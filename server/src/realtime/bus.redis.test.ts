import { RedisClient } from "bun";
import { expect, test } from "bun:test";
import { busConformance, countGaps, listenTo, memoryToPublish } from "../../test/bus-conformance.ts";
import { until } from "../../test/http-socket.ts";
import { withRedis, type TestRedis } from "../../test/redis.ts";
import { createLogger } from "../http/logger.ts";
import { encodeEnvelope, type BusMessage } from "./bus-message.ts";
import { openRedisBus } from "./bus.redis.ts";
import { createSignedTexts } from "./signed-texts.ts";

const DEADLINE_MS = 20_000;
const CHANNEL = "tacet:test:bus";
const growth = (seq: number): BusMessage => ({
  kind: "log_grew",
  conversation: new Uint8Array(16),
  seq,
  hasNewMembers: false,
});

interface Opening {
  readonly prefix?: string;
  readonly log?: string[];
  /** Which master key the process has. */
  readonly key?: number;
  /** How many times faster than it is the time goes by for the bus. */
  readonly haste?: number;
}

function openOn({ url }: Pick<TestRedis, "url">, opening: Opening = {}) {
  const { prefix = "tacet:test", log = [], key = 1, haste = 1 } = opening;
  const keys = () => [new Uint8Array(32).fill(key), new Uint8Array(32).fill(key + 1)];
  const logger = createLogger({ level: "debug", destination: { write: (line) => void log.push(line) } });
  return openRedisBus({ url, prefix, keys, logger, monotonicMs: () => performance.now() * haste, random: Math.random });
}

busConformance("redis", (name, body) =>
  withRedis(name, (redis) =>
    body({
      open: () => openOn(redis),
      loseLine: redis.kill,
      restoreLine: redis.start,
      [Symbol.asyncDispose]: async () => {},
    }),
  ),
);

withRedis(
  "a process that starts without Redis joins the others when one is there, and tells both once",
  async (redis) => {
    await redis.kill();
    const log: string[] = [];
    await using alice = await openOn(redis, { log });
    await using bob = await openOn(redis);
    expect([alice.isHealthy(), bob.isHealthy()]).toEqual([false, false]);
    const heard = listenTo(bob);
    await redis.start();
    await until(() => alice.isHealthy() && bob.isHealthy(), DEADLINE_MS);
    alice.publish(growth(1));
    await until(() => heard.length === 1, DEADLINE_MS);
    const told = log.map((line) => /Redis is (away|there again)/.exec(line)?.[1]);
    expect(told).toEqual(["away", "there again"]);
  },
);

withRedis(
  "a Redis that hangs makes nobody wait, costs little memory, and is used again when it goes on",
  async (redis) => {
    await using alice = await openOn(redis);
    await using bob = await openOn(redis);
    await until(() => alice.isHealthy() && bob.isHealthy(), DEADLINE_MS);
    const heard = listenTo(bob);
    redis.freeze();
    expect(await memoryToPublish(alice)).toBeLessThan(100 * 2 ** 20);
    await until(() => !alice.isHealthy() && !bob.isHealthy(), DEADLINE_MS);
    const gaps = countGaps(bob);
    redis.thaw();
    await until(() => alice.isHealthy() && bob.isHealthy() && gaps() >= 1, DEADLINE_MS);
    const first = heard.length;
    alice.publish(growth(999_999));
    await until(() => heard.length > first, DEADLINE_MS);
    const seqs = heard.flatMap((message) => (message.kind === "log_grew" ? [message.seq] : []));
    expect(new Set(seqs).size).toBe(seqs.length);
  },
);

withRedis("connections that hang for long are given up, and new ones made", async (redis) => {
  await using alice = await openOn(redis, { haste: 5 });
  const commands = alice.line.commands();
  redis.freeze();
  await until(() => alice.line.commands() !== commands, DEADLINE_MS);
  redis.thaw();
  await until(() => alice.isHealthy(), DEADLINE_MS);
});

withRedis("two installations on one Redis do not hear each other", async (redis) => {
  await using alice = await openOn(redis, { prefix: "tacet:one" });
  await using other = await openOn(redis, { prefix: "tacet:two" });
  await using bob = await openOn(redis, { prefix: "tacet:one" });
  const [byBob, byOther] = [listenTo(bob), listenTo(other)];
  other.publish(growth(1));
  alice.publish(growth(2));
  await until(() => byBob.length >= 1, DEADLINE_MS);
  expect([byBob, byOther]).toEqual([[growth(2)], []]);
});

withRedis("what is no message is dropped and told once, whoever has written it", async (redis) => {
  const log: string[] = [];
  await using alice = await openOn(redis, { log });
  await using bob = await openOn(redis);
  const heard = listenTo(alice);
  const stranger = new RedisClient(redis.url);
  const { sign } = createSignedTexts({ keys: () => [new Uint8Array(32).fill(1)], place: CHANNEL });
  const from = "A".repeat(22);
  const junk = ["", "{", "null", "x".repeat(100_000), `{"from":"${from}","count":-1,"message":{}}`];
  const unknown = [{ kind: "of_a_later_release" }, { kind: "log_grew", conversation: "short", seq: 1 }, { kind: 7 }];
  const envelopes = unknown.map((message, index) => JSON.stringify({ from, count: index + 1, message }));
  for (const text of [...junk, ...junk.map(sign), ...envelopes.map(sign)]) await stranger.publish(CHANNEL, text);
  stranger.close();
  bob.publish(growth(1));
  await until(() => heard.length >= 1, DEADLINE_MS);
  expect(heard).toEqual([growth(1)]);
  expect(log.filter((line) => line.includes("is no message of a process"))).toHaveLength(1);
});

withRedis("who can write to Redis but has no key speaks for no process, and silences none", async (redis) => {
  await using alice = await openOn(redis);
  await using bob = await openOn(redis);
  const heard = listenTo(alice);
  const stranger = new RedisClient(redis.url);
  const forged = encodeEnvelope({ from: bob.processId, count: 1_000_000, message: growth(666) });
  const signed = (key: number, place: string) =>
    createSignedTexts({ keys: () => [new Uint8Array(32).fill(key)], place }).sign(forged);
  for (const text of [forged, signed(7, CHANNEL), signed(1, "tacet:other:bus")]) await stranger.publish(CHANNEL, text);
  stranger.close();
  bob.publish(growth(1));
  await until(() => heard.length >= 1, DEADLINE_MS);
  expect(heard).toEqual([growth(1)]);
});

withRedis(
  "while master keys change, processes with the old and the new one first understand each other",
  async (redis) => {
    await using old = await openOn(redis, { key: 1 });
    // Its ring has keys 2 and 3, the other's 1 and 2.
    await using renewed = await openOn(redis, { key: 2 });
    const heard = listenTo(old);
    renewed.publish(growth(1));
    await until(() => heard.length >= 1, DEADLINE_MS);
  },
);

withRedis("a stop waits neither for a Redis that hangs nor for one that is gone", async (redis) => {
  const buses = [await openOn(redis), await openOn(redis), await openOn(redis)];
  for (const trouble of [async () => {}, async () => redis.freeze(), redis.kill]) {
    await trouble();
    const at = performance.now();
    await buses.pop()?.[Symbol.asyncDispose]();
    expect(performance.now() - at).toBeLessThan(5000);
  }
});

test("without anything at the address it starts all the same", async () => {
  await using bus = await openOn({ url: "redis://127.0.0.1:1" });
  bus.publish(growth(1));
  expect(bus.isHealthy()).toBe(false);
});
