import { burnNote, findNote, receiptOf } from "@tacet/client";
import { TOMBSTONE_MS } from "@tacet/protocol";
import { expect } from "bun:test";
import { onEachDatabase } from "../server/test/databases.ts";
import { startNoteWorld, type NoteWorld } from "./note-world.ts";
import { findLive, outcomeOf, read, write } from "./people.ts";

const MINUTE_MS = 60_000;
const LEASE_MS = 60_000;

const kinds = async (world: NoteWorld, receiptLink: string): Promise<string[]> =>
  (await receiptOf(receiptLink, world.ports)).lines.map((line) => line.kind);

onEachDatabase("a note is read, confirmed and destroyed, and its sender sees each step", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "the word is swordfish" });
  expect(await kinds(world, note.receiptLink)).toEqual(["not_opened"]);
  const opened = await (await findLive(note.link, world.ports)).open("");
  expect(opened.text).toBe("the word is swordfish");
  expect(await kinds(world, note.receiptLink)).toEqual(["not_confirmed"]);
  await opened.confirm();
  expect(await kinds(world, note.receiptLink)).toEqual(["confirmed"]);
  expect(await world.storedBytes(note.link)).toBe(0);
  expect(await findNote(note.link, world.ports)).toMatchObject({ state: "gone", reason: "read" });
  await opened.confirm();
  expect(await kinds(world, note.receiptLink)).toEqual(["confirmed"]);
});

onEachDatabase("a note can be read until the millisecond of its expiry, with the sweeper stopped", async (open) => {
  await using world = await startNoteWorld(open);
  const early = await write(world, { text: "in time", ttlS: 60 });
  const late = await write(world, { text: "too late", ttlS: 60 });
  const found = await findLive(late.link, world.ports);
  world.clock.set(early.expiresAt - 1);
  expect(await read(world, early.link)).toBe("in time");
  world.clock.set(late.expiresAt);
  expect(await outcomeOf(async () => (await found.open("")).text)).toBe("note_gone");
  expect(await read(world, late.link)).toBe("note_gone");
  expect(await kinds(world, late.receiptLink)).toEqual(["expired_never_taken"]);
});

onEachDatabase("time and reads both hold: what is left of many reads expires", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "three times", reads: 3, ttlS: 60 });
  expect(await read(world, note.link)).toBe("three times");
  world.clock.set(note.expiresAt);
  expect(await read(world, note.link)).toBe("note_gone");
  await world.sweep();
  const receipt = await receiptOf(note.receiptLink, world.ports);
  expect([receipt.state, receipt.readsLeft, ...receipt.lines.map((line) => line.kind)]).toEqual([
    "ended",
    2,
    "confirmed",
  ]);
  expect(await world.storedBytes(note.link)).toBe(0);
});

onEachDatabase(
  "a lapsed lease spends its own read, and the receipt says that the note may have been read",
  async (open) => {
    await using world = await startNoteWorld(open);
    const note = await write(world, { text: "twice", reads: 2 });
    await (await findLive(note.link, world.ports)).open("");
    world.clock.advance(LEASE_MS);
    await world.sweep();
    expect(await kinds(world, note.receiptLink)).toEqual(["not_confirmed"]);
    expect(await read(world, note.link)).toBe("twice");
    expect(await read(world, note.link)).toBe("note_gone");
    expect(await kinds(world, note.receiptLink)).toEqual(["not_confirmed", "confirmed"]);
    expect(await world.storedBytes(note.link)).toBe(0);
  },
);

onEachDatabase("a confirmation after the lease, even after the destruction, still reaches the sender", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "slow line" });
  const opened = await (await findLive(note.link, world.ports)).open("");
  world.clock.advance(LEASE_MS + 1);
  await world.sweep();
  expect(await kinds(world, note.receiptLink)).toEqual(["not_confirmed"]);
  world.clock.advance(20 * 24 * 3600 * 1000);
  await opened.confirm();
  expect(await kinds(world, note.receiptLink)).toEqual(["confirmed"]);
});

onEachDatabase("an open lease outlives the note's expiry, and the note ends with it", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "just in time", reads: 2, ttlS: 60 });
  const found = await findLive(note.link, world.ports);
  world.clock.set(note.expiresAt - 1);
  const opened = await found.open("");
  world.clock.advance(MINUTE_MS / 2);
  await world.sweep();
  expect(await world.storedBytes(note.link)).toBeGreaterThan(0);
  expect(opened.text).toBe("just in time");
  world.clock.advance(MINUTE_MS / 2);
  await world.sweep();
  expect(await world.storedBytes(note.link)).toBe(0);
  expect(await kinds(world, note.receiptLink)).toEqual(["not_confirmed"]);
});

