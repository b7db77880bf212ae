import { receiptOf } from "@tacet/client";
import { sha256 } from "@tacet/crypto";
import { expect } from "bun:test";
import { onEachDatabase } from "../server/test/databases.ts";
import { startNoteWorld, type NoteWorld } from "./note-world.ts";
import { findLive, outcomeOf, read, write } from "./people.ts";

/** For stories about counting guesses: their price is the business of the first story and of the format's own tests. */
const cheaply = (world: NoteWorld): NoteWorld => ({
  ...world,
  ports: { ...world.ports, stretch: (passphrase, salt) => sha256(passphrase, salt) },
});

onEachDatabase("a note with a passphrase opens with link and passphrase, and with neither alone", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "two locks", passphrase: "correct horse" });
  expect((await findLive(note.link, world.ports)).needsPassphrase).toBe(true);
  expect(await read(world, note.link)).toBe("passphrase_needed");
  expect(await read(world, note.link, "battery staple")).toBe("wrong_passphrase");
  world.clock.advance(1000);
  expect(await read(world, note.link, "correct horse ")).toBe("wrong_passphrase");
  world.clock.advance(2000);
  expect(await read(world, note.link, "correct horse")).toBe("two locks");
});

onEachDatabase(
  "wrong passphrases are counted for the sender and slowed for everybody, and never destroy",
  async (open) => {
    await using dear = await startNoteWorld(open);
    const world = cheaply(dear);
    const note = await write(world, { text: "patience", passphrase: "right" });
    const pauses = [];
    for (let tries = 1; tries <= 9; tries++) {
      expect(await read(world, note.link, `wrong ${tries}`)).toBe("wrong_passphrase");
      const found = await findLive(note.link, world.ports);
      expect(found.failedTries).toBe(tries);
      pauses.push(found.retryAfterMs);
      world.clock.advance(found.retryAfterMs - 1);
      expect(await read(world, note.link, "right")).toBe("passphrase_delayed");
      world.clock.advance(1);
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect((await receiptOf(note.receiptLink, world.ports)).failedTries).toBe(9);
    expect(await read(world, note.link, "right")).toBe("patience");
  },
);

onEachDatabase("thirty guesses at once are one guess", async (open) => {
  await using dear = await startNoteWorld(open);
  const world = cheaply(dear);
  const note = await write(world, { text: "no hurry", passphrase: "right" });
  const found = await Promise.all(Array.from({ length: 30 }, () => findLive(note.link, world.ports)));
  const outcomes = await Promise.all(
    found.map((one, index) => outcomeOf(async () => (await one.open(`wrong ${index}`)).text)),
  );
  expect(outcomes.toSorted()).toEqual([...Array<string>(29).fill("passphrase_delayed"), "wrong_passphrase"]);
  expect((await receiptOf(note.receiptLink, world.ports)).failedTries).toBe(1);
});

onEachDatabase("composed and decomposed letters are the same passphrase", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "Å", passphrase: "A\u030Angstrom" });
  expect(await read(world, note.link, "\u00C5ngstrom")).toBe("Å");
});
