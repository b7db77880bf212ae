import { connectAccount } from "@tacet/client/accounts";
import { connectConversations } from "@tacet/client/conversations";
import { connectPeople } from "@tacet/client/people";
import { expect } from "bun:test";
import { until } from "../server/test/http-socket.ts";
import { enterLive, type LiveClient } from "../server/test/live-client.ts";
import { withRedis } from "../server/test/redis.ts";
import { newPostgresSetUp } from "../server/test/set-ups.ts";
import { startTestServer, type TestServer } from "../server/test/start-server.ts";
import { passwordOf, tokensOf } from "./account-world.ts";
import { addressOf, drawRef, saying } from "./conversation-parts.ts";

/** Conversations over several server processes on one PostgreSQL, which one Redis wakes. */

const DEADLINE_MS = 20_000;

/** A third of what a session's end may take where nothing wakes anybody (RULES.md V3): who is quicker was woken. */
const WOKEN_MS = 5_000;

async function startProcesses(url: string, count: number) {
  const setUp = await newPostgresSetUp();
  const servers = await Promise.all(
    Array.from({ length: count }, () => startTestServer({ env: { ...setUp.env, TACET_REDIS: url } })),
  );
  return {
    servers,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
      await setUp[Symbol.asyncDispose]();
    },
  };
}

async function joinAt({ origin }: TestServer, username: string) {
  const signedIn = await connectAccount({ server: origin }).register({
    username,
    signInNeeds: "password",
    proofs: { password: passwordOf(username) },
    session: { carrier: "token" },
  });
  const { token } = tokensOf(signedIn);
  const at = (server: TestServer) => {
    const connection = { server: server.origin, credentials: { token } };
    return {
      account: connectAccount(connection),
      people: connectPeople(connection),
      conversations: connectConversations(connection),
    };
  };
  return { username, token, at };
}

type Joined = Awaited<ReturnType<typeof joinAt>>;

async function startPairAt(first: TestServer, second: TestServer) {
  const [alice, bob] = [await joinAt(first, "alice"), await joinAt(second, "bob")];
  await alice.at(second).people.ask("bob", "may I?");
  await bob.at(first).people.accept("alice");
  const { id } = await alice.at(first).conversations.openDirect(addressOf(bob));
  const say = (person: Joined, server: TestServer, text: string) =>
    person.at(server).conversations.send({ conversation: id, clientRef: drawRef(), payload: saying(text) });
  return { alice, bob, id, say };
}

/** What was said, as this socket has heard it. */
const heardBy = ({ frames }: LiveClient): readonly string[] =>
  frames.flatMap((frame) =>
    frame.kind === "entry" && frame.entry.kind === "message"
      ? [String(JSON.parse(frame.entry.payload ?? "").text)]
      : [],
  );

const [first, second, third] = [0, 1, 2] as const;

withRedis(
  "what is said at one process is heard at all of them, each once and in order, whoever says it where",
  async (redis) => {
    await using world = await startProcesses(redis.url, 3);
    const [a, b, c] = [world.servers[first], world.servers[second], world.servers[third]];
    if (!a || !b || !c) throw new Error("no servers");
    const { alice, bob, say } = await startPairAt(a, b);
    using atB = await enterLive(b.origin, bob);
    using atC = await enterLive(c.origin, alice);
    const texts = Array.from({ length: 30 }, (_, index) => `message ${index}`);
    for (const [index, text] of texts.entries()) {
      await say(index % 2 ? alice : bob, world.servers[index % 3] ?? a, text);
    }
    for (const client of [atB, atC]) {
      await until(() => heardBy(client).length >= texts.length, DEADLINE_MS);
      expect(heardBy(client)).toEqual(texts);
    }
  },
);

withRedis("a session that ends at one process ends its sockets at the others", async (redis) => {
  await using world = await startProcesses(redis.url, 2);
  const [a, b] = world.servers;
  if (!a || !b) throw new Error("no servers");
  const { alice } = await startPairAt(a, b);
  using atB = await enterLive(b.origin, alice);
  await alice.at(a).account.signOut();
  const askedAt = performance.now();
  expect(await atB.closed()).toBe(4401);
  expect(performance.now() - askedAt).toBeLessThan(WOKEN_MS);
});

withRedis("without Redis nothing is lost and little time, and afterwards nothing comes twice", async (redis) => {
  await using world = await startProcesses(redis.url, 2);
  const [a, b] = world.servers;
  if (!a || !b) throw new Error("no servers");
  const { alice, bob, say } = await startPairAt(a, b);
  using atB = await enterLive(b.origin, bob);
  await say(alice, a, "with Redis");
  await until(() => heardBy(atB).length === 1, DEADLINE_MS);
  await redis.kill();
  await say(alice, a, "without");
  await say(alice, a, "and again");
  await until(() => heardBy(atB).length >= 3, DEADLINE_MS);
  await redis.start();
  await until(
    () => world.servers.every(({ log }) => log.some((line) => line.includes("Redis is there again"))),
    DEADLINE_MS,
  );
  await say(alice, a, "with it again");
  await until(() => heardBy(atB).length >= 4, DEADLINE_MS);
  expect(heardBy(atB)).toEqual(["with Redis", "without", "and again", "with it again"]);
});

withRedis("who was at a process that is killed goes on at another one, from where they were", async (redis) => {
  await using world = await startProcesses(redis.url, 2);
  const [a, b] = world.servers;
  if (!a || !b) throw new Error("no servers");
  const { alice, bob, id, say } = await startPairAt(a, b);
  using atB = await enterLive(b.origin, bob);
  const { seq } = await say(alice, a, "before");
  await until(() => heardBy(atB).length === 1, DEADLINE_MS);
  b.kill("SIGKILL");
  await atB.closed();
  await say(alice, a, "meanwhile");
  using atA = await enterLive(a.origin, bob);
  const { entries } = await bob.at(a).conversations.entries({ conversation: id, direction: "after", seq, limit: 200 });
  expect(entries.map(({ payload }) => payload)).toEqual([saying("meanwhile")]);
  await say(alice, a, "after");
  await until(() => heardBy(atA).length === 1, DEADLINE_MS);
});
