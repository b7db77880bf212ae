import { MAX_CONVERSATIONS, MAX_GROUP_MEMBERS } from "@tacet/protocol";
import { expect } from "bun:test";
import { onEachDatabase } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import { fillGroup, fillList } from "./full-lists.ts";
import { acquaint, addressOf, drawRef, gather, makeAdmin, membersOf, outcome, read, say, tokenIn } from "./talking.ts";

/** Groups that many change at once. */

const ROUNDS = 5;

async function joinAll(world: AccountWorld, prefix: string, count: number): Promise<Person[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => world.join(`${prefix}-${index}`)));
}

const count = (values: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(values)].map((value) => [value, values.filter((each) => each === value).length]));

onEachDatabase("of fifty who follow a link at once as many come in as it has uses left, each once", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.join("alice");
  const people = await joinAll(world, "guest", 50);
  const group = await gather(alice);
  for (const uses of [1, 7]) {
    const { link } = await alice.conversations.createInvite({ conversation: group.id, lifeS: 600, maxUses: uses });
    const guests = people.splice(0, 25);
    const tries = guests.flatMap(({ conversations }) => [1, 2].map(() => conversations.join(tokenIn(link))));
    const outcomes = await Promise.all(tries.map(outcome));
    expect(count(outcomes)).toEqual({ done: uses * 2, link_refused: 50 - uses * 2 });
    expect(guests.map((_, index) => outcomes[index * 2] === outcomes[index * 2 + 1])).toEqual(guests.map(() => true));
  }
  expect(Object.keys(await membersOf(alice, group))).toHaveLength(9);
  expect((await read(alice, group)).filter(([kind]) => kind === "membership")).toHaveLength(9);
});

onEachDatabase("a group has never more people than it may have, however they come in", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob] = [await world.join("alice"), await world.join("bob")];
  const people = await joinAll(world, "guest", 16);
  await acquaint(alice, bob, ...people);
  await acquaint(bob, ...people);
  const group = await gather(alice, bob);
  await makeAdmin(alice, group, bob);
  const { link } = await alice.conversations.createInvite({ conversation: group.id, lifeS: 600 });
  await fillGroup(world.storage.database, group.id, MAX_GROUP_MEMBERS - 2 - 5);
  const outcomes = await Promise.all(
    people.map((person, index) => {
      if (index % 2) return outcome(person.conversations.join(tokenIn(link)));
      const admin = index % 4 ? alice : bob;
      return outcome(admin.conversations.addMembers({ conversation: group.id, people: [addressOf(person)] }));
    }),
  );
  expect(count(outcomes)).toEqual({ done: 5, group_full: 11 });
  expect((await alice.conversations.read(group.id)).memberCount).toBe(MAX_GROUP_MEMBERS);
  expect(await outcome(people[0]?.conversations.readInvite(tokenIn(link)) ?? Promise.reject())).toBe("done");
});

onEachDatabase("nobody is in more conversations than they may be in, however they come into them", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob, carol] = [await world.join("alice"), await world.join("bob"), await world.join("carol")];
  await acquaint(alice, bob, carol);
  await acquaint(carol, bob);
  await fillList(world.storage.database, bob.signedIn.account.id, MAX_CONVERSATIONS - 3);
  const groups = await Promise.all(Array.from({ length: 4 }, () => gather(alice)));
  const links = await Promise.all(
    groups.map(({ id }) => alice.conversations.createInvite({ conversation: id, lifeS: 600 })),
  );
  const outcomes = await Promise.all(
    [
      ...groups
        .slice(0, 2)
        .map(({ id }) => alice.conversations.addMembers({ conversation: id, people: [addressOf(bob)] })),
      ...links.slice(2).map(({ link }) => bob.conversations.join(tokenIn(link))),
      gather(alice, bob),
      gather(bob, carol),
      gather(carol, bob, alice),
      bob.conversations.openDirect(addressOf(carol)),
    ].map(outcome),
  );
  expect(count(outcomes)).toEqual({ done: 3, list_full: 5 });
});

