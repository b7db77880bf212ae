import { expect } from "bun:test";
import { onEachDatabase, onSqlite } from "../server/test/databases.ts";
import { failureOf } from "../server/test/failure-of.ts";
import { until } from "../server/test/http-socket.ts";
import { enterLive } from "../server/test/live-client.ts";
import { startAccountWorld } from "./account-world.ts";
import { acquaint, drawRef, say, saying, startPair } from "./conversation-parts.ts";
import { DAY_MS, latestOf, logOf, MINUTE_MS } from "./retention-parts.ts";
import { gather, makeAdmin } from "./talking.ts";

/** What disappears by time: counted from when it was sent, or from when it was read. */

onEachDatabase("what is sent disappears after its time, for both, before anything was swept", async (open) => {
  await using world = await startAccountWorld(open);
  world.advance(DAY_MS);
  const { alice, bob, conversation } = await startPair(world);
  await say(alice, conversation, "this one stays");
  const changed = await bob.conversations.changeRetention({
    conversation: conversation.id,
    disappearAfterMs: MINUTE_MS,
  });
  expect(changed.disappearing).toEqual({ afterMs: MINUTE_MS, from: "sent" });
  expect(await latestOf(alice, conversation, "settings")).toEqual({
    disappearing: { afterMs: MINUTE_MS, from: "sent" },
  });
  const wish = { conversation: conversation.id, clientRef: drawRef(), payload: saying("for a minute") };
  const { seq } = await alice.conversations.send(wish);
  const about = { conversation: conversation.id, target: seq };
  await alice.conversations.edit({ ...about, clientRef: drawRef(), payload: saying("for a minute, edited") });
  world.advance(MINUTE_MS - 1_000);
  await bob.conversations.react({ ...about, clientRef: drawRef(), payload: '{"emoji":"👍","state":"added"}' });
  expect(await logOf(bob, conversation)).toContain("says for a minute");
  world.advance(1_000);
  for (const who of [alice, bob]) {
    const before = ["membership", "says this one stays", "settings"];
    expect(await logOf(who, conversation)).toEqual([...before, "gone", "gone", "gone"]);
    expect((await who.conversations.read(conversation.id)).last?.seq).toBe(2);
  }
  expect((await bob.conversations.read(conversation.id)).head.unread).toBe(1);
  const { messages } = await bob.conversations.inbox({ filter: "all" });
  expect(messages.map((message) => message.payload)).toEqual([saying("this one stays")]);
  const late = { ...about, clientRef: drawRef() };
  expect(await failureOf(alice.conversations.edit({ ...late, payload: saying("again") }))).toContain(
    "message_not_found",
  );
  expect(await failureOf(alice.conversations.delete(late))).toContain("message_not_found");
  expect((await alice.conversations.send(wish)).seq).toBe(seq);
});

onEachDatabase("what time has ended is taken out of the database, and whoever is connected is told", async (open) => {
  await using world = await startAccountWorld(open);
  world.advance(DAY_MS);
  const { alice, bob, conversation } = await startPair(world);
  await alice.conversations.changeRetention({ conversation: conversation.id, disappearAfterMs: MINUTE_MS });
  const seqs: number[] = [];
  for (let count = 0; count < 5; count++) seqs.push((await say(alice, conversation, `${count}`)).seq);
  using bobs = await enterLive(await world.listen(), bob);
  world.advance(MINUTE_MS);
  await world.sweep();
  const { read } = world.storage.database;
  expect(await read.selectFrom("fleeting_entries").selectAll().execute()).toEqual([]);
  const rows = await read.selectFrom("entries").select(["kind", "sender_id", "payload", "at"]).execute();
  expect(rows.filter(({ kind }) => kind === "gone")).toEqual(
    seqs.map(() => ({ kind: "gone", sender_id: null, payload: null, at: null })),
  );
  const heard = () => bobs.frames.flatMap((frame) => (frame.kind === "gone" ? frame.seqs : []));
  await until(() => heard().length === seqs.length);
  expect(heard().toSorted((a, b) => a - b)).toEqual(seqs);
});

onEachDatabase("from reading on: until the other one has read it stays, and then for its time", async (open) => {
  await using world = await startAccountWorld(open);
  world.advance(DAY_MS);
  const { alice, bob, conversation } = await startPair(world);
  const { id, epoch } = conversation;
  await alice.conversations.changeRetention({ conversation: id, disappearAfterMs: 5 * MINUTE_MS, from: "read" });
  const first = await say(alice, conversation, "read me");
  const second = await say(alice, conversation, "and me later");
  await alice.conversations.edit({
    conversation: id,
    clientRef: drawRef(),
    target: first.seq,
    payload: saying("sooner"),
  });
  world.advance(10 * DAY_MS);
  await world.sweep();
  expect(await logOf(bob, conversation)).toEqual([
    "membership",
    "settings",
    "says read me",
    "says and me later",
    "edit",
  ]);
  await bob.conversations.mark({ conversation: id, epoch, read: first.seq });
  world.advance(4 * MINUTE_MS);
  await bob.conversations.mark({ conversation: id, epoch, read: second.seq });
  world.advance(MINUTE_MS);
  expect(await logOf(bob, conversation)).toEqual(["membership", "settings", "gone", "says and me later", "gone"]);
  world.advance(4 * MINUTE_MS);
  expect((await logOf(alice, conversation)).slice(2)).toEqual(["gone", "gone", "gone"]);
  await world.sweep();
  expect((await logOf(alice, conversation)).slice(2)).toEqual(["gone", "gone", "gone"]);
});

