import { expect } from "bun:test";
import {
  encodeHex,
  INBOX_PER_PAGE,
  type Bytes,
  type Conversation,
  type InboxMessage,
  type ReadInbox,
  type RequestOf,
} from "@tacet/protocol";
import { onEachDatabase } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import { acquaint, addressOf, drawRef, say, saying, startPair } from "./conversation-parts.ts";

/** What others said, in one list: latest first, wherever it was said. */

type Filter = RequestOf<typeof ReadInbox>["filter"];

const texts = (messages: readonly InboxMessage[]) => messages.map(({ payload }) => JSON.parse(payload).text);

const textsIn = async ({ conversations }: Person, filter: Filter = "all") =>
  texts((await conversations.inbox({ filter })).messages);

/** Page after page, to the end. */
async function readAll({ conversations }: Person, filter: Filter = "all"): Promise<InboxMessage[]> {
  const all: InboxMessage[] = [];
  let after: Bytes | undefined;
  do {
    const page = await conversations.inbox({ filter, ...(after && { after }) });
    expect(page.messages.length).toBeLessThanOrEqual(INBOX_PER_PAGE);
    all.push(...page.messages);
    after = page.next;
  } while (after);
  return all;
}

const mark = ({ conversations }: Person, { id, epoch }: Conversation, seq: number) =>
  conversations.mark({ conversation: id, epoch, read: seq });

async function meet(world: AccountWorld, one: Person, username: string) {
  const other = await world.join(username);
  await acquaint(other, one);
  return { other, conversation: await one.conversations.openDirect(addressOf(other)) };
}

onEachDatabase(
  "what others said is there latest first, with where it was said and whether it was read",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob, conversation } = await startPair(world);
    const { other: carol, conversation: withCarol } = await meet(world, alice, "carol");
    const first = await say(bob, conversation, "from Bob");
    await say(alice, conversation, "from Alice herself");
    world.advance(1000);
    await say(carol, withCarol, "from Carol");
    const { messages, next } = await alice.conversations.inbox({ filter: "all" });
    expect(next).toBeUndefined();
    expect(messages).toMatchObject([
      {
        conversation: withCarol.id,
        kind: "direct",
        mode: "server",
        with: { address: "carol@localhost" },
        from: "carol@localhost",
        payload: saying("from Carol"),
        isRead: false,
      },
      { conversation: conversation.id, seq: first.seq, from: "bob@localhost", payload: saying("from Bob") },
    ]);
    expect(messages[0]?.edit).toBeUndefined();
    await mark(alice, conversation, first.seq);
    const reads = (await alice.conversations.inbox({ filter: "all" })).messages.map(({ isRead }) => isRead);
    expect(reads).toEqual([false, true]);
    expect(await textsIn(alice, "unread")).toEqual(["from Carol"]);
    expect(await textsIn(bob)).toEqual(["from Alice herself"]);
    expect(await textsIn(await world.join("mallory"))).toEqual([]);
  },
);

onEachDatabase("an edit stands beside what was said first, and the latest one counts", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const { seq: target } = await say(bob, conversation, "teh");
  for (const text of ["the", "The"]) {
    const edit = { conversation: conversation.id, target, clientRef: drawRef(), payload: saying(text) };
    await bob.conversations.edit(edit);
  }
  const { messages } = await alice.conversations.inbox({ filter: "all" });
  expect(messages).toMatchObject([{ seq: target, payload: saying("teh"), edit: saying("The") }]);
});

onEachDatabase("what is deleted, hidden, unheard, or from before one came is not there", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const said = [];
  for (const text of ["from before", "deleted", "hidden", "kept"]) said.push(await say(bob, conversation, text));
  const [before, deleted, hidden] = said.map(({ seq }) => seq);
  const place = { conversation: conversation.id };
  await bob.conversations.delete({ ...place, clientRef: drawRef(), target: deleted ?? 0 });
  await alice.conversations.hide({ ...place, seqs: [hidden ?? 0] });
  await world.storage.database.transact((tx) =>
    tx
      .updateTable("members")
      .set({ first_seq: (before ?? 0) + 1 })
      .where("account_id", "=", alice.signedIn.account.id)
      .execute(),
  );
  await alice.people.block("bob");
  await say(bob, conversation, "unheard");
  await alice.people.unblock("bob");
  expect(await textsIn(alice)).toEqual(["kept"]);
});

onEachDatabase("pages go on where the one before ended, whatever is said meanwhile", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const { other: carol, conversation: withCarol } = await meet(world, alice, "carol");
  for (let round = 0; round < 60; round++) {
    // Some at the same millisecond, in both conversations.
    if (round % 4 === 0) world.advance(1);
    await say(bob, conversation, `bob ${round}`);
    await say(carol, withCarol, `carol ${round}`);
  }
  const all = await readAll(alice);
  expect(all).toHaveLength(120);
  expect(all).toEqual(all.toSorted(byPlace));
  const first = await alice.conversations.inbox({ filter: "all" });
  await say(bob, conversation, "meanwhile");
  const second = await alice.conversations.inbox({ filter: "all", ...(first.next && { after: first.next }) });
  expect(texts([...first.messages, ...second.messages])).toEqual(texts(all.slice(0, 2 * INBOX_PER_PAGE)));
  await mark(alice, conversation, 50);
  const unread = (await readAll(alice, "unread")).filter(({ from }) => from === addressOf(bob));
  expect(unread.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, index) => 62 - index));
});

const byPlace = (one: InboxMessage, other: InboxMessage): number =>
  other.at - one.at || compare(other.conversation, one.conversation) || other.seq - one.seq;
const compare = (one: Bytes, other: Bytes): number => (encodeHex(one) < encodeHex(other) ? -1 : 1);

onEachDatabase("whoever writes to many finds what they were told before all the same", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.join("alice");
  const count = INBOX_PER_PAGE + 10;
  const known = [];
  for (let index = 0; index < count; index++) known.push(await meet(world, alice, `peer-${index}`));
  for (const [index, { other, conversation }] of known.entries()) {
    world.advance(10_000);
    await say(other, conversation, String(index));
  }
  world.advance(10_000);
  // The conversations that changed last are now those in which others spoke longest ago.
  for (const { conversation } of known.slice(0, count - 5)) await say(alice, conversation, "to all");
  const latest = Array.from({ length: count }, (_, index) => String(count - 1 - index));
  const first = await alice.conversations.inbox({ filter: "all" });
  expect(texts(first.messages)).toEqual(latest.slice(0, INBOX_PER_PAGE));
  expect(texts(await readAll(alice))).toEqual(latest);
});
