import { expect } from "bun:test";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSteeredTime, onEachDatabase, onSqlite } from "../../test/databases.ts";
import { failureOf } from "../../test/failure-of.ts";
import { noteRow } from "../../test/note-rows.ts";
import type { Storage } from "../storage/storage.ts";
import { rotateDataKeys } from "./data-keys.ts";
import { rotateMasterKey } from "./keys.ts";

const place = (key: Uint8Array) => ({ table: "notes", column: "body", key });
const close = async (storage: Storage): Promise<void> => storage[Symbol.asyncDispose]();
const newKey = (): string => randomBytes(32).toString("base64");
const noWait = async (): Promise<void> => {};

/** Sealed notes in the database, and a look whether all of them open. */
async function fill({ database, sealing }: Storage, count: number) {
  const notes = Array.from({ length: count }, () => {
    const row = noteRow();
    return { ...row, body: sealing.seal(place(row.id), row.id) };
  });
  await database.transact((tx) => tx.insertInto("notes").values(notes).execute());
  return async (storage: Storage): Promise<boolean> => {
    const rows = await storage.database.read.selectFrom("notes").select(["id", "body"]).execute();
    return (
      rows.length === count &&
      rows.every(({ id, body }) => body && Buffer.from(storage.sealing.open(place(id), body)).equals(id))
    );
  };
}

onSqlite(
  "a generated key gets a successor, the running server goes on, and the old key stays for backups from before",
  async (open, { folder }) => {
    const path = join(folder, "master.key");
    const storage = await open();
    const allOpen = await fill(storage, 3);
    const old = readFileSync(path, "utf8");
    const rotation = await rotateMasterKey({ database: storage.database, source: storage.keySource });
    const fresh = readFileSync(path, "utf8");
    expect(rotation).toEqual({ current: fresh.split(":")[0] ?? "", rewrapped: 3, unneeded: [old.split(":")[0] ?? ""] });
    expect(fresh.trim()).toEndWith(`,${old.trim()}`);
    await storage.beat();
    expect(await allOpen(storage)).toBe(true);
    await close(storage);
    writeFileSync(path, fresh.split(",")[0] ?? "", { mode: 0o600 });
    const withoutOld = await open();
    expect(await allOpen(withoutOld)).toBe(true);
    await close(withoutOld);
    writeFileSync(path, old, { mode: 0o600 });
    expect(await failureOf(open())).toContain("is not among those given");
  },
);

onSqlite("a server that still holds the old ring makes no data key under it after a rotation", async (open) => {
  const time = createSteeredTime();
  const storage = await open({ clockSources: time.sources });
  const { current } = await rotateMasterKey({ database: storage.database, source: storage.keySource });
  await storage.database.transact((tx) =>
    tx
      .updateTable("data_keys")
      .set({ seals: 2 ** 30 })
      .execute(),
  );
  await storage.beat();
  const rows = await storage.database.read.selectFrom("data_keys").select("kid").execute();
  expect(rows).toEqual(Array.from({ length: 4 }, () => ({ kid: current })));
});

onEachDatabase(
  "with keys from the environment, a rotation wraps all under the first and says which can go",
  async (open, { options }) => {
    const [oldRing, key] = [`old:${newKey()}`, `new:${newKey()}`];
    const first = await open({ ...options, masterKey: oldRing });
    const allOpen = await fill(first, 2);
    await close(first);
    const both = await open({ masterKey: `${key},${oldRing}` });
    const rotation = await rotateMasterKey({ database: both.database, source: both.keySource });
    expect(rotation).toEqual({ current: "new", rewrapped: 3, unneeded: ["old"] });
    expect(await rotateMasterKey({ database: both.database, source: both.keySource })).toMatchObject({ rewrapped: 0 });
    await close(both);
    expect(await allOpen(await open({ masterKey: key }))).toBe(true);
  },
);

onSqlite("an interrupted rotation of a generated key is finished by the next one", async (open, { folder }) => {
  const path = join(folder, "master.key");
  const storage = await open();
  const allOpen = await fill(storage, 2);
  // As a crash leaves it: the new key is in the file, nothing is wrapped under it yet.
  writeFileSync(path, `fresh:${newKey()},${readFileSync(path, "utf8")}`, { mode: 0o600 });
  await close(storage);
  const again = await open();
  expect(await allOpen(again)).toBe(true);
  const { unneeded } = await rotateMasterKey({ database: again.database, source: again.keySource });
  expect(unneeded).toHaveLength(2);
  await close(again);
  expect(await allOpen(await open())).toBe(true);
});

onEachDatabase("after a leak everything is sealed anew under a new data key, while the server runs", async (open) => {
  const storage = await open();
  const allOpen = await fill(storage, 120);
  const before = await storage.database.read.selectFrom("data_keys").select("id").executeTakeFirstOrThrow();
  const waits: number[] = [];
  const rotation = await rotateDataKeys({
    database: storage.database,
    source: storage.keySource,
    wait: async (ms) => {
      waits.push(ms);
      await storage.beat();
    },
  });
  expect(rotation).toEqual({ resealed: 120, rehashed: 0, damaged: 0, forgotten: 0 });
  expect(waits).toEqual([50_000]);
  expect(await allOpen(storage)).toBe(true);
  const bodies = await storage.database.read.selectFrom("notes").select("body").execute();
  expect(bodies.some(({ body }) => body && Buffer.from(body.subarray(1, 9)).equals(before.id))).toBe(false);
});

onEachDatabase("a server that has not learned the new key says so, and opens the row a moment later", async (open) => {
  const storage = await open();
  const allOpen = await fill(storage, 1);
  await rotateDataKeys({ database: storage.database, source: storage.keySource, wait: noWait });
  expect(await failureOf(allOpen(storage))).toContain("unavailable");
  await storage.beat();
  expect(await allOpen(storage)).toBe(true);
});

onEachDatabase(
  "resealing leaves damaged rows and notes destroyed meanwhile alone, and run again does what is left",
  async (open) => {
    const storage = await open();
    await fill(storage, 3);
    const { database, keySource: source } = storage;
    const [first] = await database.read.selectFrom("notes").select(["id", "body"]).orderBy("id").execute();
    const broken = Uint8Array.from(first?.body ?? []);
    broken[25] = (broken[25] ?? 0) ^ 1;
    await database.transact((tx) =>
      tx
        .updateTable("notes")
        .set({ body: broken })
        .where("id", "=", first?.id ?? broken)
        .execute(),
    );
    const rotate = () => rotateDataKeys({ database, source, wait: () => storage.beat() });
    expect(await rotate()).toEqual({ resealed: 2, rehashed: 0, damaged: 1, forgotten: 0 });
    const kept = await database.read
      .selectFrom("notes")
      .select("body")
      .where("id", "=", first?.id ?? broken)
      .executeTakeFirst();
    expect(kept?.body).toEqual(broken);
    await database.transact((tx) =>
      tx
        .deleteFrom("notes")
        .where("id", "=", first?.id ?? broken)
        .execute(),
    );
    expect(await rotate()).toEqual({ resealed: 2, rehashed: 0, damaged: 0, forgotten: 0 });
    await database.transact((tx) =>
      tx.updateTable("data_keys").set({ retired_at: 1 }).where("retired_at", "is not", null).execute(),
    );
    expect(await rotate()).toEqual({ resealed: 2, rehashed: 0, damaged: 0, forgotten: 4 });
  },
);
