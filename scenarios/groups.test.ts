import { expect } from "bun:test";
import { onEachDatabase } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import {
  acquaint,
  addressOf,
  drawRef,
  gather,
  makeAdmin,
  membersOf,
  outcome,
  read,
  say,
  saying,
  tokenIn,
} from "./talking.ts";

/** Groups: how they begin and end, who may do what in them, and what those know of them who are not in them any more, or not yet. */

/** People by their names; the first is acquainted with all others. */
async function startCircle<const Names extends readonly string[]>(world: AccountWorld, ...names: Names) {
  const people: Person[] = [];
  for (const name of names) people.push(await world.join(name));
  const [first, ...others] = people;
  if (first) await acquaint(first, ...others);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as many as there are names
  return people as unknown as { readonly [Index in keyof Names]: Person };
}

onEachDatabase(
  "a group begins, grows, is called something else, changes hands, and ends with the last one",
  async (open) => {
    await using world = await startAccountWorld(open);
    const [alice, bob, carol, dave] = await startCircle(world, "alice", "bob", "carol", "dave");
    const group = await gather(alice, bob, carol);
    expect(group).toMatchObject({ kind: "group", title: "Sailing", role: "owner", memberCount: 3, isOpen: true });
    await say(bob, group, "ahoy");
    await makeAdmin(alice, group, bob);
    await bob.conversations.changeGroupTitle({ conversation: group.id, title: "Rowing" });
    await bob.conversations.changeGroupTitle({ conversation: group.id, title: "Rowing" });
    await alice.conversations.addMembers({ conversation: group.id, people: [addressOf(dave), addressOf(bob)] });
    await bob.conversations.removeMember({ conversation: group.id, person: addressOf(carol) });
    await alice.conversations.leave(group.id);
    expect(await read(bob, group)).toEqual([
      ["membership", "alice", { change: "created", who: ["bob@localhost", "carol@localhost"] }],
      ["message", "bob", { text: "ahoy" }],
      ["membership", "alice", { change: "role", who: ["bob@localhost"], role: "admin" }],
      ["settings", "bob", { title: "Rowing" }],
      ["membership", "alice", { change: "added", who: ["dave@localhost"] }],
      ["membership", "bob", { change: "removed", who: ["carol@localhost"] }],
      ["membership", "alice", { change: "left", who: ["alice@localhost"] }],
      ["membership", undefined, { change: "role", who: ["bob@localhost"], role: "owner" }],
    ]);
    expect(await membersOf(dave, group)).toEqual({ bob: "owner", dave: "member" });
    expect((await bob.conversations.list()).conversations).toMatchObject([{ title: "Rowing", memberCount: 2 }]);
    await bob.conversations.leave(group.id);
    expect(await membersOf(dave, group)).toEqual({ dave: "owner" });
    await dave.conversations.leave(group.id);
    const { read: db } = world.storage.database;
    for (const table of ["conversations", "members", "entries", "conversation_deletions"] as const) {
      expect([table, await db.selectFrom(table).selectAll().execute()]).toEqual([table, []]);
    }
  },
);

onEachDatabase("a long log goes with its group: its key at once, its entries by the sweeper", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice] = await startCircle(world, "alice");
  const group = await gather(alice);
  await Promise.all(Array.from({ length: 1200 }, (_, index) => say(alice, group, `entry ${index}`)));
  await alice.conversations.leave(group.id);
  const { read: db } = world.storage.database;
  const left = async () => (await db.selectFrom("entries").select("seq").execute()).length;
  expect(await db.selectFrom("conversations").select("key").execute()).toEqual([]);
  expect(await left()).toBeGreaterThan(0);
  await Promise.all([world.sweep(), world.sweep()]);
  expect([await left(), await db.selectFrom("conversation_deletions").selectAll().execute()]).toEqual([0, []]);
});

onEachDatabase("a group is made once for each reference, however often it is asked for", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob] = await startCircle(world, "alice", "bob");
  const wish = { clientRef: drawRef(), title: "Sailing", members: [addressOf(bob), addressOf(bob), addressOf(alice)] };
  const made = await Promise.all(Array.from({ length: 8 }, () => alice.conversations.createGroup(wish)));
  expect(new Set(made.map(({ id }) => Buffer.from(id).toString("hex"))).size).toBe(1);
  expect((await alice.conversations.list()).conversations).toHaveLength(1);
  await bob.conversations.createGroup({ ...wish, members: [] });
  expect((await bob.conversations.list()).conversations).toHaveLength(2);
  const [first] = made;
  if (first) await alice.conversations.leave(first.id);
  expect(await outcome(alice.conversations.createGroup(wish))).toBe("client_ref_reused");
});

