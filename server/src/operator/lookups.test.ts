import { expect } from "bun:test";
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { onEachDatabase, onPostgres } from "../../test/databases.ts";
import { failureOf } from "../../test/failure-of.ts";
import { createLookupColumn, type LookupColumn } from "../storage/lookup-columns.ts";
import type { SealedColumn, SealedRow } from "../storage/sealed-columns.ts";
import type { SealedPlace } from "../storage/sealing.ts";
import type { Storage } from "../storage/storage.ts";
import { rotateDataKeys, type DataRotateOptions } from "./data-keys.ts";
import { rotateMasterKey } from "./keys.ts";

const byPhone = createLookupColumn({ kind: "phone", table: "people", sealed: "phone", hash: "phone_hash" });
const place = (key: Uint8Array): SealedPlace => ({ table: "people", column: "phone", key });

const sealedPhones: SealedColumn = {
  place,
  page: async (db, after, limit) => {
    const page = sql<SealedRow>`select id as key, phone as sealed from people where id > ${after} order by id limit ${limit}`;
    return (await page.execute(db)).rows;
  },
  replace: async (tx, { key, sealed: before }, sealed) => {
    await sql`update people set phone = ${sealed} where id = ${key} and phone = ${before}`.execute(tx);
  },
};

const phoneOf = (index: number): string => `+4917012${String(index).padStart(5, "0")}`;

async function createPeople({ database }: Storage): Promise<void> {
  const bytes = sql.raw(database.kind === "postgres" ? "bytea" : "blob");
  await database.transact((tx) =>
    sql`create table people (id ${bytes} primary key, phone ${bytes}, phone_hash ${bytes} unique)`.execute(tx),
  );
}

/** As accounts do it: search for all hashes, then write the first. */
const register = ({ database, sealing, lookupForWriting }: Storage, phone: string): Promise<"made" | "taken"> =>
  database.transact(async (tx) => {
    const hashes = await lookupForWriting(tx, "phone", phone);
    const taken = await sql`select id from people where phone_hash in (${sql.join(hashes)})`.execute(tx);
    if (taken.rows.length > 0) return "taken";
    const id = Uint8Array.from(randomBytes(16));
    const sealed = sealing.seal(place(id), new TextEncoder().encode(phone));
    await sql`insert into people (id, phone, phone_hash) values (${id}, ${sealed}, ${hashes[0]})`.execute(tx);
    return "made";
  });

async function finds({ database, sealing }: Storage, phone: string): Promise<boolean> {
  const hashes = sealing.lookup("phone", phone);
  const { rows } = await sql`select id from people where phone_hash in (${sql.join(hashes)})`.execute(database.read);
  return rows.length === 1;
}

async function findsAll(storage: Storage, count: number): Promise<boolean> {
  for (let index = 0; index < count; index += 1) if (!(await finds(storage, phoneOf(index)))) return false;
  return true;
}

const hashesOf = async ({ database }: Storage): Promise<readonly string[]> => {
  const { rows } = await sql<{ hash: Uint8Array }>`select phone_hash as hash from people order by id`.execute(
    database.read,
  );
  return rows.map(({ hash }) => Buffer.from(hash).toString("hex"));
};

const lookupKeysOf = ({ database }: Storage) =>
  database.read.selectFrom("data_keys").select("id").where("purpose", "=", "lookup").execute();

async function fill(storage: Storage, count: number): Promise<void> {
  await createPeople(storage);
  for (let index = 0; index < count; index += 1) await register(storage, phoneOf(index));
}

const rotate = (
  { database, keySource: source }: Storage,
  { wait = async () => {}, lookup = byPhone }: { wait?: DataRotateOptions["wait"]; lookup?: LookupColumn } = {},
) => rotateDataKeys({ database, source, wait, columns: { sealed: [sealedPhones], lookups: [lookup] } });

onEachDatabase("wrapping the keys anew changes no hash", async (open) => {
  const storage = await open();
  await fill(storage, 3);
  const before = await hashesOf(storage);
  await rotateMasterKey({ database: storage.database, source: storage.keySource });
  await storage.beat();
  expect(await hashesOf(storage)).toEqual(before);
  expect(await findsAll(storage, 3)).toBe(true);
  expect(await register(storage, phoneOf(0))).toBe("taken");
});

