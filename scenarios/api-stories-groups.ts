import {
  AddMembers,
  ChangeGroupTitle,
  ChangeMemberRole,
  CreateGroup,
  CreateGroupInvite,
  JoinGroup,
  LeaveConversation,
  MAX_CONVERSATIONS,
  MAX_GROUP_MEMBERS,
  MAX_OPEN_GROUP_INVITES,
  RemoveMember,
  RevokeGroupInvite,
} from "@tacet/protocol";
import { at, befriend, joinToTalk, unknown, type Talker } from "./api-stories-conversations.ts";
import type { ApiStory } from "./api-stories.ts";
import { fillGroup, fillList } from "./full-lists.ts";
import { drawRef, outcome, saying, tokenIn } from "./talking.ts";
import type { WiredWorld } from "./wired-world.ts";

/** Groups, and how people come into them and out of them: every answer that the contract speaks of. */
export const groupStories: readonly ApiStory[] = [
  { tell: liveInGroup },
  { tell: beRefused },
  { tell: findNothing },
  { tell: beTooMany },
  { tell: haveTooMany },
  { tell: loseCommits },
];

async function startGroup(world: WiredWorld) {
  const [alice, bob] = [await joinToTalk(world, "alice"), await joinToTalk(world, "bob")];
  await befriend(alice, bob);
  const wish = { clientRef: drawRef(), title: "Sailing", members: [at(bob)] };
  const { id: conversation } = await alice.calls.createGroup(wish);
  return { alice, bob, wish, conversation };
}

async function liveInGroup(world: WiredWorld): Promise<void> {
  const { alice, bob, wish, conversation } = await startGroup(world);
  const carol = await joinToTalk(world, "carol");
  await befriend(alice, carol);
  await alice.calls.send({ conversation, clientRef: drawRef(), payload: saying("ahoy") });
  await alice.calls.createGroup(wish);
  await alice.calls.read(conversation);
  await alice.calls.list();
  await alice.calls.changeMemberRole({ conversation, person: at(bob), role: "admin" });
  await bob.calls.changeGroupTitle({ conversation, title: "Rowing" });
  await alice.calls.addMembers({ conversation, people: [at(carol)] });
  await alice.calls.removeMember({ conversation, person: at(bob) });
  await carol.calls.leave(conversation);
  const { link, invite } = await alice.calls.createInvite({ conversation, lifeS: 600, maxUses: 2 });
  await alice.calls.listInvites(conversation);
  const token = tokenIn(link);
  await carol.calls.readInvite(token);
  await carol.calls.join(token);
  await carol.calls.send({ conversation, clientRef: drawRef(), payload: saying("I am back") });
  await carol.calls.join(token);
  await carol.calls.readInvite(token);
  await alice.calls.revokeInvite({ conversation, id: invite.id });
}

async function beRefused(world: WiredWorld): Promise<void> {
  const { alice, bob, wish, conversation } = await startGroup(world);
  const carol = await joinToTalk(world, "carol");
  const person = at(alice);
  for (const call of [
    () => bob.calls.addMembers({ conversation, people: [person] }),
    () => bob.calls.removeMember({ conversation, person }),
    () => bob.calls.changeMemberRole({ conversation, person, role: "member" }),
    () => bob.calls.changeGroupTitle({ conversation, title: "Mine" }),
    () => bob.calls.createInvite({ conversation, lifeS: 600 }),
    () => bob.calls.listInvites(conversation),
    () => bob.calls.revokeInvite({ conversation, id: unknown }),
    () => bob.calls.readInvite(new Uint8Array(32)),
    () => bob.calls.join(new Uint8Array(32)),
    () => alice.calls.changeMemberRole({ conversation, person: at(carol), role: "admin" }),
  ]) {
    await outcome(call());
  }
  const { id: pair } = await alice.calls.openDirect(at(bob));
  await outcome(alice.calls.leave(pair));
  const addBoth = async (other: Pick<Talker, "name">) => {
    await outcome(alice.calls.createGroup({ ...wish, clientRef: drawRef(), members: [at(other)] }));
    await outcome(alice.calls.addMembers({ conversation, people: [at(other)] }));
  };
  await addBoth({ name: "nobody-here" });
  await addBoth(carol);
  await alice.people.block(carol.name);
  await addBoth(carol);
  await alice.calls.leave(conversation);
  await outcome(alice.calls.createGroup(wish));
}

async function findNothing(world: WiredWorld): Promise<void> {
  const { calls } = await joinToTalk(world, "alice");
  const conversation = unknown;
  for (const call of [
    () => calls.addMembers({ conversation, people: ["bob@localhost"] }),
    () => calls.removeMember({ conversation, person: "bob@localhost" }),
    () => calls.changeMemberRole({ conversation, person: "bob@localhost", role: "admin" }),
    () => calls.changeGroupTitle({ conversation, title: "Mine" }),
    () => calls.leave(conversation),
    () => calls.createInvite({ conversation, lifeS: 600 }),
    () => calls.listInvites(conversation),
    () => calls.revokeInvite({ conversation, id: unknown }),
  ]) {
    await outcome(call());
  }
}

async function beTooMany(world: WiredWorld): Promise<void> {
  const { alice, conversation } = await startGroup(world);
  const carol = await joinToTalk(world, "carol");
  await befriend(alice, carol);
  const { link } = await alice.calls.createInvite({ conversation, lifeS: 600 });
  await fillGroup(world.database, conversation, MAX_GROUP_MEMBERS - 2);
  await outcome(alice.calls.addMembers({ conversation, people: [at(carol)] }));
  await outcome(carol.calls.join(tokenIn(link)));
  await alice.calls.members({ conversation });
}

async function haveTooMany(world: WiredWorld): Promise<void> {
  const { alice, wish, conversation } = await startGroup(world);
  const carol = await joinToTalk(world, "carol");
  await befriend(alice, carol);
  const invite = () => alice.calls.createInvite({ conversation, lifeS: 600 });
  const { link } = await invite();
  for (let more = 0; more < MAX_OPEN_GROUP_INVITES; more++) await outcome(invite());
  await fillList(world.database, carol.id, MAX_CONVERSATIONS);
  await outcome(alice.calls.addMembers({ conversation, people: [at(carol)] }));
  await outcome(alice.calls.createGroup({ ...wish, clientRef: drawRef(), members: [at(carol)] }));
  await outcome(carol.calls.join(tokenIn(link)));
}

/** Each change once with a commit of which nobody knows what became. */
async function loseCommits(world: WiredWorld): Promise<void> {
  const { alice, bob, wish, conversation } = await startGroup(world);
  const { call } = alice;
  const { link, invite } = await alice.calls.createInvite({ conversation, lifeS: 600 });
  for (const change of [
    () => call(CreateGroup, wish),
    () => call(AddMembers, { conversation, people: [at(bob)] }),
    () => call(ChangeMemberRole, { conversation, person: at(bob), role: "admin" }),
    () => call(ChangeGroupTitle, { conversation, title: "Rowing" }),
    () => call(CreateGroupInvite, { conversation, lifeS: 600 }),
    () => bob.call(JoinGroup, { token: tokenIn(link) }),
    () => call(RevokeGroupInvite, { conversation, id: invite.id }),
    () => call(RemoveMember, { conversation, person: at(bob) }),
    () => call(LeaveConversation, { conversation }),
  ]) {
    world.loseNextCommit();
    await outcome(change());
  }
}
