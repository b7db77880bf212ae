import { connectConversations, type ConversationCalls } from "@tacet/client/conversations";
import { connectPeople, type People } from "@tacet/client/people";
import {
  DeleteMessage,
  EditMessage,
  HideMessages,
  MarkConversation,
  MAX_CONVERSATIONS,
  OpenDirect,
  React,
  SendMessage,
  type Bytes,
} from "@tacet/protocol";
import { createTransport, type Call } from "../client/src/transport.ts";
import { join } from "./api-stories-accounts.ts";
import type { ApiStory } from "./api-stories.ts";
import { fillList } from "./full-lists.ts";
import { drawRef, outcome, saying } from "./talking.ts";
import type { WiredWorld } from "./wired-world.ts";

/** What people say to each other in pairs: every answer that the contract speaks of. */
export const conversationStories: readonly ApiStory[] = [
  { tell: talk },
  { tell: beRefused },
  { tell: findNothing },
  { tell: findItClosed },
  { tell: haveTooMany },
  { tell: loseCommits },
];

export interface Talker {
  readonly name: string;
  readonly id: Uint8Array;
  readonly people: People;
  readonly calls: ConversationCalls;
  /** One try of a call, where the client would try again. */
  readonly call: Call;
}

export async function joinToTalk(world: WiredWorld, name: string): Promise<Talker> {
  const token = await join(world, name);
  const connection = { server: world.origin, credentials: { token }, fetch: world.ports.fetch };
  const { id } = await world.account(token).readAccount();
  const { call } = createTransport(connection.server, connection.fetch, connection.credentials);
  return { name, id, people: connectPeople(connection), calls: connectConversations(connection), call };
}

export async function befriend(one: Talker, other: Talker): Promise<void> {
  await one.people.ask(other.name);
  await other.people.accept(one.name);
}

export const at = ({ name }: Pick<Talker, "name">): string => `${name}@localhost`;
export const unknown: Bytes = new Uint8Array(16);
const thumb = (state: "added" | "removed") => JSON.stringify({ emoji: "👍", state });

async function startPair(world: WiredWorld) {
  const [alice, bob] = [await joinToTalk(world, "alice"), await joinToTalk(world, "bob")];
  await befriend(alice, bob);
  const { id: conversation, epoch } = await alice.calls.openDirect(at(bob));
  const said = await alice.calls.send({ conversation, clientRef: drawRef(), payload: saying("hello") });
  const answered = await bob.calls.send({ conversation, clientRef: drawRef(), payload: saying("hello yourself") });
  return { alice, bob, conversation, epoch, said, answered };
}

async function talk(world: WiredWorld): Promise<void> {
  const { alice, bob, conversation, epoch, said, answered } = await startPair(world);
  const about = { conversation, target: said.seq };
  await alice.calls.edit({ ...about, clientRef: drawRef(), payload: saying("good morning") });
  await alice.calls.react({ ...about, clientRef: drawRef(), payload: thumb("added") });
  await bob.calls.openDirect(at(alice));
  await bob.calls.read(conversation);
  await bob.calls.list();
  await alice.calls.entries({ conversation, direction: "after", seq: 0, limit: 10 });
  await bob.calls.countUnread();
  await bob.calls.mark({ conversation, epoch, read: said.seq });
  await bob.calls.members({ conversation });
  await bob.calls.hide({ conversation, seqs: [said.seq] });
  await bob.calls.listHidden({ conversation, sinceVersion: 0 });
  await bob.calls.delete({ conversation, clientRef: drawRef(), target: answered.seq });
}

