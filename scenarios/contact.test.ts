import { sendContact } from "@tacet/client";
import { AskContactPuzzle, SendContact, SOLUTION_BYTES } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { createPuzzles } from "../server/src/features/contact/puzzles.ts";
import { openSqliteForTest } from "../server/test/databases.ts";
import {
  ada,
  count,
  dayKeys,
  deskOf,
  MINUTE,
  onEachWorld,
  rows,
  send,
  sendRaw,
  solved,
  type Sent,
} from "./contact-people.ts";
import { startNoteWorld, type NoteWorld } from "./note-world.ts";

onEachWorld("a message comes to the operator as it was written, and the operator is told of it once", async (world) => {
  expect(await send(world, { name: "  Ада 👩🏽‍💻 ", message: "Первая строка\r\n\tзвёзды ✨" })).toBe("received");
  const [id] = world.told;
  if (!id) throw new Error("the operator was not told");
  expect(world.told).toHaveLength(1);
  expect(await deskOf(world).read(id)).toMatchObject({
    name: "Ада 👩🏽‍💻",
    email: ada.email,
    message: "Первая строка\r\n\tзвёзды ✨",
    state: "new",
  });
});

onEachWorld("a lost answer is asked for again, and the message is stored once", async (world) => {
  let isLost = false;
  const fetchLosing: NoteWorld["ports"]["fetch"] = async (url, init) => {
    const answer = await world.ports.fetch(url, init);
    if (isLost || !url.endsWith(SendContact.path)) return answer;
    isLost = true;
    throw new TypeError("the connection broke");
  };
  await sendContact({ server: world.origin, ...ada }, { fetch: fetchLosing });
  expect(isLost).toBe(true);
  expect(await rows(world)).toHaveLength(1);
  expect(world.told).toHaveLength(1);
});

onEachWorld(
  "a puzzle is good for one message: the same again is answered alike, another one is refused",
  async (world) => {
    const body = await solved(world);
    expect(await sendRaw(world, body)).toBe("received");
    expect(await sendRaw(world, body)).toBe("received");
    for (const other of [{ message: "buy" }, { name: "Eve" }, { email: "eve@example.org" }]) {
      expect(await sendRaw(world, { ...body, ...other })).toBe("contact_replayed");
    }
    expect(await rows(world)).toHaveLength(1);
    expect(world.told).toHaveLength(1);
  },
);

onEachWorld("of many who use one puzzle at once, one is heard", async (world) => {
  const body = await solved(world);
  const same = await Promise.all(Array.from({ length: 8 }, () => sendRaw(world, body)));
  expect(count(same, "received")).toBe(8);
  const shared = await solved(world);
  const others = await Promise.all(
    Array.from({ length: 8 }, (_, index) => sendRaw(world, { ...shared, message: `number ${index}` })),
  );
  expect([count(others, "received"), count(others, "contact_replayed")]).toEqual([1, 7]);
  expect(await rows(world)).toHaveLength(2);
  expect(world.told).toHaveLength(2);
});

onEachWorld("a puzzle that is old, made elsewhere, made easier or not solved opens nothing", async (world) => {
  const body = await solved(world);
  const flipped = (at: number): Sent => ({
    ...body,
    puzzle: body.puzzle.map((byte, index) => byte ^ Number(index === at)),
  });
  // Expiry, difficulty, random part, MAC: each is under the MAC.
  for (const at of [0, 7, 8, 11, 12, 27, 28, 43]) expect(await sendRaw(world, flipped(at))).toBe("puzzle_expired");
  const keys = () => world.sealing.derive("puzzle");
  const hard = createPuzzles({ keys, now: Date.now }).make(2 ** 20);
  expect(await sendRaw(world, { ...body, puzzle: hard })).toBe("puzzle_unsolved");
  const foreign = createPuzzles({ keys: () => [new Uint8Array(32).fill(7)], now: Date.now }).make(1);
  expect(await sendRaw(world, { ...body, puzzle: foreign })).toBe("puzzle_expired");
  world.clock.advance(10 * MINUTE - 1);
  expect(await sendRaw(world, body)).toBe("received");
  const late = await solved(world);
  world.clock.advance(MINUTE);
  // It was in time, and is not forgotten: whoever lost the answer may have been away.
  expect(await sendRaw(world, body)).toBe("received");
  // A little more: the time that a request takes is not held against a puzzle.
  world.clock.advance(10 * MINUTE + 1000);
  expect(await sendRaw(world, late)).toBe("puzzle_expired");
  expect(await rows(world)).toHaveLength(1);
});

onEachWorld("whoever fills in what people do not see is answered like anybody, and not heard", async (world) => {
  const body = await solved(world, { website: "https://cheap.example" });
  expect(await sendRaw(world, body)).toBe("received");
  expect(await sendRaw(world, { ...body, message: "and again" })).toBe("received");
  expect(world.answers.at(-1)).toBe('{"state":"received"}');
  expect([await rows(world), await dayKeys(world), world.told]).toEqual([[], [], []]);
  expect(await sendRaw(world, await solved(world, { website: "" }))).toBe("received");
  expect(await rows(world)).toHaveLength(1);
});

test("a server that takes no messages says so, and looks at none", async () => {
  await using world = await startNoteWorld(openSqliteForTest, { contact: { reception: "closed" } });
  expect(await send(world)).toBe("contact_closed");
  await using open = await startNoteWorld(openSqliteForTest);
  expect(await sendRaw(world, await solved(open))).toBe("contact_closed");
});

test("a puzzle that grew old over its solving is exchanged for another one, once", async () => {
  await using world = await startNoteWorld(openSqliteForTest);
  let solvings = 0;
  const solve = async (): Promise<Uint8Array<ArrayBuffer>> => {
    solvings += 1;
    if (solvings === 1) world.clock.advance(11 * MINUTE);
    return new Uint8Array(SOLUTION_BYTES);
  };
  await sendContact({ server: world.origin, ...ada }, { ...world.ports, solve });
  expect(solvings).toBe(2);
  expect(world.requests.map(({ path }) => path)).toEqual([
    AskContactPuzzle.path,
    SendContact.path,
    AskContactPuzzle.path,
    SendContact.path,
  ]);
});