onEachDatabase(
  "only acquaintances are added; a block is answered for as a stranger is, and of several all are added or none",
  async (open) => {
    await using world = await startAccountWorld(open);
    const [alice, bob, carol] = await startCircle(world, "alice", "bob", "carol");
    const [mallory, dave] = [await world.join("mallory"), await world.join("dave")];
    await mallory.people.ask(alice.username, "may I?");
    await dave.people.block(alice.username);
    await alice.people.ask(dave.username, "may I?");
    await carol.people.block(alice.username);
    const group = await gather(alice);
    const add = (...people: string[]) =>
      outcome(alice.conversations.addMembers({ conversation: group.id, people: [addressOf(bob), ...people] }));
    const answers = await Promise.all(["carol", "dave", "mallory"].map((name) => add(`${name}@localhost`)));
    expect(answers).toEqual(["request_needed", "request_needed", "request_needed"]);
    expect(await add("nobody@localhost")).toBe("person_not_found");
    expect(await add("bob@elsewhere.example")).toBe("person_not_found");
    expect(await membersOf(alice, group)).toEqual({ alice: "owner" });
    await alice.people.block(bob.username);
    expect(await add()).toBe("person_blocked");
    expect(await outcome(gather(alice, bob))).toBe("person_blocked");
    expect(await outcome(gather(alice, carol))).toBe("request_needed");
  },
);

interface Deed {
  readonly does: (actor: Person, cast: Cast, group: { readonly id: Uint8Array<ArrayBuffer> }) => Promise<unknown>;
  /** What becomes of it for the owner, an admin, a member, and somebody who is not in the group. */
  readonly outcomes: readonly [string, string, string, string];
}

type Cast = Readonly<Record<"olga" | "adam" | "ada" | "mia" | "max" | "erin" | "sam", Person>>;

const everybodyInIt = ["done", "done", "done", "conversation_not_found"] as const;
const whoLooksAfter = ["done", "done", "not_allowed", "conversation_not_found"] as const;
const ownerAlone = ["done", "not_allowed", "not_allowed", "conversation_not_found"] as const;
const nobody = ["not_allowed", "not_allowed", "not_allowed", "conversation_not_found"] as const;

const removing =
  (name: keyof Cast): Deed["does"] =>
  ({ conversations }, cast, { id }) =>
    conversations.removeMember({ conversation: id, person: addressOf(cast[name]) });
const giving =
  (name: keyof Cast, role: "owner" | "admin" | "member"): Deed["does"] =>
  ({ conversations }, cast, { id }) =>
    conversations.changeMemberRole({ conversation: id, person: addressOf(cast[name]), role });

const deeds: Readonly<Record<string, Deed>> = {
  say: { does: (actor, _, group) => say(actor, group, "hello"), outcomes: everybodyInIt },
  "list members": { does: (actor, _, group) => membersOf(actor, group), outcomes: everybodyInIt },
  add: {
    does: ({ conversations }, { erin }, { id }) =>
      conversations.addMembers({ conversation: id, people: [addressOf(erin)] }),
    outcomes: whoLooksAfter,
  },
  "remove a member": { does: removing("max"), outcomes: whoLooksAfter },
  "remove an admin": { does: removing("ada"), outcomes: ownerAlone },
  "remove the owner": { does: removing("olga"), outcomes: nobody },
  "remove somebody who is not in it": { does: removing("erin"), outcomes: whoLooksAfter },
  "make an admin": { does: giving("max", "admin"), outcomes: ownerAlone },
  "make an admin a member": { does: giving("ada", "member"), outcomes: ownerAlone },
  "hand over": { does: giving("max", "owner"), outcomes: ownerAlone },
  "have no owner": { does: giving("olga", "admin"), outcomes: nobody },
  "give a role to who is not in it": {
    does: giving("erin", "admin"),
    outcomes: ["person_not_found", "not_allowed", "not_allowed", "conversation_not_found"],
  },
  "change the title": {
    does: ({ conversations }, _, { id }) => conversations.changeGroupTitle({ conversation: id, title: "Rowing" }),
    outcomes: whoLooksAfter,
  },
  invite: {
    does: ({ conversations }, _, { id }) => conversations.createInvite({ conversation: id, lifeS: 600 }),
    outcomes: whoLooksAfter,
  },
  "list invites": { does: ({ conversations }, _, { id }) => conversations.listInvites(id), outcomes: whoLooksAfter },
  "revoke an invite": {
    does: ({ conversations }, _, { id }) => conversations.revokeInvite({ conversation: id, id: drawRef() }),
    outcomes: whoLooksAfter,
  },
  leave: { does: ({ conversations }, _, { id }) => conversations.leave(id), outcomes: everybodyInIt },
};

