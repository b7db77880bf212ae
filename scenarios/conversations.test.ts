import { expect } from "bun:test";
import { encodeBase64url, ProtocolError, type Conversation } from "@tacet/protocol";
import { onEachDatabase } from "../server/test/databases.ts";
import { failureOf } from "../server/test/failure-of.ts";
import { until } from "../server/test/http-socket.ts";
import { enterLive } from "../server/test/live-client.ts";
import { startAccountWorld, type Person } from "./account-world.ts";
import { addressOf, drawRef, say, saying, startPair } from "./conversation-parts.ts";

/** What people say to each other in pairs, and what comes of it when the line breaks, somebody is blocked, or thinks better of it. */

async function read(person: Person, { id }: Pick<Conversation, "id">) {
  const page = await person.conversations.entries({ conversation: id, direction: "after", seq: 0, limit: 200 });
  return page.entries.map(({ kind, payload, from }) => [kind, from?.split("@")[0], payload && JSON.parse(payload)]);
}

onEachDatabase(
  "what one says the other reads, in order, on whichever side the conversation was opened",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob, conversation } = await startPair(world);
    expect((await bob.conversations.openDirect(addressOf(alice))).id).toEqual(conversation.id);
    expect((await say(alice, conversation, "hello")).seq).toBe(2);
    expect((await say(bob, conversation, "and to you")).seq).toBe(3);
    expect(await read(bob, conversation)).toEqual([
      ["membership", "alice", { change: "created", who: ["bob@localhost"] }],
      ["message", "alice", { text: "hello" }],
      ["message", "bob", { text: "and to you" }],
    ]);
    const { conversations } = await bob.conversations.list();
    expect(conversations).toMatchObject([
      {
        kind: "direct",
        mode: "server",
        with: { address: "alice@localhost" },
        head: { seq: 3, unread: 1 },
        memberCount: 2,
      },
    ]);
  },
);

onEachDatabase("a retry gives the first answer; the same reference for something else is refused", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, conversation } = await startPair(world);
  const wish = { conversation: conversation.id, clientRef: drawRef(), payload: saying("once") };
  const answers = await Promise.all(Array.from({ length: 20 }, () => alice.conversations.send(wish)));
  expect(new Set(answers.map(({ seq }) => seq))).toEqual(new Set([2]));
  expect(await failureOf(alice.conversations.send({ ...wish, payload: saying("twice") }))).toContain(
    "client_ref_reused",
  );
  expect(await alice.conversations.send(wish)).toEqual(answers[0] ?? { seq: 0, hash: drawRef() });
});

onEachDatabase(
  "a message that was deleted leaves its place, and a late retry of it says nothing again",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob, conversation } = await startPair(world);
    const wish = { conversation: conversation.id, clientRef: drawRef(), payload: saying("oh no") };
    const { seq } = await alice.conversations.send(wish);
    await bob.conversations.react({
      conversation: conversation.id,
      clientRef: drawRef(),
      target: seq,
      payload: JSON.stringify({ emoji: "👍", state: "added" }),
    });
    const deletion = { conversation: conversation.id, clientRef: drawRef(), target: seq };
    expect(await failureOf(bob.conversations.delete({ ...deletion, clientRef: drawRef() }))).toContain("not_allowed");
    const first = await alice.conversations.delete(deletion);
    expect(await alice.conversations.delete(deletion)).toEqual(first);
    expect((await alice.conversations.send(wish)).seq).toBe(seq);
    expect((await read(bob, conversation)).map(([kind]) => kind)).toEqual(["membership", "gone", "gone", "deletion"]);
  },
);

onEachDatabase("whoever is blocked is told nothing of it, and is heard no more", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  await bob.people.block(alice.username);
  await say(alice, conversation, "are you there?");
  expect((await read(alice, conversation)).at(-1)).toEqual(["message", "alice", { text: "are you there?" }]);
  expect((await read(bob, conversation)).at(-1)).toEqual(["gone", undefined, undefined]);
  expect((await bob.conversations.read(conversation.id)).head.unread).toBe(0);
  expect(await failureOf(say(bob, conversation, "leave me"))).toContain("person_blocked");
});

onEachDatabase("a stranger is asked first, and nobody learns of a conversation that is not theirs", async (open) => {
  await using world = await startAccountWorld(open);
  const { conversation } = await startPair(world);
  const mallory = await world.join("mallory");
  expect(await failureOf(mallory.conversations.openDirect("alice@localhost"))).toContain("request_needed");
  expect(await failureOf(mallory.conversations.openDirect("nobody@localhost"))).toContain("person_not_found");
  for (const id of [conversation.id, drawRef()]) {
    const failures = await Promise.all([
      failureOf(say(mallory, { id }, "let me in")),
      failureOf(mallory.conversations.read(id)),
      failureOf(mallory.conversations.entries({ conversation: id, direction: "after", seq: 0, limit: 10 })),
      failureOf(mallory.conversations.members({ conversation: id })),
      failureOf(mallory.conversations.delete({ conversation: id, clientRef: drawRef(), target: 1 })),
      failureOf(mallory.conversations.hide({ conversation: id, seqs: [1] })),
      failureOf(mallory.conversations.mark({ conversation: id, epoch: conversation.epoch, read: 1 })),
    ]);
    expect(new Set(failures)).toEqual(new Set([failures[0] ?? ""]));
    expect(failures[0]).toContain("conversation_not_found");
  }
});

