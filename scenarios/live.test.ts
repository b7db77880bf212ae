import { expect } from "bun:test";
import { encodeBase64url } from "@tacet/protocol";
import { onEachDatabase, onSqlite } from "../server/test/databases.ts";
import { until } from "../server/test/http-socket.ts";
import { enterLive, openLive } from "../server/test/live-client.ts";
import { cookiesOf, fromOwnPage, startAccountWorld } from "./account-world.ts";
import { addressOf, say, sendBody, startPair } from "./conversation-parts.ts";

/** One socket for each device: what comes over it, who may have one, and how it ends. */

onEachDatabase("what one says by either way the other hears at once, in order", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const origin = await world.listen();
  using bobs = await enterLive(origin, bob);
  using alices = await enterLive(origin, alice);
  const greeting = bobs.frames.filter(({ kind }) => kind !== "entry");
  expect(greeting.map(({ kind }) => kind)).toEqual(["welcome", "heads", "ready"]);
  expect(greeting[1]).toMatchObject({ heads: [{ conversation: conversation.id, seq: 1, unread: 0 }] });
  await say(alice, conversation, "by HTTP");
  expect(await alices.call("sendMessage", sendBody(conversation, "by socket"))).toMatchObject({
    kind: "answer",
    reply: { seq: 3 },
  });
  const heard = () =>
    bobs.frames.flatMap((frame) => (frame.kind === "entry" && frame.entry.seq > 1 ? [frame.entry] : []));
  await until(() => heard().length === 2);
  expect(heard().map(({ from, payload, clientRef }) => [from, payload, clientRef])).toEqual([
    [addressOf(alice), '{"text":"by HTTP"}', undefined],
    [addressOf(alice), '{"text":"by socket"}', undefined],
  ]);
});

onSqlite("an answer is heard before the entry that it is about", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, conversation } = await startPair(world);
  using client = await enterLive(await world.listen(), alice);
  for (let seq = 2; seq < 30; seq++) {
    await client.call("sendMessage", sendBody(conversation, `${seq}`));
    await until(() => client.frames.some((frame) => frame.kind === "entry" && frame.entry.seq === seq));
  }
  const kinds = client.frames.map(({ kind }) => kind).filter((kind) => kind === "answer" || kind === "entry");
  expect(kinds).toEqual(Array.from({ length: 28 }, () => ["answer", "entry"] as const).flat());
});

onEachDatabase("reading is told to the other one and to one's own devices, typing to the other one", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const origin = await world.listen();
  using alices = await enterLive(origin, alice);
  using bobs = await enterLive(origin, bob);
  const { seq } = await say(alice, conversation, "read me");
  bobs.send({ kind: "typing", conversation: encodeBase64url(conversation.id) });
  expect(await alices.next("typing")).toMatchObject({ from: addressOf(bob), conversation: conversation.id });
  await bob.conversations.mark({ conversation: conversation.id, epoch: conversation.epoch, read: seq });
  for (const client of [alices, bobs]) {
    expect(await client.next("receipt")).toMatchObject({ from: addressOf(bob), delivered: seq, read: seq });
  }
  expect(alices.frames.filter(({ kind }) => kind === "typing")).toHaveLength(1);
});

onEachDatabase("a session that is ended anywhere ends its sockets at once, and no others", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob } = await startPair(world);
  const origin = await world.listen();
  using alices = await enterLive(origin, alice);
  using bobs = await enterLive(origin, bob);
  await alice.account.signOut();
  await alices.next("session_ended");
  expect(await alices.closed()).toBe(4401);
  expect(await bobs.call("countUnread")).toMatchObject({ kind: "answer" });
});

onSqlite("without a session there is no socket, and the status says why", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.join("alice");
  const origin = await world.listen();
  const upgrade = {
    connection: "upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": btoa("0123456789abcdef"),
  };
  const ask = (headers: Record<string, string>) => fetch(`${origin}/v1/live`, { headers });
  expect((await ask({})).status).toBe(426);
  expect((await ask({ ...upgrade, authorization: `Bearer tacet_${"A".repeat(43)}` })).status).toBe(401);
  using silent = openLive(origin);
  silent.send({ kind: "hello", version: 1, token: `tacet_${"A".repeat(43)}` });
  expect((await silent.next("problem")).problem.code).toBe("unauthenticated");
  expect(await silent.closed()).toBe(4401);
  using byHeader = await enterLive(origin, { headers: { authorization: `Bearer ${alice.token}` } });
  expect(byHeader.frames[0]).toMatchObject({ kind: "welcome", address: "alice@localhost" });
});

onSqlite("a cookie counts for pages of this server alone", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.join("alice");
  const signedIn = await world.fetch(
    "/v1/session/sign-in",
    fromOwnPage({ who: "alice", proofs: { password: alice.password }, session: { carrier: "cookie" } }),
  );
  const cookie = cookiesOf(signedIn);
  const origin = await world.listen();
  const host = origin.replace("http://", "");
  using own = await enterLive(origin, { headers: { cookie, origin, host } });
  expect(own.frames[0]).toMatchObject({ kind: "welcome" });
  for (const headers of [{ cookie }, { cookie, origin: "https://evil.example" }, { cookie, origin: "null" }]) {
    using foreign = openLive(origin, { headers });
    await foreign.closed();
    expect(foreign.frames).toEqual([]);
  }
});

onSqlite("nothing is said before hello, and hello is said once", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.join("alice");
  const origin = await world.listen();
  using hasty = openLive(origin);
  hasty.send({ kind: "ping" });
  expect(await hasty.closed()).toBe(4400);
  using twice = await enterLive(origin, alice);
  twice.send({ kind: "ping" });
  await twice.next("pong");
  twice.send({ kind: "hello", version: 1, token: alice.token });
  expect(await twice.closed()).toBe(4400);
  using newer = openLive(origin);
  newer.send({ kind: "hello", version: 2, token: alice.token });
  expect(await newer.closed()).toBe(4426);
});