onEachDatabase("who may what in a group", async (open) => {
  await using world = await startAccountWorld(open);
  const [olga, adam, ada, mia, max, erin, sam] = await startCircle(
    world,
    "olga",
    "adam",
    "ada",
    "mia",
    "max",
    "erin",
    "sam",
  );
  await acquaint(erin, adam, mia, sam);
  const cast = { olga, adam, ada, mia, max, erin, sam };
  for (const [name, { does, outcomes }] of Object.entries(deeds)) {
    const happened: string[] = [];
    for (const actor of [olga, adam, mia, sam]) {
      const group = await gather(olga, adam, ada, mia, max);
      for (const admin of [adam, ada]) await makeAdmin(olga, group, admin);
      happened.push(await outcome(does(actor, cast, group)));
    }
    expect([name, ...happened]).toEqual([name, ...outcomes]);
  }
});

onEachDatabase(
  "a direct conversation has no members to change, no title, no invites, and nobody leaves it",
  async (open) => {
    await using world = await startAccountWorld(open);
    const [alice, bob, carol] = await startCircle(world, "alice", "bob", "carol");
    const { id } = await alice.conversations.openDirect(addressOf(bob));
    const { conversations } = alice;
    const outcomes = await Promise.all([
      outcome(conversations.addMembers({ conversation: id, people: [addressOf(carol)] })),
      outcome(conversations.removeMember({ conversation: id, person: addressOf(bob) })),
      outcome(conversations.changeMemberRole({ conversation: id, person: addressOf(bob), role: "admin" })),
      outcome(conversations.changeGroupTitle({ conversation: id, title: "Us" })),
      outcome(conversations.createInvite({ conversation: id, lifeS: 600 })),
      outcome(conversations.listInvites(id)),
      outcome(conversations.leave(id)),
    ]);
    expect(new Set(outcomes)).toEqual(new Set(["not_allowed"]));
  },
);

onEachDatabase("whoever hands a group over is an admin of it then, and there is one owner", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob] = await startCircle(world, "alice", "bob");
  const group = await gather(alice, bob);
  const handOver = { conversation: group.id, person: addressOf(bob), role: "owner" } as const;
  await alice.conversations.changeMemberRole(handOver);
  expect(await membersOf(bob, group)).toEqual({ alice: "admin", bob: "owner" });
  expect((await read(bob, group)).slice(-2)).toEqual([
    ["membership", "alice", { change: "role", who: ["bob@localhost"], role: "owner" }],
    ["membership", "alice", { change: "role", who: ["alice@localhost"], role: "admin" }],
  ]);
  expect(await outcome(alice.conversations.changeMemberRole(handOver))).toBe("not_allowed");
});

onEachDatabase(
  "whoever was removed reads, says, marks and learns nothing any more, as if they had never been in it",
  async (open) => {
    await using world = await startAccountWorld(open);
    const [alice, bob] = await startCircle(world, "alice", "bob");
    const mallory = await world.join("mallory");
    const group = await gather(alice, bob);
    const { seq } = await say(alice, group, "hello");
    const { link } = await alice.conversations.createInvite({ conversation: group.id, lifeS: 600 });
    await alice.conversations.removeMember({ conversation: group.id, person: addressOf(bob) });
    await say(alice, group, "now that Bob is gone");
    const tries = ({ conversations }: Person, conversation: Uint8Array<ArrayBuffer>) => {
      const said = () => ({ conversation, clientRef: drawRef(), payload: saying("I am still here") });
      return [
        conversations.read(conversation),
        conversations.entries({ conversation, direction: "around", seq, limit: 10 }),
        conversations.members({ conversation }),
        conversations.send(said()),
        conversations.edit({ ...said(), target: seq }),
        conversations.react({ ...said(), target: seq, payload: JSON.stringify({ emoji: "👍", state: "added" }) }),
        conversations.delete({ conversation, clientRef: drawRef(), target: seq }),
        conversations.hide({ conversation, seqs: [seq] }),
        conversations.listHidden({ conversation, sinceVersion: 0 }),
        conversations.mark({ conversation, epoch: group.epoch, read: seq }),
        conversations.leave(conversation),
        conversations.listInvites(conversation),
      ].map(outcome);
    };
    const answers = await Promise.all(tries(bob, group.id));
    expect(new Set(answers)).toEqual(new Set(["conversation_not_found"]));
    expect(await Promise.all(tries(mallory, group.id))).toEqual(answers);
    expect(await outcome(bob.conversations.readInvite(tokenIn(link)))).toBe("link_refused");
    expect(await outcome(bob.conversations.join(tokenIn(link)))).toBe("link_refused");
    expect((await bob.conversations.list()).conversations).toEqual([]);
    expect(await bob.conversations.countUnread()).toEqual({ conversations: 0 });
  },
);

