import { sendContact } from "@tacet/client";
import { utf8 } from "@tacet/protocol";
import { expect } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { backupTo } from "../server/src/operator/backup.ts";
import { rotateDataKeys } from "../server/src/operator/data-keys.ts";
import { onEachDatabase, onSqlite } from "../server/test/databases.ts";
import { until } from "../server/test/http-socket.ts";
import { onEachSetUp } from "../server/test/set-ups.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { ada, dayKeys, DAY, deskOf, rows, send, sendFrom } from "./contact-people.ts";
import { startNoteWorld } from "./note-world.ts";

const letter = {
  name: "marker-of-a-name-51c0",
  email: "marker-of-an-address-77ab@example.org",
  message: "marker-of-a-message-03fd",
};

onEachSetUp("a message stands in no log line, and a wrong one is told of without its words", async (setUp) => {
  await using server = await startTestServer({ env: { ...setUp.env, TACET_LOG_LEVEL: "trace" } });
  await sendContact({ server: server.origin, ...letter });
  const wrong = JSON.stringify({ ...letter, name: `${letter.name}\n`, puzzle: letter.message });
  const headers = { "content-type": "application/json" };
  const refusal = await fetch(`${server.origin}/v1/contact`, { method: "POST", headers, body: wrong });
  await until(() => server.log.filter((line) => /news for the operator|"status":400/.test(line)).length === 2);
  const said = `${await refusal.text()}\n${server.log.join("\n")}`;
  for (const word of ["marker-of", "127.0.0.1"]) expect(said).not.toContain(word);
});

onEachDatabase(
  "name, address and message rest sealed, and nothing of where they came from rests in the clear",
  async (open) => {
    const world = await startNoteWorld(open);
    expect(await send(world, letter)).toBe("received");
    await sendFrom(world, "192.0.2.77");
    const columns = [...(await rows(world)), ...(await dayKeys(world))].flatMap((row) => Object.values(row));
    const bytes = columns
      .filter((value) => value instanceof Uint8Array)
      .map((value) => Buffer.from(value).toString("latin1"));
    expect(bytes.length).toBeGreaterThan(8);
    for (const word of [...Object.values(letter), "192.0.2.77"]) expect(bytes.join("\n")).not.toContain(word);
  },
);

onSqlite("the words of a message are in no file of the data folder, its log among them", async (open, { folder }) => {
  const world = await startNoteWorld(open);
  expect(await send(world, letter)).toBe("received");
  const files = await readdir(folder);
  expect(files).toContain("tacet.db-wal");
  for (const name of files) {
    const content = Buffer.from(await Bun.file(join(folder, name)).bytes());
    for (const word of Object.values(letter)) expect([name, content.includes(utf8(word))]).toEqual([name, false]);
  }
});

onEachDatabase("messages and the keys of days are sealed anew with all else after a leak", async (open) => {
  const storage = await open();
  const world = await startNoteWorld(async () => storage);
  for (const source of ["192.0.2.1", "192.0.2.2"]) await sendFrom(world, source);
  world.clock.advance(DAY);
  await sendFrom(world, "192.0.2.1");
  const before = [
    ...(await rows(world)).map(({ content }) => content),
    ...(await dayKeys(world)).map(({ sealed }) => sealed),
  ];
  const rotation = { database: storage.database, source: storage.keySource, wait: async () => {} };
  expect(await rotateDataKeys(rotation)).toMatchObject({ resealed: 5, damaged: 0 });
  const after = [
    ...(await rows(world)).map(({ content }) => content),
    ...(await dayKeys(world)).map(({ sealed }) => sealed),
  ];
  expect(new Set([...before, ...after].map(String)).size).toBe(10);
  await storage.beat();
  const desk = deskOf(world);
  const { messages } = await desk.list({ state: "open" });
  expect(messages.map(({ name }) => name)).toEqual([ada.name, ada.name, ada.name]);
  expect(new Set(messages.map(({ source }) => String(source))).size).toBe(3);
  // The key of the day still makes the same of an address.
  await sendFrom(world, "192.0.2.1");
  expect(new Set((await desk.list({ state: "open" })).messages.map(({ source }) => String(source))).size).toBe(3);
});

onSqlite("a backup keeps the messages, and nothing of where they came from", async (open, { folder, url }) => {
  const world = await startNoteWorld(open);
  await sendFrom(world, "192.0.2.1");
  const hashes = (await rows(world)).map(({ source }) => source);
  const [key] = await dayKeys(world);
  const target = join(folder, "backup.db");
  await backupTo({ url, target });
  const content = Buffer.from(await Bun.file(target).bytes());
  for (const trace of [...hashes, key?.sealed]) expect(content.includes(trace ?? "")).toBe(false);
  const [row] = await rows(world);
  expect(content.includes(row?.content ?? "")).toBe(true);
});
