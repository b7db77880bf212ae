import { expect, test } from "bun:test";
import { createMemoryLeadership } from "../kept/leadership.memory.ts";
import { createMemoryRecords } from "../kept/kept-records.memory.ts";
import { createExclusive } from "./exclusive.ts";
import { createOutbox } from "./outbox.ts";

const name = "ab".repeat(16);

function startOutbox() {
  const records = createMemoryRecords();
  const exclusive = createExclusive(createMemoryLeadership());
  let drawn = 0;
  const open = () =>
    createOutbox({ records, exclusive, now: () => 5, drawRef: () => new Uint8Array(16).fill((drawn += 1)) });
  return { outbox: open(), open };
}

test("wishes go out in the order in which they were made, also after a restart, under the same reference", async () => {
  const { outbox, open } = startOutbox();
  const [first, second] = [1, 2].map((at) => outbox.make({ kind: "message", payload: `${at}`, since: 0 }));
  if (!first || !second) throw new Error("nothing was made");
  await Promise.all([outbox.put(name, first), outbox.put(name, second)]);
  expect(await outbox.takeNext(name)).toEqual({ ...first, isTried: true });
  expect(await open().takeNext(name)).toEqual({ ...first, isTried: true });
  expect(await open().names()).toEqual([name]);
});

test("one that is refused stays and holds up nobody; a reaction that is refused is gone", async () => {
  const { outbox } = startOutbox();
  const message = outbox.make({ kind: "message", payload: "1", since: 0 });
  const reaction = outbox.make({ kind: "reaction", payload: "2", target: 1, since: 0 });
  const last = outbox.make({ kind: "message", payload: "3", since: 0 });
  for (const wish of [message, reaction, last]) await outbox.put(name, wish);
  await outbox.refuse(name, message, "conversation_closed");
  await outbox.refuse(name, reaction, "message_not_found");
  expect(await outbox.list(name)).toEqual([{ ...message, refused: "conversation_closed" }, last]);
  expect(await outbox.takeNext(name)).toEqual({ ...last, isTried: true });
});

test("in another log, what names places of the old one is refused or dropped, and the rest waits on", async () => {
  const { outbox } = startOutbox();
  const epoch = "0".repeat(32);
  const free = outbox.make({ kind: "message", payload: "free", since: 0 });
  const reply = outbox.make({ kind: "message", payload: "reply", epoch, since: 0 });
  const deletion = outbox.make({ kind: "deletion", target: 4, epoch, since: 0 });
  for (const wish of [free, reply, deletion]) await outbox.put(name, wish);
  await outbox.refuseBound(name);
  expect(await outbox.list(name)).toEqual([free, { ...reply, refused: "log_diverged" }]);
});