onEachDatabase("64 people who send at once get one log without gaps, each message once", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const texts = Array.from({ length: 320 }, (_, index) => `message ${index}`);
  const answers = await Promise.all(texts.map((text, index) => say(index % 2 ? alice : bob, conversation, text)));
  expect(answers.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(texts.map((_, index) => index + 2));
  const said = new Map<number, unknown>();
  for (let after = 0; ;) {
    const { entries } = await bob.conversations.entries({
      conversation: conversation.id,
      direction: "after",
      seq: after,
      limit: 200,
    });
    for (const { seq, payload } of entries) said.set(seq, payload && JSON.parse(payload).text);
    const last = entries.at(-1);
    if (!last) break;
    after = last.seq;
  }
  expect(answers.map(({ seq }) => said.get(seq))).toEqual(texts);
});

onEachDatabase("a client that knows another history is told so, and marks only what this log has", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, conversation } = await startPair(world);
  const { seq, hash } = await say(alice, conversation, "one");
  const page = { conversation: conversation.id, direction: "after", seq, limit: 10 } as const;
  const { epoch } = conversation;
  expect((await alice.conversations.entries({ ...page, known: { epoch, seq, hash } })).entries).toEqual([]);
  const other = crypto.getRandomValues(new Uint8Array(32));
  for (const known of [
    { epoch, seq, hash: other },
    { epoch, seq: seq + 1, hash },
    { epoch: "0".repeat(32), seq, hash },
  ]) {
    expect(await failureOf(alice.conversations.entries({ ...page, known }))).toContain("log_diverged");
  }
  expect(await failureOf(alice.conversations.mark({ conversation: conversation.id, epoch, read: seq + 1 }))).toContain(
    "log_diverged",
  );
  expect(await alice.conversations.mark({ conversation: conversation.id, epoch, read: seq })).toEqual({
    delivered: seq,
    read: seq,
  });
  expect(await alice.conversations.mark({ conversation: conversation.id, epoch, read: 1 })).toEqual({
    delivered: seq,
    read: seq,
  });
});

onEachDatabase(
  "what somebody hides is gone for them alone, and their other devices can ask what it was",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob, conversation } = await startPair(world);
    const { seq } = await say(alice, conversation, "seen enough");
    expect(await bob.conversations.hide({ conversation: conversation.id, seqs: [seq] })).toEqual({ hiddenVersion: 1 });
    expect((await read(bob, conversation)).at(-1)?.[0]).toBe("gone");
    expect((await read(alice, conversation)).at(-1)?.[0]).toBe("message");
    const asked = { conversation: conversation.id, sinceVersion: 0 };
    expect(await bob.conversations.listHidden(asked)).toEqual({ seqs: [seq], upToVersion: 1 });
  },
);

onEachDatabase("what is no content is refused, and costs nothing", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, conversation } = await startPair(world);
  const wish = { conversation: conversation.id, clientRef: drawRef() };
  for (const payload of ["not json", "{}", '{"text":" "}', '{"text":3}', "null"]) {
    const error: unknown = await alice.conversations.send({ ...wish, payload }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(ProtocolError);
    expect(error).toHaveProperty("code", "content_refused");
  }
  expect((await alice.conversations.send({ ...wish, payload: saying("now") })).seq).toBe(2);
});

onEachDatabase("whoever is blocked is not told either what the other one reads and types", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const { seq } = await say(alice, conversation, "before the block");
  const origin = await world.listen();
  using alices = await enterLive(origin, alice);
  using bobs = await enterLive(origin, bob);
  await bob.people.block(alice.username);
  bobs.send({ kind: "typing", conversation: encodeBase64url(conversation.id) });
  await bob.conversations.mark({ conversation: conversation.id, epoch: conversation.epoch, read: seq });
  expect(await bobs.next("receipt")).toMatchObject({ from: addressOf(bob), read: seq });
  // What was told before this has been heard when it is.
  await say(alice, conversation, "still there?");
  await until(() => alices.frames.some((frame) => frame.kind === "entry" && frame.entry.seq > seq));
  expect(alices.frames.filter(({ kind }) => kind === "receipt" || kind === "typing")).toEqual([]);
  const { members } = await alice.conversations.members({ conversation: conversation.id });
  expect(members.map(({ address, read: upTo }) => [address, upTo])).toEqual([
    [addressOf(alice), 0],
    [addressOf(bob), 0],
  ]);
});