onEachDatabase("a rule is for what is said from then on, and setting it again says nothing again", async (open) => {
  await using world = await startAccountWorld(open);
  world.advance(DAY_MS);
  const { alice, bob, conversation } = await startPair(world);
  const rule = { conversation: conversation.id, disappearAfterMs: MINUTE_MS };
  await alice.conversations.changeRetention(rule);
  await alice.conversations.changeRetention(rule);
  await say(alice, conversation, "goes");
  expect((await bob.conversations.changeRetention({ conversation: conversation.id })).disappearing).toBeUndefined();
  await say(alice, conversation, "stays");
  world.advance(DAY_MS);
  await world.sweep();
  expect(await logOf(bob, conversation)).toEqual(["membership", "settings", "gone", "settings", "says stays"]);
  expect(await latestOf(bob, conversation, "settings")).toEqual({ disappearing: "off" });
  const mallory = await world.join("mallory");
  expect(await failureOf(mallory.conversations.changeRetention(rule))).toContain("conversation_not_found");
});

onSqlite("a clock that is in doubt takes nothing out", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, conversation } = await startPair(world);
  await alice.conversations.changeRetention({ conversation: conversation.id, disappearAfterMs: MINUTE_MS });
  await say(alice, conversation, "still here");
  world.jump(400 * DAY_MS);
  await world.sweep();
  expect(await world.storage.database.read.selectFrom("fleeting_entries").select("seq").execute()).toHaveLength(1);
});

onEachDatabase("many that end at once all go, and what is said meanwhile stays", async (open) => {
  await using world = await startAccountWorld(open);
  world.advance(DAY_MS);
  const { alice, bob, conversation } = await startPair(world);
  await alice.conversations.changeRetention({ conversation: conversation.id, disappearAfterMs: MINUTE_MS });
  await Promise.all(Array.from({ length: 450 }, (_, count) => say(alice, conversation, `${count}`)));
  world.advance(MINUTE_MS);
  await Promise.all([world.sweep(), world.sweep(), say(bob, conversation, "newer")]);
  const rows = await world.storage.database.read.selectFrom("entries").select("kind").execute();
  expect(rows.filter(({ kind }) => kind === "gone")).toHaveLength(450);
  expect((await logOf(bob, conversation)).length).toBe(200);
  expect((await bob.conversations.read(conversation.id)).last?.from).toBe("bob@localhost");
});

onEachDatabase(
  "in a group owner and admins set the time, and whoever never reads holds nothing up for ever",
  async (open) => {
    await using world = await startAccountWorld(open);
    world.advance(DAY_MS);
    const [alice, bob, carol] = [await world.join("alice"), await world.join("bob"), await world.join("carol")];
    for (const other of [bob, carol]) await acquaint(alice, other);
    const group = await gather(alice, bob, carol);
    const rule = { conversation: group.id, disappearAfterMs: DAY_MS, from: "read" } as const;
    expect(await failureOf(bob.conversations.changeRetention(rule))).toContain("not_allowed");
    await makeAdmin(alice, group, bob);
    await bob.conversations.changeRetention(rule);
    const { seq } = await say(alice, group, "some read this");
    await bob.conversations.mark({ conversation: group.id, epoch: group.epoch, read: seq });
    world.advance(2 * DAY_MS);
    await world.sweep();
    expect(await logOf(bob, group)).toContain("says some read this");
    const next = await say(alice, group, "all read this");
    for (const who of [bob, carol]) {
      await who.conversations.mark({ conversation: group.id, epoch: group.epoch, read: next.seq });
    }
    world.advance(DAY_MS);
    expect((await logOf(bob, group)).filter((line) => line.startsWith("says"))).toEqual([]);
    await say(alice, group, "nobody reads this");
    world.advance(30 * DAY_MS);
    expect(await logOf(bob, group)).toContain("says nobody reads this");
    world.advance(DAY_MS);
    expect(await logOf(bob, group)).not.toContain("says nobody reads this");
  },
);

onEachDatabase(
  "what somebody blocked says is never read: nothing tells its sender that the other one is there",
  async (open) => {
    await using world = await startAccountWorld(open);
    world.advance(DAY_MS);
    const { alice, bob, conversation } = await startPair(world);
    const { id, epoch } = conversation;
    await alice.conversations.changeRetention({ conversation: id, disappearAfterMs: MINUTE_MS, from: "read" });
    await bob.people.block("alice");
    const { seq } = await say(alice, conversation, "are you there?");
    await bob.conversations.mark({ conversation: id, epoch, read: seq });
    world.advance(DAY_MS);
    expect(await logOf(alice, conversation)).toContain("says are you there?");
  },
);
