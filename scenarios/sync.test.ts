import { connectAccount } from "@tacet/client/accounts";
import { connectPeople } from "@tacet/client/people";
import { expect, test } from "bun:test";
import { onEachDatabase, onSqlite } from "../server/test/databases.ts";
import { until } from "../server/test/http-socket.ts";
import { newSqliteSetUp } from "../server/test/set-ups.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { passwordOf, startAccountWorld, tokensOf } from "./account-world.ts";
import { addressOf, say, startPair } from "./conversation-parts.ts";
import { isLive, look, newDevice, startOn, statesIn, textsIn } from "./sync-devices.ts";

/** Messengers that keep in step with a real server: what each shows, whatever happens to its line. */

onEachDatabase("two people chat, and each sees what the other said and has read", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob } = await startPair(world);
  const origin = await world.listen();
  await using alices = await startOn(newDevice(alice), origin);
  await using bobs = await startOn(newDevice(bob), origin);
  await Promise.all([isLive(alices), isLive(bobs)]);
  const name = await alices.openDirect(addressOf(bob));
  const heard: string[] = [];
  bobs.onArrival((_line, message) => heard.push(message.text));
  using hers = (await alices.open(name)) ?? expect.unreachable();
  using his = (await bobs.open(name)) ?? expect.unreachable();
  hers.send({ text: "hello" });
  expect(textsIn(hers)).toEqual(["hello"]);
  await until(() => textsIn(his).length === 1);
  his.send({ text: "and to you", replyTo: 2 });
  await until(() => textsIn(hers).length === 2);
  expect(hers.state.get().items.at(-1)).toMatchObject({ replyTo: { text: "hello", from: "alice@localhost" } });
  await until(() => statesIn(hers)[0] === "delivered");
  his.markRead(3);
  await until(() => statesIn(hers)[0] === "read");
  hers.markRead(3);
  hers.react(3, "👍");
  his.edit(3, "and to you, too");
  hers.deleteForEverybody(2);
  const kinds = () => his.state.get().items.map(({ kind }) => kind);
  await until(() => kinds().includes("gone"));
  await until(() => JSON.stringify(hers.state.get().items.slice(1)).includes("too"));
  for (const view of [hers, his]) {
    expect(view.state.get().items).toMatchObject([
      { kind: "membership" },
      { kind: "gone", seq: 2 },
      { kind: "message", text: "and to you, too", isEdited: true, reactions: [{ emoji: "👍" }] },
    ]);
  }
  expect(heard).toEqual(["hello"]);
  expect(alices.conversations.get()).toMatchObject([{ unread: 0, last: { text: "and to you, too" } }]);
});

onSqlite("who was away catches up in order, and what they said meanwhile goes out", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const origin = await world.listen();
  const device = newDevice(bob);
  {
    await using bobs = await startOn(device, origin);
    await isLive(bobs);
    await say(alice, conversation, "1");
    using his = await look(bobs, conversation);
    await until(() => textsIn(his).length === 1);
  }
  for (let index = 2; index <= 120; index++) await say(alice, conversation, `${index}`);
  await using bobs = await startOn(device, "http://127.0.0.1:1");
  using his = await look(bobs, conversation);
  await until(() => textsIn(his).length === 1);
  his.send({ text: "mine" });
  his.setDraft("more of mine");
  await until(() => statesIn(his).at(-1) === "waiting");
  await bobs[Symbol.asyncDispose]();
  await using again = await startOn(device, origin);
  using hisAgain = await look(again, conversation);
  expect(textsIn(hisAgain)).toEqual(["1", "mine"]);
  await until(() => textsIn(hisAgain).at(-1) === "mine" && statesIn(hisAgain).at(-1) === "sent", 10_000);
  await until(() => !textsIn(hisAgain).includes("gap"));
  while (hisAgain.state.get().earlier === "there") await hisAgain.loadEarlier();
  expect(textsIn(hisAgain)).toEqual([...Array.from({ length: 120 }, (_, index) => `${index + 1}`), "mine"]);
  expect(hisAgain.state.get().line.draft).toBe("more of mine");
});

onSqlite("a session that is ended elsewhere ends the messenger, and nothing it kept is left", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const origin = await world.listen();
  const device = newDevice(bob);
  await using bobs = await startOn(device, origin);
  await isLive(bobs);
  using his = await look(bobs, conversation);
  await say(alice, conversation, "secret");
  await until(() => textsIn(his).includes("secret"));
  await bob.account.signOut();
  await until(() => bobs.connection.get().kind === "ended");
  await until(() => device.cleared() === 1);
  for (const collection of ["entries", "lines", "state", "outbox"]) {
    expect(await device.records.count({ collection })).toBe(0);
  }
});