onEachDatabase("a newcomer reads nothing from before, and neither does whoever comes again", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob] = await startCircle(world, "alice", "bob");
  const group = await gather(alice);
  const secret = await say(alice, group, "MARKER before Bob");
  await alice.conversations.addMembers({ conversation: group.id, people: [addressOf(bob)] });
  const added = ["membership", "alice", { change: "added", who: ["bob@localhost"] }];
  expect(await read(bob, group)).toEqual([added]);
  const seen = await Promise.all([
    bob.conversations.read(group.id),
    bob.conversations.list(),
    ...(["before", "after", "around"] as const).map((direction) =>
      bob.conversations.entries({ conversation: group.id, direction, seq: secret.seq, limit: 10 }),
    ),
  ]);
  expect(JSON.stringify(seen)).not.toContain("MARKER");
  expect(seen[0].head).toMatchObject({ firstSeq: secret.seq + 1, read: secret.seq, unread: 0 });
  const reaction = { emoji: "👍", state: "added" };
  const reacting = {
    conversation: group.id,
    clientRef: drawRef(),
    target: secret.seq,
    payload: JSON.stringify(reaction),
  };
  expect(await outcome(bob.conversations.react(reacting))).toBe("message_not_found");
  await say(bob, group, "MARKER of Bob's first time");
  await bob.conversations.leave(group.id);
  await alice.conversations.addMembers({ conversation: group.id, people: [addressOf(bob)] });
  expect(await read(bob, group)).toEqual([added]);
});

onEachDatabase(
  "what a group is called, what is said in it and what its links carry rests nowhere readable, and no log tells it",
  async (open) => {
    await using world = await startAccountWorld(open);
    const [alice, bob] = await startCircle(world, "alice", "bob");
    const { id } = await alice.conversations.createGroup({ clientRef: drawRef(), title: "MARKER one", members: [] });
    await alice.conversations.changeGroupTitle({ conversation: id, title: "MARKER two" });
    await say(alice, { id }, "MARKER three");
    const token = tokenIn((await alice.conversations.createInvite({ conversation: id, lifeS: 600 })).link);
    await bob.conversations.readInvite(token);
    await bob.conversations.join(token);
    const { read: db } = world.storage.database;
    for (const table of ["conversations", "members", "entries", "group_invites"] as const) {
      const rows = await db.selectFrom(table).selectAll().execute();
      expect(rows.length).toBeGreaterThan(0);
      for (const value of rows.flatMap((row) => Object.values(row))) {
        const bytes = Buffer.from(value instanceof Uint8Array ? value : String(value));
        expect([table, bytes.includes("MARKER") || bytes.includes(token)]).toEqual([table, false]);
      }
    }
    const log = world.log.join("\n");
    expect(log).toContain("/v1/conversations/join");
    expect([log.includes("MARKER"), log.includes(Buffer.from(token).toString("base64url"))]).toEqual([false, false]);
  },
);

onEachDatabase("nothing that somebody hides while they are removed is left behind", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob] = await startCircle(world, "alice", "bob");
  for (let round = 0; round < 10; round++) {
    const group = await gather(alice, bob);
    const hiding = { conversation: group.id, seqs: [1] };
    await Promise.all(
      [
        bob.conversations.hide(hiding),
        bob.conversations.hide(hiding),
        alice.conversations.removeMember({ conversation: group.id, person: addressOf(bob) }),
        bob.conversations.hide(hiding),
      ].map(outcome),
    );
  }
  expect(await world.storage.database.read.selectFrom("hidden_messages").selectAll().execute()).toEqual([]);
});
