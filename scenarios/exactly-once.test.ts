import { burnNote, findNote, receiptOf } from "@tacet/client";
import { expect } from "bun:test";
import { outcomeOf, read, readAtOnce, write } from "./people.ts";
import { onEachDatabase } from "../server/test/databases.ts";
import { startNoteWorld } from "./note-world.ts";

for (const readers of [2, 50, 1000]) {
  onEachDatabase(
    `of ${readers} readers who prove themselves at once, exactly one opens a note of one read`,
    async (open) => {
      await using world = await startNoteWorld(open);
      const note = await write(world, { text: "for one" });
      expect(await readAtOnce([world], note.link, readers)).toEqual({ "for one": 1, note_gone: readers - 1 });
      expect(await read(world, note.link)).toBe("note_gone");
    },
  );
}

onEachDatabase("a note of seven reads is opened seven times by seventy readers at once", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "for seven", reads: 7 });
  expect(await readAtOnce([world], note.link, 70)).toEqual({ "for seven": 7, note_gone: 63 });
  expect((await receiptOf(note.receiptLink, world.ports)).lines).toHaveLength(7);
});

onEachDatabase(
  "a burn that races forty readers leaves one story: what the receipt says is what happened",
  async (open) => {
    await using world = await startNoteWorld(open);
    for (let round = 0; round < 10; round++) {
      const note = await write(world, { text: "now or never" });
      const [opened] = await Promise.all([
        readAtOnceOrGone(world, note.link, 40),
        burnNote(note.receiptLink, world.ports),
      ]);
      const receipt = await receiptOf(note.receiptLink, world.ports);
      expect(receipt.state).toBe("ended");
      expect(receipt.lines.map((line) => line.kind)).toEqual([
        opened === 0 ? "burned_never_taken" : "taken_then_burned",
      ]);
      expect(opened).toBeLessThanOrEqual(1);
      expect(await read(world, note.link)).toBe("note_gone");
    }
  },
);

onEachDatabase("two readers who confirm at once destroy the note: neither waits for the other", async (open) => {
  await using world = await startNoteWorld(open);
  for (let round = 0; round < 20; round++) {
    const note = await write(world, { text: "for two", reads: 2 });
    const opened = await Promise.all([1, 2].map(async () => openLive(world, note.link)));
    await Promise.all(opened.map((one) => one.confirm()));
    const receipt = await receiptOf(note.receiptLink, world.ports);
    expect([receipt.state, ...receipt.lines.map((line) => line.kind)]).toEqual(["ended", "confirmed", "confirmed"]);
    expect(await world.storedBytes(note.link)).toBe(0);
  }
});

type World = Awaited<ReturnType<typeof startNoteWorld>>;

async function openLive(world: World, link: string) {
  const found = await findNote(link, world.ports);
  if (found.state !== "live") throw new Error("the note is gone");
  return found.open("");
}

/** How many of the readers got the text; the others may come before, with or after the burn. */
async function readAtOnceOrGone(world: World, link: string, readers: number): Promise<number> {
  const outcomes = await Promise.all(
    Array.from({ length: readers }, () => outcomeOf(async () => (await openLiveOrGone(world, link)) ?? "note_gone")),
  );
  return outcomes.filter((outcome) => outcome === "now or never").length;
}

async function openLiveOrGone(world: World, link: string): Promise<string | undefined> {
  const found = await findNote(link, world.ports);
  return found.state === "live" ? (await found.open("")).text : undefined;
}