onEachDatabase(
  "a burned note is gone at once, for its open claims too, and burning again changes nothing",
  async (open) => {
    await using world = await startNoteWorld(open);
    const untouched = await write(world, { text: "never mind" });
    const taken = await write(world, { text: "too late to burn", reads: 2 });
    await (await findLive(taken.link, world.ports)).open("");
    for (let round = 0; round < 2; round++) {
      expect((await burnNote(untouched.receiptLink, world.ports)).lines.map((line) => line.kind)).toEqual([
        "burned_never_taken",
      ]);
      expect((await burnNote(taken.receiptLink, world.ports)).lines.map((line) => line.kind)).toEqual([
        "taken_then_burned",
      ]);
      world.clock.advance(1000);
    }
    expect(await read(world, untouched.link)).toBe("note_gone");
    expect(await read(world, taken.link)).toBe("note_gone");
    expect((await world.storedBytes(untouched.link)) + (await world.storedBytes(taken.link))).toBe(0);
  },
);

onEachDatabase("burning a note that is over does not change how it ended", async (open) => {
  await using world = await startNoteWorld(open);
  const expired = await write(world, { text: "old", ttlS: 60 });
  const opened = await write(world, { text: "read" });
  await read(world, opened.link);
  world.clock.set(expired.expiresAt);
  expect((await burnNote(expired.receiptLink, world.ports)).lines.map((line) => line.kind)).toEqual([
    "expired_never_taken",
  ]);
  expect((await burnNote(opened.receiptLink, world.ports)).lines.map((line) => line.kind)).toEqual(["confirmed"]);
});

onEachDatabase("after a long stop the sweeper destroys everything that is due, in batches", async (open) => {
  await using world = await startNoteWorld(open);
  const notes = [];
  for (let index = 0; index < 250; index++) notes.push(await write(world, { text: `note ${index}`, ttlS: 60 }));
  const survivor = await write(world, { text: "later", ttlS: 3600 });
  world.clock.advance(30 * MINUTE_MS);
  await world.sweep();
  for (const note of notes) expect(await world.storedBytes(note.link)).toBe(0);
  expect(await read(world, survivor.link)).toBe("later");
});

onEachDatabase("a tombstone tells how a note ended for thirty days, then nothing is known", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "soon forgotten" });
  await read(world, note.link);
  world.clock.advance(TOMBSTONE_MS - 1);
  await world.sweep();
  expect(await kinds(world, note.receiptLink)).toEqual(["confirmed"]);
  expect(await read(world, note.link)).toBe("note_gone");
  world.clock.advance(1);
  await world.sweep();
  expect(await outcomeOf(async () => String((await kinds(world, note.receiptLink)).length))).toBe("note_not_found");
  expect(await read(world, note.link)).toBe("note_not_found");
  expect(await world.usedBytes()).toBe(0);
});

onEachDatabase("sweepers of several processes do not get in each other's way", async (open) => {
  await using world = await startNoteWorld(open);
  for (let index = 0; index < 40; index++) await write(world, { text: `note ${index}`, ttlS: 60 });
  world.clock.advance(MINUTE_MS);
  await Promise.all([world.sweep(), world.sweep(), world.sweep()]);
  world.clock.advance(TOMBSTONE_MS);
  await Promise.all([world.sweep(), world.sweep(), world.sweep()]);
  expect(await world.usedBytes()).toBe(0);
});

onEachDatabase(
  "while the clock is not believed, no note is destroyed by time; once it is, all that are due are",
  async (open) => {
    let isCredible = false;
    await using world = await startNoteWorld(open, { isTimeCredible: async () => isCredible });
    const note = await write(world, { text: "a wrong time server", ttlS: 60 });
    world.clock.advance(10 * 24 * 3600 * 1000);
    await world.sweep();
    expect(await world.storedBytes(note.link)).toBeGreaterThan(0);
    isCredible = true;
    await world.sweep();
    expect(await world.storedBytes(note.link)).toBe(0);
  },
);

onEachDatabase("a receipt tells the same before and after the sweeper came, however late it comes", async (open) => {
  await using world = await startNoteWorld(open);
  const expired = await write(world, { text: "unread", ttlS: 60 });
  const lapsed = await write(world, { text: "taken", ttlS: 3600 });
  await (await findLive(lapsed.link, world.ports)).open("");
  world.clock.advance(3 * 24 * 3600 * 1000);
  const before = [await receiptOf(expired.receiptLink, world.ports), await kinds(world, lapsed.receiptLink)];
  expect(before).toMatchObject([
    { lines: [{ kind: "expired_never_taken", at: expired.expiresAt }] },
    ["not_confirmed"],
  ]);
  await burnNote(lapsed.receiptLink, world.ports);
  await world.sweep();
  expect([await receiptOf(expired.receiptLink, world.ports), await kinds(world, lapsed.receiptLink)]).toEqual(before);
});
