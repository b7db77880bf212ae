import { expect } from "bun:test";
import { randomBytes } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSteeredTime, onEachNewDatabase, onNewPostgres, onSqlite } from "../../test/databases.ts";
import { failureOf } from "../../test/failure-of.ts";
import { claimRow, noteRow } from "../../test/note-rows.ts";
import { MAX_SEALS } from "./data-keys.ts";
import { readHeartbeat } from "./server-facts.ts";
import type { Storage } from "./storage.ts";

const place = { table: "notes", column: "body", key: Uint8Array.of(1) };
const plain = Uint8Array.of(1, 2, 3);
const HOUR = 3600 * 1000;
const close = async (storage: Storage): Promise<void> => storage[Symbol.asyncDispose]();
const keyOf = (sealed: Uint8Array): string => Buffer.from(sealed.subarray(1, 9)).toString("hex");
const newKey = (): string => randomBytes(32).toString("base64");

onEachNewDatabase("what was sealed before a restart opens after it, with the same instance and epoch", async (open) => {
  const before = await open();
  const sealed = before.sealing.seal(place, plain);
  const [challenge] = before.sealing.derive("challenge");
  await close(before);
  const after = await open();
  expect(after.sealing.open(place, sealed)).toEqual(plain);
  expect(after.sealing.derive("challenge")).toEqual([challenge ?? plain]);
  expect(after.epoch).toBe(before.epoch);
});

onSqlite(
  "at the first start a key is made that its owner alone can read, and the storage says where it is",
  async (open, { folder }) => {
    const { keySource } = await open();
    const path = join(folder, "master.key");
    expect(keySource).toEqual({ kind: "generated", path });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, "utf8")).toMatch(/^k[0-9a-f]{12}:[A-Za-z0-9+/]{43}=$/);
  },
);

onSqlite("a lost key stops the start and is never replaced", async (open, { folder }) => {
  await close(await open());
  const path = join(folder, "master.key");
  rmSync(path);
  expect(await failureOf(open())).toContain("master.key is missing");
  expect(existsSync(path)).toBe(false);
});

onEachNewDatabase(
  "a wrong key stops the start, under its old name and under a new one",
  async (open, { kind, folder }) => {
    const first = await open();
    await close(first);
    const kid = kind === "postgres" ? "test" : readFileSync(join(folder, "master.key"), "utf8").split(":")[0];
    expect(await failureOf(open({ masterKey: `${kid}:${newKey()}` }))).toContain(
      "not the one this database was made with",
    );
    expect(await failureOf(open({ masterKey: `other:${newKey()}` }))).toContain("is not among those given");
    await close(await open());
  },
);

onSqlite("a key file that others can read is refused", async (open, { folder }) => {
  const path = join(folder, "elsewhere.key");
  writeFileSync(path, `main:${newKey()}`, { mode: 0o600 });
  for (const mode of [0o644, 0o640, 0o604]) {
    chmodSync(path, mode);
    expect(await failureOf(open({ masterKeyFile: path }))).toContain(`chmod 600 ${path}`);
  }
  chmodSync(path, 0o400);
  const storage = await open({ masterKeyFile: path });
  expect(storage.keySource).toEqual({ kind: "file", path });
  expect(existsSync(join(folder, "master.key"))).toBe(false);
});

onSqlite("a key from the environment is used, and none is left in the data folder", async (open, { folder }) => {
  const storage = await open({ masterKey: `main:${newKey()}` });
  expect(storage.keySource.kind).toBe("variable");
  expect(existsSync(join(folder, "master.key"))).toBe(false);
});

onSqlite("two sources of keys are refused", async (open) => {
  expect(await failureOf(open({ masterKey: `main:${newKey()}`, masterKeyFile: "/nowhere" }))).toContain("both set");
});

onNewPostgres("without a master key PostgreSQL is not opened: each host would make its own", async (open) => {
  expect(await failureOf(open({ masterKey: undefined }))).toContain("With PostgreSQL a master key must be given");
});

onNewPostgres("a second host with another master key is refused", async (open) => {
  await open();
  expect(await failureOf(open({ masterKey: `test:${newKey()}` }))).toContain("not the one this database was made with");
});

onEachNewDatabase(
  "a beat records the time reached, and the next start goes on from there although the clock was moved back",
  async (open, { kind }) => {
    const time = createSteeredTime(Date.now() + 48 * HOUR);
    const first = await open({ clockSources: time.sources });
    time.advance(kind === "postgres" ? 50 * HOUR : HOUR);
    await first.beat();
    const reached = first.clock.now();
    expect(await readHeartbeat(first.database.read)).toBe(reached);
    await close(first);
    time.jump(-40 * HOUR);
    const second = await open({ clockSources: time.sources });
    expect(second.clock.now()).toBe(reached);
    time.advance(5);
    expect(second.clock.now()).toBe(reached + 5);
  },
);

