import { createNote, findNote, receiptOf, type NotePorts } from "@tacet/client";
import { expect } from "bun:test";
import { createMemoryClaims } from "../client/src/notes/kept-claims.ts";
import { onEachDatabase } from "../server/test/databases.ts";
import { startNoteWorld, type NoteWorld } from "./note-world.ts";
import { findHeld, findLive, outcomeOf, read, write } from "./people.ts";

/** A line on which requests or answers to one path get lost, the first `times` times. */
function lossy(
  world: NoteWorld,
  loss: { readonly path: string; readonly what: "request" | "answer"; readonly times: number },
): NotePorts {
  let left = loss.times;
  return {
    ...world.ports,
    fetch: async (url, init) => {
      const isLost = new URL(url).pathname === loss.path && left > 0;
      if (isLost) left -= 1;
      if (isLost && loss.what === "request") throw new TypeError("connection lost");
      const answer = await world.ports.fetch(url, init);
      if (isLost) throw new TypeError("connection lost");
      return answer;
    },
  };
}

for (const what of ["request", "answer"] as const) {
  onEachDatabase(
    `a reader whose claim's ${what} is lost gets the note all the same, and nobody else does`,
    async (open) => {
      await using world = await startNoteWorld(open);
      const note = await write(world, { text: "worth a second try" });
      const found = await findLive(note.link, lossy(world, { path: "/v1/notes/claim", what, times: 1 }));
      const opened = await found.open("");
      expect(opened.text).toBe("worth a second try");
      expect(await read(world, note.link)).toBe("note_gone");
      await opened.confirm();
      expect((await receiptOf(note.receiptLink, world.ports)).lines.map((line) => line.kind)).toEqual(["confirmed"]);
    },
  );

  onEachDatabase(`a sender whose ${what} is lost makes one note, from identical bytes`, async (open) => {
    await using world = await startNoteWorld(open);
    const ports = lossy(world, { path: "/v1/notes", what, times: 2 });
    const note = await createNote({ server: world.origin, text: "once" }, ports);
    const stored = world.requests
      .filter(({ path }) => path === "/v1/notes")
      .map(({ body }) => Buffer.from(body.subarray(104)).toString("hex"));
    expect(new Set(stored).size).toBe(1);
    expect(await read(world, note.link)).toBe("once");
  });
}

onEachDatabase("a lost confirmation is made again", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "thanks" });
  const found = await findLive(note.link, lossy(world, { path: "/v1/notes/confirm", what: "answer", times: 2 }));
  await (await found.open("")).confirm();
  expect((await receiptOf(note.receiptLink, world.ports)).lines.map((line) => line.kind)).toEqual(["confirmed"]);
});

onEachDatabase(
  "a reader who reloads inside the lease reads again; after it, or with another's claim, nobody does",
  async (open) => {
    await using world = await startNoteWorld(open);
    const note = await write(world, { text: "before the reload" });
    const ports = { ...world.ports, claims: createMemoryClaims() };
    await (await findLive(note.link, ports)).open("");
    world.clock.advance(59_999);
    const again = await findHeld(note.link, ports);
    expect((await again.open("")).text).toBe("before the reload");
    expect(await read(world, note.link)).toBe("note_gone");
    world.clock.advance(1);
    expect(await outcomeOf(async () => (await again.open("")).text)).toBe("claim_over");
    expect((await findNote(note.link, ports)).state).toBe("gone");
  },
);

onEachDatabase("a mistyped passphrase after a reload costs nothing", async (open) => {
  await using world = await startNoteWorld(open);
  const note = await write(world, { text: "again", passphrase: "right" });
  const ports = { ...world.ports, claims: createMemoryClaims() };
  await (await findLive(note.link, ports)).open("right");
  const again = await findHeld(note.link, ports);
  expect(await outcomeOf(async () => (await again.open("wrong")).text)).toBe("wrong_passphrase");
  const opened = await again.open("right");
  expect(opened.text).toBe("again");
  await opened.confirm();
  expect((await receiptOf(note.receiptLink, world.ports)).failedTries).toBe(0);
});

onEachDatabase(
  "a note made again after it was read, by a sender who missed the answer, does not come back",
  async (open) => {
    await using world = await startNoteWorld(open);
    const note = await write(world, { text: "once only" });
    const [create] = world.requests.filter(({ path }) => path === "/v1/notes");
    if (!create) throw new Error("no note was made");
    expect(await read(world, note.link)).toBe("once only");
    const again = await world.ports.fetch(`${world.origin}/v1/notes`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: create.body,
    });
    expect([again.status, await again.json()]).toEqual([201, { expiresAt: note.expiresAt }]);
    expect(await read(world, note.link)).toBe("note_gone");
  },
);

onEachDatabase(
  "a reader whose claim never arrived, and who was not the first, is told so and not kept waiting",
  async (open) => {
    await using world = await startNoteWorld(open);
    const note = await write(world, { text: "for the quick" });
    const claims = createMemoryClaims();
    const ports = { ...lossy(world, { path: "/v1/notes/claim", what: "request", times: 1 }), claims };
    const found = await findLive(note.link, ports);
    const opening = outcomeOf(async () => (await found.open("")).text);
    expect(await read(world, note.link)).toBe("for the quick");
    expect(await opening).toBe("note_gone");
    expect((await findNote(note.link, ports)).state).toBe("gone");
  },
);

onEachDatabase("a note that took minutes to arrive is as good as one that came at once", async (open) => {
  await using world = await startNoteWorld(open);
  const ports: NotePorts = {
    ...world.ports,
    fetch: async (url, init) => {
      if (new URL(url).pathname !== "/v1/notes") return world.ports.fetch(url, init);
      const bytes = new Uint8Array(await new Response(init.body).arrayBuffer());
      const body = arriving(bytes, () => world.clock.advance(100_000));
      const streamed = { ...init, body, duplex: "half" };
      return world.app.fetch(new Request(url, streamed));
    },
  };
  const note = await createNote({ server: world.origin, text: "slow ".repeat(60_000) }, ports);
  expect((await read(world, note.link)).length).toBe(300_000);
});

/** A body whose second half comes after `pause`. */
function arriving(bytes: Uint8Array<ArrayBuffer>, pause: () => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  const half = Math.floor(bytes.length / 2);
  const parts = [bytes.subarray(0, half), bytes.subarray(half)];
  return new ReadableStream({
    pull: (controller) => {
      const part = parts.shift();
      if (!part) return controller.close();
      if (parts.length === 0) pause();
      controller.enqueue(part);
    },
  });
}