async function beRefused(world: WiredWorld): Promise<void> {
  const { alice, bob, conversation, epoch, said, answered } = await startPair(world);
  const { calls } = alice;
  const place = () => ({ conversation, clientRef: drawRef() });
  const wish = () => ({ ...place(), payload: saying("again") });
  const used = wish();
  await calls.send(used);
  const changed = { ...used, payload: saying("something else") };
  const other = { ...changed, target: said.seq };
  const page = { conversation, direction: "after", seq: 0, limit: 10 } as const;
  for (const call of [
    () => calls.send(changed),
    () => calls.edit(other),
    () => calls.react({ ...other, payload: thumb("added") }),
    () => calls.delete({ conversation, clientRef: used.clientRef, target: said.seq }),
    () => calls.send({ ...wish(), payload: "nothing" }),
    () => calls.edit({ ...wish(), target: said.seq, payload: "nothing" }),
    () => calls.react({ ...wish(), target: said.seq, payload: "nothing" }),
    () => calls.edit({ ...wish(), target: 1 }),
    () => calls.react({ ...wish(), target: 1, payload: thumb("removed") }),
    () => calls.delete({ ...place(), target: 1 }),
    () => calls.edit({ ...wish(), target: answered.seq }),
    () => calls.delete({ ...place(), target: answered.seq }),
    () => calls.entries({ ...page, known: { epoch, seq: said.seq, hash: answered.hash } }),
    () => calls.mark({ conversation, epoch, read: 1000 }),
    () => calls.openDirect("nobody-here@localhost"),
    () => alice.people.block(bob.name),
    () => calls.send(wish()),
    () => calls.edit({ ...wish(), target: said.seq }),
    () => calls.react({ ...wish(), target: said.seq, payload: thumb("added") }),
  ]) {
    await outcome(call());
  }
  const carol = await joinToTalk(world, "carol");
  await outcome(calls.openDirect(at(carol)));
  await alice.people.block(carol.name);
  await outcome(calls.openDirect(at(carol)));
}

async function findNothing(world: WiredWorld): Promise<void> {
  const { calls } = await joinToTalk(world, "alice");
  const wish = { conversation: unknown, clientRef: drawRef(), payload: saying("anybody?") };
  for (const call of [
    () => calls.read(unknown),
    () => calls.entries({ conversation: unknown, direction: "before", seq: 1, limit: 1 }),
    () => calls.members({ conversation: unknown }),
    () => calls.mark({ conversation: unknown, epoch: "0".repeat(32), read: 0 }),
    () => calls.hide({ conversation: unknown, seqs: [1] }),
    () => calls.listHidden({ conversation: unknown, sinceVersion: 0 }),
    () => calls.send(wish),
    () => calls.edit({ ...wish, target: 1 }),
    () => calls.react({ ...wish, target: 1, payload: thumb("added") }),
    () => calls.delete({ conversation: unknown, clientRef: drawRef(), target: 1 }),
  ]) {
    await outcome(call());
  }
}

/** As the sweeper leaves it some time after the other one's account was deleted. */
async function findItClosed(world: WiredWorld): Promise<void> {
  const { alice, conversation, said } = await startPair(world);
  await world.database.transact((tx) => tx.updateTable("conversations").set({ closed_at: 1 }).execute());
  const wish = () => ({ conversation, clientRef: drawRef(), payload: saying("too late") });
  await outcome(alice.calls.send(wish()));
  await outcome(alice.calls.edit({ ...wish(), target: said.seq }));
  await outcome(alice.calls.react({ ...wish(), target: said.seq, payload: thumb("added") }));
}

async function haveTooMany(world: WiredWorld): Promise<void> {
  const [alice, bob] = [await joinToTalk(world, "alice"), await joinToTalk(world, "bob")];
  await befriend(alice, bob);
  await fillList(world.database, alice.id, MAX_CONVERSATIONS);
  await outcome(alice.calls.openDirect(at(bob)));
  const { next } = await alice.calls.list();
  await alice.calls.list(next);
}

/** Each change once with a commit of which nobody knows what became. */
async function loseCommits(world: WiredWorld): Promise<void> {
  const { alice, bob, conversation, epoch, said } = await startPair(world);
  const { call } = alice;
  const place = () => ({ conversation, clientRef: drawRef(), target: said.seq });
  for (const change of [
    () => call(OpenDirect, { with: at(bob) }),
    () => call(SendMessage, { conversation, clientRef: drawRef(), payload: saying("again") }),
    () => call(EditMessage, { ...place(), payload: saying("again") }),
    () => call(React, { ...place(), payload: thumb("added") }),
    () => call(MarkConversation, { conversation, epoch, read: said.seq }),
    () => call(HideMessages, { conversation, seqs: [said.seq] }),
    () => call(DeleteMessage, place()),
  ]) {
    world.loseNextCommit();
    await outcome(change());
  }
}