onSqlite("a database that was copied back is refused", async (open, { folder }) => {
  const time = createSteeredTime();
  const database = join(folder, "tacet.db");
  await close(await open({ clockSources: time.sources }));
  copyFileSync(database, `${database}.old`);
  time.advance(HOUR);
  await close(await open({ clockSources: time.sources }));
  copyFileSync(`${database}.old`, database);
  expect(await failureOf(open({ clockSources: time.sources }))).toContain("run: tacet restored");
});

onSqlite("a damaged mark is not overlooked", async (open, { folder }) => {
  await close(await open());
  writeFileSync(join(folder, "mark"), "{");
  expect(await failureOf(open())).toContain("mark is damaged");
});

onSqlite(
  "leases that ended while no server was alive are given a minute, others are left as they are",
  async (open) => {
    const time = createSteeredTime();
    const first = await open({ clockSources: time.sources });
    const stopped = await readHeartbeat(first.database.read);
    const note = noteRow();
    const started = stopped + HOUR;
    const leases = { before: stopped - 1000, within: stopped + 1000, after: started + 30 * HOUR };
    await first.database.transact(async (tx) => {
      await tx.insertInto("notes").values(note).execute();
      const claims = Object.values(leases).map((lease_until) => claimRow(note.id, { lease_until }));
      await tx.insertInto("note_claims").values(claims).execute();
    });
    await close(first);
    time.advance(HOUR);
    const second = await open({ clockSources: time.sources });
    expect(await readLeases(second)).toEqual([leases.before, started + 60_000, leases.after]);
  },
);

onEachNewDatabase(
  "a lease that ended during a silence of the heartbeat is given a minute; during a short stop it is not",
  async (open, { folder }) => {
    const first = await open();
    const now = await first.database.readClock();
    const note = noteRow();
    await first.database.transact(async (tx) => {
      await tx.insertInto("notes").values(note).execute();
      await tx
        .insertInto("note_claims")
        .values(claimRow(note.id, { lease_until: now - 10_000 }))
        .execute();
    });
    const restartAfter = async (silence: number): Promise<number> => {
      await first.database.transact((tx) =>
        tx
          .updateTable("heartbeat")
          .set({ at: now - silence })
          .execute(),
      );
      rmSync(join(folder, "mark"), { force: true });
      const again = await open();
      const [lease = 0] = await readLeases(again);
      await close(again);
      return lease;
    };
    expect(await restartAfter(15_000)).toBe(now - 10_000);
    expect(await restartAfter(25_000)).toBeGreaterThanOrEqual(now + 60_000);
  },
);

async function readLeases({ database }: Storage): Promise<number[]> {
  const rows = await database.read.selectFrom("note_claims").select("lease_until").orderBy("taken_at").execute();
  return rows.map((row) => row.lease_until).toSorted((a, b) => a - b);
}

onEachNewDatabase(
  "a key that has sealed enough is replaced, once everybody has learned its successor",
  async (open, { kind }) => {
    const time = createSteeredTime();
    const storage = await open({ clockSources: time.sources });
    const other = await open({ clockSources: time.sources });
    const old = storage.sealing.seal(place, plain);
    await storage.database.transact((tx) => tx.updateTable("data_keys").set({ seals: MAX_SEALS }).execute());
    await storage.beat();
    await storage.beat();
    expect(keyOf(storage.sealing.seal(place, plain))).toBe(keyOf(old));
    time.advance(kind === "postgres" ? HOUR : 31_000);
    await storage.beat();
    const young = storage.sealing.seal(place, plain);
    expect(keyOf(young)).not.toBe(keyOf(old));
    expect(storage.sealing.open(place, old)).toEqual(plain);
    await other.beat();
    expect(other.sealing.open(place, young)).toEqual(plain);
    const rows = await storage.database.read
      .selectFrom("data_keys")
      .select("retired_at")
      .where("purpose", "=", "rows")
      .orderBy("created_at")
      .execute();
    expect(rows.map((row) => row.retired_at !== null)).toEqual([true, false]);
  },
);

onEachNewDatabase("seals are counted in the database with the beats", async (open) => {
  const storage = await open();
  for (let count = 0; count < 5; count += 1) storage.sealing.seal(place, plain);
  await storage.beat();
  const rows = storage.database.read.selectFrom("data_keys").select("seals").where("purpose", "=", "rows");
  expect(await rows.execute()).toEqual([{ seals: 5 }]);
});

onEachNewDatabase("no stored byte is a key", async (open, { kind, folder, options }) => {
  const { database } = await open();
  const text = kind === "postgres" ? (options.masterKey ?? "") : readFileSync(join(folder, "master.key"), "utf8");
  const key = Buffer.from(text.split(":")[1] ?? "", "base64").toString("hex");
  const rows = [
    await database.read.selectFrom("master_key_checks").selectAll().execute(),
    await database.read.selectFrom("data_keys").selectAll().execute(),
  ].flat();
  const stored = rows
    .flatMap((row) => Object.values(row))
    .map((value) => (value instanceof Uint8Array ? Buffer.from(value).toString("hex") : String(value)));
  expect(stored.some((value) => value.includes(key))).toBe(false);
});
