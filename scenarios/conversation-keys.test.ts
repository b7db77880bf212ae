import { expect } from "bun:test";
import { parseKeys, keysOf } from "../server/src/features/conversations/log/conversation-keys.ts";
import { openPayload } from "../server/src/features/conversations/log/payload-sealing.ts";
import { rotateDataKeys } from "../server/src/operator/data-keys.ts";
import { conversationPlace } from "../server/src/storage/sealed-columns.ts";
import { onEachDatabase } from "../server/test/databases.ts";
import { failureOf } from "../server/test/failure-of.ts";
import { startAccountWorld, type AccountWorld } from "./account-world.ts";
import { say, startPair } from "./conversation-parts.ts";
import { logOf, signInAgain } from "./retention-parts.ts";

/** After a leak every conversation gets a new key (RULES.md S6). */

const rotate = ({ storage }: AccountWorld, wait = () => storage.beat()) =>
  rotateDataKeys({ database: storage.database, source: storage.keySource, wait });

async function keysIn({ storage }: AccountWorld) {
  const { id, key } = await storage.database.read
    .selectFrom("conversations")
    .select(["id", "key"])
    .executeTakeFirstOrThrow();
  return parseKeys(storage.sealing.open(conversationPlace("key", id), key));
}

const messagesIn = ({ storage }: AccountWorld) =>
  storage.database.read
    .selectFrom("entries")
    .select(["conversation_id as conversationId", "seq", "kind", "sender_id as senderId", "payload"])
    .where("kind", "=", "message")
    .execute();

onEachDatabase("after a leak the old key of a conversation opens nothing, and all is read as before", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, conversation } = await startPair(world);
  const secret = await signInAgain(world, alice, { leaveNothing: true });
  for (let count = 0; count < 120; count++) await say(alice, conversation, `${count}`);
  await say(secret, conversation, "and one of a session that leaves nothing");
  const before = { log: await logOf(bob, conversation), keys: await keysIn(world) };
  expect(await rotate(world)).toMatchObject({ damaged: 0 });
  const after = await keysIn(world);
  expect([before.keys.map(({ number }) => number), after.map(({ number }) => number)]).toEqual([[1], [2]]);
  const messages = await messagesIn(world);
  expect(messages).toHaveLength(121);
  for (const { payload, ...place } of messages) {
    const open1 = async () => openPayload(keysOf(before.keys), place, payload ?? new Uint8Array());
    expect(await failureOf(open1())).toContain("damaged");
    expect(openPayload(keysOf(after), place, payload ?? new Uint8Array())).toContain("text");
  }
  expect(await logOf(bob, conversation)).toEqual(before.log);
  await say(bob, conversation, "under the new one");
  for (const who of [alice, bob]) expect(await logOf(who, conversation)).toContain("says under the new one");
  await secret.account.signOut();
  await world.sweep();
  expect(await logOf(bob, conversation)).not.toContain("says and one of a session that leaves nothing");
  expect(await logOf(bob, conversation)).toContain("says 7");
});

onEachDatabase(
  "a rotation that was interrupted is finished by the next one, and what was said meanwhile is read",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob, conversation } = await startPair(world);
    for (let count = 0; count < 60; count++) await say(alice, conversation, `${count}`);
    let waits = 0;
    const interrupted = rotate(world, async () => {
      waits += 1;
      await world.storage.beat();
      if (waits === 2) throw new Error("the power is gone");
    });
    expect(await failureOf(interrupted)).toContain("the power is gone");
    expect((await keysIn(world)).map(({ number }) => number)).toEqual([2, 1]);
    await say(bob, conversation, "meanwhile");
    const log = await logOf(alice, conversation);
    expect(log).toContain("says meanwhile");
    expect(await rotate(world)).toMatchObject({ damaged: 0 });
    expect((await keysIn(world)).map(({ number }) => number)).toEqual([3]);
    expect(await logOf(alice, conversation)).toEqual(log);
  },
);

onEachDatabase("an entry that is damaged keeps the old key, and costs no other one", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, conversation } = await startPair(world);
  const { seq } = await say(alice, conversation, "to be damaged");
  await say(alice, conversation, "whole");
  const { database } = world.storage;
  await database.transact(async (tx) => {
    const damaged = Uint8Array.from([1, 0, 1, ...new Uint8Array(40)]);
    await tx.updateTable("entries").set({ payload: damaged }).where("seq", "=", seq).execute();
  });
  expect(await rotate(world)).toMatchObject({ damaged: 1, forgotten: 0 });
  expect((await keysIn(world)).map(({ number }) => number)).toEqual([2, 1]);
});
