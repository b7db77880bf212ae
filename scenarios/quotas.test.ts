import { burnNote, type CreatedNote } from "@tacet/client";
import { expect } from "bun:test";
import { TOMBSTONE_MS } from "@tacet/protocol";
import { onEachDatabase } from "../server/test/databases.ts";
import { startNoteWorld } from "./note-world.ts";
import { outcomeOf, write } from "./people.ts";

onEachDatabase(
  "the server takes no more notes than it has room for, and room comes back when notes end",
  async (open) => {
    await using world = await startNoteWorld(open, { maxBytes: 8 * 1024 });
    const notes: CreatedNote[] = [];
    for (;;) {
      const outcome = await outcomeOf(async () => {
        notes.push(await write(world, { text: "x".repeat(1000) }));
        return "stored";
      });
      if (outcome === "storage_full") break;
      expect(outcome).toBe("stored");
      expect(notes.length).toBeLessThan(10);
    }
    const [first, second] = notes;
    if (!first || !second) throw new Error("no note fitted");
    await burnNote(first.receiptLink, world.ports);
    await burnNote(second.receiptLink, world.ports);
    expect(await outcomeOf(async () => (await write(world, { text: "short" })).link.slice(0, 4))).toBe("http");
    world.clock.advance(TOMBSTONE_MS + 31 * 24 * 3600 * 1000);
    await world.sweep();
    world.clock.advance(TOMBSTONE_MS);
    await world.sweep();
    expect(await world.usedBytes()).toBe(0);
  },
);