onEachDatabase(
  "two running servers find everybody before, while and after all look-ups are hashed anew",
  async (open) => {
    const servers = [await open(), await open()] as const;
    const [first, second] = servers;
    await fill(first, 60);
    await second.beat();
    const before = await hashesOf(first);
    const seen: boolean[] = [];
    const look = async (count: number): Promise<void> => {
      for (const server of servers) seen.push(await findsAll(server, count));
    };
    const wait = async (): Promise<void> => {
      for (const server of servers) await server.beat();
      expect(await register(second, phoneOf(60))).toBe("made");
      await look(61);
    };
    let pages = 0;
    const lookup: LookupColumn = {
      ...byPhone,
      page: async (...asked) => {
        pages += 1;
        if (pages === 2) await look(61);
        return byPhone.page(...asked);
      },
    };
    expect(await rotate(first, { wait, lookup })).toEqual({ resealed: 61, rehashed: 61, damaged: 0, forgotten: 0 });
    await look(61);
    for (const server of servers) await server.beat();
    await look(61);
    expect(seen).toEqual(Array.from({ length: 8 }, () => true));
    expect((await hashesOf(first)).filter((hash) => before.includes(hash))).toEqual([]);
  },
);

onEachDatabase("hashing that was interrupted is finished by the next rotation, and nobody is lost", async (open) => {
  const storage = await open();
  await fill(storage, 120);
  let replaced = 0;
  const lookup: LookupColumn = {
    ...byPhone,
    replace: async (...asked) => {
      replaced += 1;
      if (replaced > 70) throw new Error("killed");
      await byPhone.replace(...asked);
    },
  };
  const wait = () => storage.beat();
  const before = await hashesOf(storage);
  expect(await failureOf(rotate(storage, { wait, lookup }))).toContain("killed");
  expect((await hashesOf(storage)).filter((hash) => before.includes(hash))).toHaveLength(70);
  expect(await findsAll(storage, 120)).toBe(true);
  expect(await rotate(storage, { wait })).toMatchObject({ rehashed: 120, damaged: 0 });
  await storage.beat();
  await storage.database.transact((tx) =>
    tx.updateTable("data_keys").set({ retired_at: 1 }).where("retired_at", "is not", null).execute(),
  );
  expect(await rotate(storage, { wait })).toMatchObject({ rehashed: 120, forgotten: 4 });
  await storage.beat();
  expect(await lookupKeysOf(storage)).toHaveLength(2);
  expect(await findsAll(storage, 120)).toBe(true);
});

onEachDatabase("a server that has yet to learn of another key writes nothing under the old one", async (open) => {
  const [storage, stale] = [await open(), await open()];
  await fill(storage, 1);
  await rotate(storage);
  expect(await failureOf(register(stale, phoneOf(1)))).toContain("unavailable");
  await stale.beat();
  expect(await register(stale, phoneOf(0))).toBe("taken");
  expect(await register(stale, phoneOf(1))).toBe("made");
  await storage.beat();
  expect(await findsAll(storage, 2)).toBe(true);
});

onPostgres("a rotation waits for who is writing under the old key, and then hashes that row too", async (open) => {
  const [storage, writing] = [await open(), await open()];
  await fill(storage, 1);
  const { promise: gate, resolve: release } = Promise.withResolvers<void>();
  const { promise: held, resolve: holds } = Promise.withResolvers<void>();
  const slow: Storage = {
    ...writing,
    lookupForWriting: async (...asked) => {
      const hashes = await writing.lookupForWriting(...asked);
      holds();
      await gate;
      return hashes;
    },
  };
  const registering = register(slow, phoneOf(1));
  await held;
  const rotating = rotate(storage);
  await waitingForLock(storage);
  release();
  expect(await registering).toBe("made");
  expect(await rotating).toMatchObject({ rehashed: 2 });
  await storage.beat();
  expect(await register(storage, phoneOf(1))).toBe("taken");
});

/** Until a session of this test's waits for a row. */
async function waitingForLock({ database }: Storage): Promise<void> {
  const deadline = Date.now() + 10_000;
  const waiting = sql`select 1 from pg_locks l join pg_stat_activity a using (pid)
    where not l.granted and a.query like 'update "data_keys"%'`;
  while ((await waiting.execute(database.read)).rows.length === 0) {
    if (Date.now() > deadline) throw new Error("nobody waits for a lock");
  }
}

onEachDatabase("who cannot be hashed anew is still found, and the old keys stay", async (open) => {
  const storage = await open();
  await fill(storage, 2);
  await storage.database.transact(async (tx) => {
    const { rows } = await sql<SealedRow>`select id as key, phone as sealed from people order by id limit 1`.execute(
      tx,
    );
    const broken = Uint8Array.from(rows[0]?.sealed ?? []);
    broken[25] = (broken[25] ?? 0) ^ 1;
    await sql`update people set phone = ${broken} where id = ${rows[0]?.key}`.execute(tx);
  });
  const wait = () => storage.beat();
  expect(await rotate(storage, { wait })).toEqual({ resealed: 1, rehashed: 1, damaged: 1, forgotten: 0 });
  await storage.beat();
  expect(await findsAll(storage, 2)).toBe(true);
});