onEachDatabase(
  "two admins who add and remove the same people at once wait for each other, and the log tells what became of it",
  async (open) => {
    await using world = await startAccountWorld(open);
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    const people = await joinAll(world, "guest", 4);
    await acquaint(alice, bob, ...people);
    await acquaint(bob, ...people);
    for (let round = 0; round < ROUNDS; round++) {
      const group = await gather(alice, bob);
      await makeAdmin(alice, group, bob);
      const all = people.map(addressOf);
      const deeds = [alice, bob].flatMap(({ conversations }) => [
        conversations.addMembers({ conversation: group.id, people: all }),
        ...all.map((person) => conversations.removeMember({ conversation: group.id, person })),
        conversations.addMembers({ conversation: group.id, people: all.toReversed() }),
      ]);
      expect(count(await Promise.all(deeds.map(outcome)))).toEqual({ done: deeds.length });
      const members = new Set(["alice@localhost", "bob@localhost"]);
      for (const [kind, , content] of await read(alice, group)) {
        if (kind !== "membership" || content.change === "created" || content.change === "role") continue;
        for (const who of content.who) expect([who, members.has(who)]).toEqual([who, content.change === "removed"]);
        for (const who of content.who) members[content.change === "removed" ? "delete" : "add"](who);
      }
      expect(Object.keys(await membersOf(alice, group)).map((name) => `${name}@localhost`)).toEqual(
        [...members].toSorted(),
      );
    }
  },
);

onEachDatabase(
  "whatever people do to each other and to groups at the same time, nothing waits for ever and nothing half is left",
  async (open) => {
    await using world = await startAccountWorld(open);
    const people = await joinAll(world, "person", 6);
    for (const [index, person] of people.entries()) await acquaint(person, ...people.slice(index + 1));
    for (let round = 0; round < ROUNDS; round++) {
      const [alice, bob, carol, dave, erin, frank] = people;
      if (!alice || !bob || !carol || !dave || !erin || !frank) throw new Error("no people");
      const [one, other] = [await gather(alice, bob, carol), await gather(bob, dave, erin)];
      const outcomes = await Promise.all(
        [
          alice.conversations.addMembers({ conversation: one.id, people: [frank, erin, dave].map(addressOf) }),
          bob.conversations.addMembers({ conversation: other.id, people: [alice, carol, frank].map(addressOf) }),
          ...[alice, bob, carol].map((person) => say(person, one, "hello")),
          gather(frank, erin, dave, carol, bob, alice),
          gather(alice, bob, carol, dave, erin, frank),
          erin.conversations.openDirect(addressOf(frank)),
          frank.conversations.openDirect(addressOf(erin)),
          alice.conversations.leave(one.id),
          carol.conversations.leave(one.id),
          bob.conversations.changeMemberRole({ conversation: other.id, person: addressOf(erin), role: "owner" }),
          bob.conversations.leave(other.id),
        ].map(outcome),
      );
      const fair = ["done", "conversation_not_found", "not_allowed"];
      expect(outcomes.filter((each) => !fair.includes(each))).toEqual([]);
      for (const { conversations } of people) {
        for (const { id, kind } of (await conversations.list()).conversations) {
          const { members } = await conversations.members({ conversation: id });
          const owners = members.filter(({ role }) => role === "owner");
          expect([kind, owners.length]).toEqual([kind, kind === "group" ? 1 : 0]);
        }
      }
    }
  },
);

onEachDatabase("when all leave at the same moment nothing is left of a group", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, ...others] = await joinAll(world, "person", 6);
  if (!alice) throw new Error("no people");
  await acquaint(alice, ...others);
  for (let round = 0; round < ROUNDS; round++) {
    const group = await gather(alice, ...others);
    const leaving = [alice, ...others].map(({ conversations }) => outcome(conversations.leave(group.id)));
    expect(new Set(await Promise.all(leaving))).toEqual(new Set(["done"]));
  }
  const { read: db } = world.storage.database;
  for (const table of ["conversations", "members", "entries"] as const) {
    expect([table, await db.selectFrom(table).selectAll().execute()]).toEqual([table, []]);
  }
});

onEachDatabase("a group that is asked for while its founder deletes the account is nobody's for long", async (open) => {
  await using world = await startAccountWorld(open);
  for (let round = 0; round < ROUNDS; round++) {
    const [alice, bob] = [await world.join(`alice-${round}`), await world.join(`bob-${round}`)];
    await acquaint(alice, bob);
    const group = await gather(bob);
    await Promise.all(
      [
        alice.conversations.createGroup({ clientRef: drawRef(), title: "Late", members: [] }),
        bob.conversations.addMembers({ conversation: group.id, people: [addressOf(alice)] }),
        alice.account.deleteAccount(alice.username),
        alice.conversations.createGroup({ clientRef: drawRef(), title: "Later", members: [addressOf(bob)] }),
      ].map(outcome),
    );
    await Promise.all([world.sweep(), world.sweep()]);
    const { read: db } = world.storage.database;
    const { id } = alice.signedIn.account;
    expect(await db.selectFrom("members").selectAll().where("account_id", "=", id).execute()).toEqual([]);
    for (const each of (await bob.conversations.list()).conversations) expect(each.role).toBe("owner");
  }
});
