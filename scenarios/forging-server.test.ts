import { findNote, receiptOf, type NotePorts } from "@tacet/client";
import { FindNote, ReadReceipt, Receipt, FoundNote, type Bytes } from "@tacet/protocol";
import { expect, test } from "bun:test";
import * as z from "zod";
import { startNoteWorld } from "./note-world.ts";
import { openSqliteForTest } from "../server/test/databases.ts";
import { findLive, outcomeOf, write } from "./people.ts";

/** A server that changes its answers before they reach the reader. */
function forging(ports: NotePorts, forge: (path: string, answer: Response) => Promise<Response>): NotePorts {
  return {
    ...ports,
    fetch: async (url, init) => {
      if (!ports.fetch) throw new Error("the world has no fetch");
      return forge(new URL(url).pathname, await ports.fetch(url, init));
    },
  };
}

/** Changes what a find answers. */
const forgeFind =
  (change: (found: Extract<FoundNote, { state: "live" }>) => FoundNote) =>
  async (path: string, answer: Response): Promise<Response> => {
    if (path !== FindNote.path) return answer;
    const found = z.decode(FoundNote, await answer.json());
    if (found.state !== "live") throw new Error("the note is gone");
    return Response.json(z.encode(FoundNote, change(found)));
  };

function flipped(bytes: Bytes, index: number): Bytes {
  const changed = Uint8Array.from(bytes);
  changed[index] = (changed[index] ?? 0) ^ 1;
  return changed;
}

test("a header that the sender did not sign is refused before anything is claimed, whichever byte was changed", async () => {
  await using world = await startNoteWorld(openSqliteForTest);
  const note = await write(world, { text: "signed" });
  for (let index = 0; index < 48; index++) {
    const ports = forging(
      world.ports,
      forgeFind((found) => ({ ...found, header: flipped(found.header, index) })),
    );
    expect(await outcomeOf(async () => (await findNote(note.link, ports)).state)).toBe("header_forged");
  }
  const badSignature = forging(
    world.ports,
    forgeFind((found) => ({ ...found, headerSignature: flipped(found.headerSignature, 3) })),
  );
  expect(await outcomeOf(async () => (await findNote(note.link, badSignature)).state)).toBe("header_forged");
  expect((await receiptOf(note.receiptLink, world.ports)).lines).toEqual([{ kind: "not_opened" }]);
});

test("the header and content of another note are refused", async () => {
  await using world = await startNoteWorld(openSqliteForTest);
  const note = await write(world, { text: "mine" });
  const other = await write(world, { text: "not mine" });
  const otherRow = await world.row(other.link);
  const swap = forging(
    world.ports,
    forgeFind((found) => ({
      ...found,
      header: Uint8Array.from(otherRow.header ?? []),
      headerSignature: Uint8Array.from(otherRow.header_signature ?? []),
    })),
  );
  expect(await outcomeOf(async () => (await findNote(note.link, swap)).state)).toBe("header_forged");
  const wrongBody = forging(world.ports, async (path, answer) =>
    path === "/v1/notes/claim" ? new Response(flipped(new Uint8Array(await answer.arrayBuffer()), 5)) : answer,
  );
  const found = await findLive(note.link, wrongBody);
  expect(await outcomeOf(async () => (await found.open("")).text)).toBe("content_damaged");
});

test("a damaged content is called damaged also when there is a passphrase, since the read is spent", async () => {
  await using world = await startNoteWorld(openSqliteForTest);
  const note = await write(world, { text: "broken", passphrase: "right" });
  const wrongBody = forging(world.ports, async (path, answer) =>
    path === "/v1/notes/claim" ? new Response(flipped(new Uint8Array(await answer.arrayBuffer()), 5)) : answer,
  );
  const found = await findLive(note.link, wrongBody);
  expect(await outcomeOf(async () => (await found.open("right")).text)).toBe("content_damaged");
});

test("a server that keeps a note long after its time is not believed", async () => {
  await using world = await startNoteWorld(openSqliteForTest);
  const note = await write(world, { text: "stale", ttlS: 60 });
  const dayMs = 24 * 3600 * 1000;
  const at = (now: number) => ({ ...world.ports, now: () => now });
  expect(await outcomeOf(async () => (await findNote(note.link, at(note.expiresAt + dayMs))).state)).toBe("live");
  expect(await outcomeOf(async () => (await findNote(note.link, at(note.expiresAt + dayMs + 1))).state)).toBe(
    "note_outlived",
  );
});

test("a confirmation that the server invents is told from a true one, though the sender has looked before", async () => {
  await using world = await startNoteWorld(openSqliteForTest);
  const note = await write(world, { text: "unread" });
  await receiptOf(note.receiptLink, world.ports);
  const invented = forging(world.ports, async (path, answer) => {
    if (path !== ReadReceipt.path) return answer;
    const receipt = z.decode(Receipt, await answer.json());
    const claims = [
      { state: "confirmed", takenAt: receipt.now, confirmedAt: receipt.now, confirmToken: new Uint8Array(32) },
    ] as const satisfies Receipt["claims"];
    return Response.json(z.encode(Receipt, { ...receipt, claims: [...claims] }));
  });
  expect((await receiptOf(note.receiptLink, invented)).lines.map((line) => line.kind)).toEqual(["confirmation_forged"]);
});

test("answers that break the contract, are endless or no JSON are errors with a code", async () => {
  await using world = await startNoteWorld(openSqliteForTest);
  const note = await write(world, { text: "hello" });
  const answers: readonly (() => Response)[] = [
    () => new Response("<html>"),
    () => Response.json({ state: "live" }),
    () => Response.json({ code: "note_gone" }, { status: 410 }),
    () => new Response("x".repeat(10_000_000)),
    () => new Response("", { status: 204 }),
  ];
  for (const make of answers) {
    const ports = forging(world.ports, async (path, answer) => (path === FindNote.path ? make() : answer));
    expect(await outcomeOf(async () => (await findNote(note.link, ports)).state)).toBe("unexpected_reply");
  }
});