onSqlite(
  "of two tabs one holds the socket; both show the same, send, and go on when the other is closed",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob, conversation } = await startPair(world);
    const origin = await world.listen();
    const device = newDevice(bob);
    const first = await startOn(device, origin);
    await using second = await startOn(device, origin);
    const arrived: string[] = [];
    for (const tab of [first, second]) tab.onArrival((_line, { text }) => arrived.push(text));
    await Promise.all([isLive(first), isLive(second)]);
    await until(() => second.conversations.get()?.length === 1);
    using one = await look(first, conversation);
    using other = await look(second, conversation);
    other.send({ text: "from the second tab" });
    await say(alice, conversation, "from Alice");
    for (const view of [one, other]) {
      await until(
        () => textsIn(view).length === 2 && statesIn(view).every((state) => state !== "waiting" && state !== "sending"),
      );
    }
    expect(new Set(textsIn(one))).toEqual(new Set(["from the second tab", "from Alice"]));
    other.markRead(3);
    await until(() => first.conversations.get()?.[0]?.unread === 0);
    await first[Symbol.asyncDispose]();
    await say(alice, conversation, "after the first was closed");
    await until(() => textsIn(other).includes("after the first was closed"), 10_000);
    expect(arrived.toSorted()).toEqual(["after the first was closed", "from Alice"]);
  },
);

onSqlite(
  "ten thousand messages: the latest are there at once, in few requests, and the rest is not held",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob, conversation } = await startPair(world);
    const origin = await world.listen();
    for (let start = 0; start < 10_000; start += 250) {
      await Promise.all(Array.from({ length: 250 }, (_, at) => say(alice, conversation, `message ${start + at}`)));
    }
    const device = newDevice(bob);
    await using bobs = await startOn(device, origin);
    await isLive(bobs);
    await until(() => bobs.conversations.get()?.length === 1);
    using his = await look(bobs, conversation);
    await until(() => textsIn(his).length === 50, 10_000);
    expect(await device.records.count({ collection: "entries" })).toBe(50);
    expect(his.state.get()).toMatchObject({ earlier: "there", later: "none", line: { unread: 100 } });
    for (let page = 0; page < 20; page++) await his.loadEarlier();
    const { items, later } = his.state.get();
    expect([items.length, later]).toEqual([600, "there"]);
    await his.goTo(2_000);
    expect(his.state.get().items.some((item) => item.kind === "message" && item.seq === 2_000)).toBe(true);
    await his.goToLatest();
    expect(his.state.get()).toMatchObject({ later: "none" });
    expect(await his.search("MESSAGE 1717")).toHaveLength(1);
  },
);

test("what was said while the server was down goes out once it is up again, once and in order", async () => {
  await using setUp = await newSqliteSetUp();
  let server = await startTestServer(setUp);
  try {
    const { origin, port } = server;
    const join = async (username: string) => {
      const visitor = connectAccount({ server: origin });
      const proofs = { password: passwordOf(username) };
      const session = { carrier: "token", label: "laptop" } as const;
      const signedIn = await visitor.register({ username, signInNeeds: "password", proofs, session });
      const { token } = tokensOf(signedIn);
      return { username, token, people: connectPeople({ server: origin, credentials: { token } }) };
    };
    const [alice, bob] = [await join("alice"), await join("bob")];
    await alice.people.ask("bob", "may I?");
    await bob.people.accept("alice");
    await using alices = await startOn(newDevice(alice), origin);
    await using bobs = await startOn(newDevice(bob), origin);
    await Promise.all([isLive(alices), isLive(bobs)]);
    const name = await alices.openDirect(addressOf(bob));
    using hers = (await alices.open(name)) ?? expect.unreachable();
    hers.send({ text: "0" });
    await until(() => statesIn(hers)[0] === "delivered");
    server.kill("SIGKILL");
    await server.exited;
    for (let index = 1; index < 6; index++) hers.send({ text: `${index}` });
    await until(() => alices.connection.get().kind === "offline");
    expect(statesIn(hers).slice(1)).toEqual(Array.from({ length: 5 }, () => "waiting"));
    server = await startTestServer({ ...setUp, port });
    alices.reconnect();
    using his = (await bobs.open(name)) ?? expect.unreachable();
    await until(() => textsIn(his).length === 6, 20_000);
    expect(textsIn(his)).toEqual(["0", "1", "2", "3", "4", "5"]);
    expect(textsIn(hers)).toEqual(textsIn(his));
  } finally {
    await server[Symbol.asyncDispose]();
  }
});
