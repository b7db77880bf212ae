import { expect } from "bun:test";
import { onEachDatabase, onSqlite } from "../server/test/databases.ts";
import { until } from "../server/test/http-socket.ts";
import { enterLive, type LiveClient } from "../server/test/live-client.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import { acquaint, addressOf, gather, say } from "./talking.ts";

/** Who comes and goes while sockets are open: nobody hears what was said before they came, or after they went. */

const textsHeard = ({ frames }: LiveClient): readonly string[] =>
  frames.flatMap((frame) =>
    frame.kind === "entry" && frame.entry.kind === "message"
      ? [String(JSON.parse(frame.entry.payload ?? "").text)]
      : [],
  );

onEachDatabase(
  "a newcomer hears what is said from then on, and who is removed hears that and nothing more",
  async (open) => {
    await using world = await startAccountWorld(open);
    const [alice, bob, carol] = [await world.join("alice"), await world.join("bob"), await world.join("carol")];
    await acquaint(alice, bob, carol);
    const group = await gather(alice, bob);
    const origin = await world.listen();
    using bobs = await enterLive(origin, bob);
    using carols = await enterLive(origin, carol);
    await say(alice, group, "before");
    await alice.conversations.addMembers({ conversation: group.id, people: [addressOf(carol)] });
    await say(alice, group, "together");
    await until(() => textsHeard(carols).length === 1);
    await alice.conversations.removeMember({ conversation: group.id, person: addressOf(carol) });
    expect((await carols.next("left")).conversation).toEqual(group.id);
    await say(alice, group, "after");
    await until(() => textsHeard(bobs).length === 3);
    expect([textsHeard(bobs), textsHeard(carols)]).toEqual([["before", "together", "after"], ["together"]]);
    const kinds = carols.frames.flatMap((frame) => (frame.kind === "entry" ? [frame.entry.kind] : []));
    expect(kinds).toEqual(["membership", "message"]);
  },
);

/** Members beyond those whom anybody adds one by one, straight into the table. */
async function fill(world: AccountWorld, conversationId: Uint8Array, people: readonly Person[]): Promise<void> {
  await world.storage.database.transact(async (tx) => {
    for (const { signedIn } of people) {
      const member = { conversation_id: conversationId, account_id: signedIn.account.id, peer_id: null } as const;
      const cursors = { first_seq: 1, delivered: 0, read: 0, hidden_version: 0, since: 1 };
      await tx
        .insertInto("members")
        .values({ ...member, ...cursors, role: "member" })
        .execute();
    }
  });
}

onSqlite(
  "a group that grows past thirty-two is heard by everybody once, by those who come with it as well",
  async (open) => {
    await using world = await startAccountWorld(open);
    const people: Person[] = [];
    for (let index = 0; index < 34; index++) people.push(await world.join(`person-${index}`));
    const [alice, bob, last, leaver, ...others] = people;
    if (!alice || !bob || !last || !leaver) throw new Error("nobody came");
    await acquaint(alice, bob, last, leaver);
    const group = await gather(alice, bob, leaver);
    await fill(world, group.id, others.slice(0, 29));
    const origin = await world.listen();
    using bobs = await enterLive(origin, bob);
    using lasts = await enterLive(origin, last);
    using leavers = await enterLive(origin, leaver);
    await say(alice, group, "of thirty-two");
    await alice.conversations.addMembers({ conversation: group.id, people: [addressOf(last)] });
    await say(alice, group, "of thirty-three");
    await leaver.conversations.leave(group.id);
    await say(alice, group, "and one left");
    await until(() => textsHeard(bobs).length === 3 && textsHeard(lasts).length === 2);
    expect(textsHeard(bobs)).toEqual(["of thirty-two", "of thirty-three", "and one left"]);
    expect(textsHeard(lasts)).toEqual(["of thirty-three", "and one left"]);
    expect(textsHeard(leavers)).toEqual(["of thirty-two", "of thirty-three"]);
    expect(leavers.frames.filter(({ kind }) => kind === "left")).toHaveLength(1);
  },
);

onSqlite("whoever says hello in a large group is on its topic at once", async (open) => {
  await using world = await startAccountWorld(open);
  const people: Person[] = [];
  for (let index = 0; index < 36; index++) people.push(await world.join(`person-${index}`));
  const [alice, bob, carol, ...others] = people;
  if (!alice || !bob || !carol) throw new Error("nobody came");
  await acquaint(alice, bob, carol);
  const group = await gather(alice, bob);
  await fill(world, group.id, others);
  await alice.conversations.addMembers({ conversation: group.id, people: [addressOf(carol)] });
  const origin = await world.listen();
  using bobs = await enterLive(origin, bob);
  using again = await enterLive(origin, bob);
  using carols = await enterLive(origin, carol);
  await say(alice, group, "hello all");
  for (const client of [bobs, again, carols]) await until(() => textsHeard(client).length === 1);
  await bob.conversations.mark({ conversation: group.id, epoch: group.epoch, read: 2 });
  await again.next("receipt");
  await say(alice, group, "goodbye all");
  await until(() => textsHeard(carols).length === 2);
  expect(carols.frames.filter(({ kind }) => kind === "receipt")).toEqual([]);
});
