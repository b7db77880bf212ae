import { connectConversations } from "@tacet/client/conversations";
import {
  ChangeClearOnSignOut,
  ChangeRetention,
  DecideClearings,
  Register,
  SignIn,
  type Bytes,
  type SessionWish,
} from "@tacet/protocol";
import { at, befriend, joinToTalk, unknown } from "./api-stories-conversations.ts";
import type { ApiStory } from "./api-stories.ts";
import { drawRef, outcome, saying, tokenIn } from "./talking.ts";
import type { WiredWorld } from "./wired-world.ts";

/** What disappears: every answer that the contract speaks of. */
export const retentionStories: readonly ApiStory[] = [
  { tell: setRules },
  { tell: leaveNothing },
  { tell: beRefused },
  { tell: loseCommits },
];

const hour = 3_600_000;

async function startPair(world: WiredWorld) {
  const [alice, bob] = [await joinToTalk(world, "alice"), await joinToTalk(world, "bob")];
  await befriend(alice, bob);
  const { id: conversation } = await alice.calls.openDirect(at(bob));
  await bob.calls.send({ conversation, clientRef: drawRef(), payload: saying("hello") });
  return { alice, bob, conversation };
}

async function setRules(world: WiredWorld): Promise<void> {
  const { alice, bob, conversation } = await startPair(world);
  await alice.calls.send({ conversation, clientRef: drawRef(), payload: saying("hello to you") });
  await alice.calls.changeRetention({ conversation, disappearAfterMs: hour, from: "read" });
  await alice.calls.changeClearOnSignOut({ conversation, clears: "everything" });
  await bob.calls.list();
  await bob.calls.read(conversation);
  await bob.calls.openDirect(at(alice));
  await bob.calls.readWaitingClearings();
  const { id } = await alice.calls.createGroup({ clientRef: drawRef(), title: "All", members: [at(bob)] });
  const inGroup = { conversation: id, disappearAfterMs: hour };
  await outcome(bob.calls.changeRetention(inGroup));
  await outcome(bob.calls.changeClearOnSignOut({ conversation: id, clears: "everything" }));
  await alice.calls.changeRetention(inGroup);
  await alice.calls.changeClearOnSignOut({ conversation: id, clears: "own" });
  const carol = await joinToTalk(world, "carol");
  const { link } = await alice.calls.createInvite({ conversation: id, lifeS: 3600 });
  await carol.calls.join(tokenIn(link));
}

const password = "seven bridges over the quiet river";

/** Somebody with a session that leaves nothing behind, which a changed password ends. */
async function leaveNothing(world: WiredWorld): Promise<void> {
  const session: SessionWish = { carrier: "token", leaveNothing: true };
  await world.call(Register, { username: "carol", signInNeeds: "password", proofs: { password }, session });
  const again = { who: "carol", proofs: { password }, session: { carrier: "token" } } as const;
  const signedIn = await world.call(SignIn, again);
  if (signedIn.state !== "signed_in" || signedIn.token === undefined) throw new Error("carol is not in");
  const fresh = { password: "eight bridges over the quiet river" };
  const { token } = await world.account(signedIn.token).changeCredentials(fresh);
  const credentials = { token: token ?? signedIn.token };
  const calls = connectConversations({ server: world.origin, fetch: world.ports.fetch, credentials });
  await calls.readWaitingClearings();
  await calls.decideClearings("keep");
}

async function beRefused(world: WiredWorld): Promise<void> {
  const { alice, conversation } = await startPair(world);
  const { calls } = alice;
  await outcome(calls.changeRetention({ conversation: unknown }));
  await outcome(calls.changeClearOnSignOut({ conversation: unknown, clears: "own" }));
  await close(world, conversation);
  await outcome(calls.changeRetention({ conversation, disappearAfterMs: hour }));
  world.clock.advance(hour);
  await outcome(calls.changeClearOnSignOut({ conversation, clears: "own" }));
  await outcome(calls.decideClearings("clear"));
}

/** As when the other account is deleted. */
async function close({ database }: WiredWorld, conversation: Bytes): Promise<void> {
  await database.transact(async (tx) => {
    await tx.updateTable("conversations").set({ closed_at: 1 }).where("id", "=", conversation).execute();
  });
}

async function loseCommits(world: WiredWorld): Promise<void> {
  const { alice, conversation } = await startPair(world);
  for (const change of [
    () => alice.call(ChangeRetention, { conversation, disappearAfterMs: hour }),
    () => alice.call(ChangeClearOnSignOut, { conversation, clears: "own" }),
    () => alice.call(DecideClearings, { decision: "clear" }),
  ]) {
    world.loseNextCommit();
    await outcome(change());
  }
}
