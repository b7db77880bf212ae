import { burnNote, type CreatedNote } from "@tacet/client";
import { expect } from "bun:test";
import { TOMBSTONE_MS } from "@tacet/protocol";
import { onEachDatabase } from "../server/test/databases.ts";
import { startNoteWorld } from "./note-world.ts";
import { outcomeOf, write } from "./people.ts";

const KIB = 1024;

onEachDatabase(
  "the server takes no more notes than it has room for, and room comes back when notes end",
  async (open) => {
    const maxBytes = 16 * 16 * KIB;
    await using world = await startNoteWorld(open, { maxBytes });
    const outcomes = await Promise.all(
      Array.from({ length: 300 }, async () => {
        const notes: CreatedNote[] = [];
        const outcome = await outcomeOf(async () => {
          notes.push(await write(world, { text: "x".repeat(1000) }));
          return "stored";
        });
        return { outcome, notes };
      }),
    );
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(["stored", "storage_full"]));
    // Three hundred at once do not get past the limit together.
    expect(await world.usedBytes()).toBeLessThanOrEqual(maxBytes);
    const stored = outcomes.flatMap(({ notes }) => notes);
    for (const note of stored) await burnNote(note.receiptLink, world.ports);
    expect(await world.usedBytes()).toBe(stored.length * KIB);
    world.clock.advance(TOMBSTONE_MS);
    await world.sweep();
    expect(await world.usedBytes()).toBe(0);
    expect(await outcomeOf(async () => (await write(world, { text: "room again" })).link.slice(0, 4))).toBe("http");
  },
);
