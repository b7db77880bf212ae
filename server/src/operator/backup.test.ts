import { expect } from "bun:test";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Kysely } from "kysely";
import { accountRow } from "../../test/account-rows.ts";
import { createSteeredTime, onPostgres, onSqlite } from "../../test/databases.ts";
import { failureOf } from "../../test/failure-of.ts";
import { inviteRows } from "../../test/invite-rows.ts";
import { noteRow } from "../../test/note-rows.ts";
import { createClock, systemClockSources } from "../storage/clock.ts";
import { openPostgres } from "../storage/dialect.postgres.ts";
import { isPostgresUrl, openDatabase } from "../storage/open-database.ts";
import type { Schema } from "../storage/schema.ts";
import { readHeartbeat } from "../storage/server-facts.ts";
import type { Storage } from "../storage/storage.ts";
import { backupTo } from "./backup.ts";
import { markRestored, restoreFrom } from "./restore.ts";

const marker = new TextEncoder().encode("MARKER-CIPHERTEXT-OF-A-NOTE-51c2");
const place = (key: Uint8Array) => ({ table: "notes", column: "body", key });
const DAY = 24 * 3600 * 1000;
const close = async (storage: Storage): Promise<void> => storage[Symbol.asyncDispose]();

async function insertMarked({ database }: Storage): Promise<void> {
  const body = new Uint8Array(9000).fill(7);
  body.set(marker, 5000);
  await database.transact(async (tx) => {
    await tx.insertInto("notes").values(noteRow({ body })).execute();
    await tx.updateTable("note_usage").set({ bytes: 9000 }).where("shard", "=", 3).execute();
  });
}

const countNotes = async ({ database }: Storage): Promise<number> =>
  (await database.read.selectFrom("notes").select("id").execute()).length;

onSqlite(
  "a backup of a running server holds no note and no key, and only its owner can read it",
  async (open, { folder, url }) => {
    const storage = await open();
    await insertMarked(storage);
    const target = join(folder, "backup.db");
    const { bytes } = await backupTo({ url, target });
    expect(bytes).toBe(statSync(target).size);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    const content = readFileSync(target);
    expect(content.includes(marker)).toBe(false);
    const key = Buffer.from(readFileSync(join(folder, "master.key"), "utf8").split(":")[1] ?? "", "base64");
    expect(content.includes(key)).toBe(false);
    expect(readdirSync(folder).filter((name) => name.startsWith("backup"))).toEqual(["backup.db"]);
    expect(await countNotes(storage)).toBe(1);
  },
);

onSqlite("a backup holds no code that was sent to a phone", async (open, { folder, url }) => {
  const { database } = await open();
  const code = { id: marker, bound_to: marker, code_hash: marker, service: null, tries: 0, used_at: null };
  await database.transact(async (tx) => {
    await tx
      .insertInto("phone_codes")
      .values({ ...code, expires_at: 4_000_000_000_000 })
      .execute();
  });
  const target = join(folder, "backup.db");
  await backupTo({ url, target });
  expect(readFileSync(target).includes(marker)).toBe(false);
});

onSqlite("a server goes on writing while it is backed up", async (open, { folder, url }) => {
  const storage = await open();
  const child = Bun.spawn([process.execPath, `${import.meta.dir}/../../test/back-up.ts`], {
    env: { ...process.env, URL: url, TARGET: join(folder, "backup.db") },
    stdio: ["ignore", "inherit", "inherit"],
  });
  let written = 0;
  while (child.exitCode === null) {
    await insertMarked(storage);
    written += 1;
    await new Promise((resolve) => void setImmediate(resolve));
  }
  expect(child.exitCode).toBe(0);
  expect(await countNotes(storage)).toBe(written);
  expect(readFileSync(join(folder, "backup.db")).includes(marker)).toBe(false);
});

async function insertInvite({ database }: Storage): Promise<void> {
  const [row] = inviteRows(1, Date.now());
  if (!row) throw new Error("no invite");
  await database.transact(async (tx) => {
    await tx
      .insertInto("invites")
      .values({ ...row, token_hash: marker })
      .execute();
    await insertGroupInvite(tx);
  });
}

async function insertGroupInvite(tx: Kysely<Schema>): Promise<void> {
  const [maker, id] = [accountRow(), Uint8Array.from(randomBytes(16))];
  const group = { id, kind: "group", mode: "server", key: marker.subarray(0, 1), head: 0, head_hash: id } as const;
  const invite = { id, conversation_id: id, token_hash: marker, made_by: maker.id, made_at: 1, uses: 0 };
  await tx.insertInto("accounts").values(maker).execute();
  await tx
    .insertInto("conversations")
    .values({ ...group, changed_at: 1 })
    .execute();
  await tx
    .insertInto("group_invites")
    .values({ ...invite, expires_at: 4_000_000_000_000 })
    .execute();
}

const countInvites = async ({ database }: Storage): Promise<number> =>
  (await database.read.selectFrom("invites").select("id").execute()).length +
  (await database.read.selectFrom("group_invites").select("id").execute()).length;

onSqlite(
  "an invite to the server or a group does not come back with a backup, nor with a raw copy",
  async (open, { folder, url }) => {
    const before = await open();
    await insertInvite(before);
    const file = join(folder, "backup.db");
    await backupTo({ url, target: file });
    await close(before);
    expect(readFileSync(file).includes(marker)).toBe(false);
    await restoreFrom({ file, url, dataFolder: folder, existing: "replace" });
    const after = await open();
    expect(await countInvites(after)).toBe(0);
    await insertInvite(after);
    await close(after);
    await markRestored({ dataFolder: folder, open: () => openPlain(url) });
    expect(await countInvites(await open())).toBe(0);
  },
);

onSqlite("a backup never overwrites, and says what it could not find", async (open, { folder, url }) => {
  const target = join(folder, "kept.txt");
  expect(await failureOf(backupTo({ url, target }))).toContain("There is no database");
  await close(await open());
  writeFileSync(target, "precious");
  expect(await failureOf(backupTo({ url, target }))).toContain("exists already");
  expect(readFileSync(target, "utf8")).toBe("precious");
});

onPostgres("PostgreSQL is backed up and brought back with its own tools", async (_, { folder, url }) => {
  expect(await failureOf(backupTo({ url, target: join(folder, "b") }))).toContain("pg_dump");
  const restoring = restoreFrom({ file: join(folder, "b"), url, dataFolder: folder, existing: "refuse" });
  expect(await failureOf(restoring)).toContain("tacet restored");
});

onSqlite(
  "a backup cannot be served as it is, and notes destroyed since are dead after it is restored",
  async (open, { folder, url }) => {
    const before = await open();
    await insertMarked(before);
    const sealed = before.sealing.seal(place(Uint8Array.of(1)), marker);
    const file = join(folder, "backup.db");
    await backupTo({ url, target: file });
    await before.database.transact((tx) => tx.deleteFrom("notes").execute());
    await before.beat();
    const reached = before.clock.now();
    await close(before);

    expect(await failureOf(open({ url: `sqlite:${file}` }))).toContain("is a backup");
    const restore = { file, url, dataFolder: folder } as const;
    expect(await failureOf(restoreFrom({ ...restore, existing: "refuse" }))).toContain("There is a database");
    await restoreFrom({ ...restore, existing: "replace" });
    const after = await open();
    expect(await countNotes(after)).toBe(0);
    expect(after.epoch).not.toBe(before.epoch);
    expect(after.sealing.open(place(Uint8Array.of(1)), sealed)).toEqual(marker);
    expect(after.clock.now()).toBeGreaterThanOrEqual(reached);
    const { rows } = { rows: await after.database.read.selectFrom("note_usage").select("bytes").execute() };
    expect(rows.every(({ bytes }) => bytes === 0)).toBe(true);
  },
);

onSqlite(
  "a backup made while the clock was suspect is served by the clock of the machine it is restored on",
  async (open, { folder, url }) => {
    const past = createSteeredTime(Date.now() - 30 * DAY);
    const before = await open({ clockSources: past.sources });
    past.jump(3 * DAY);
    await before.beat();
    const file = join(folder, "backup.db");
    await backupTo({ url, target: file });
    await close(before);
    rmSync(join(folder, "mark"));
    await restoreFrom({ file, url, dataFolder: folder, existing: "replace" });
    expect((await open()).clock.isSuspect).toBe(false);
  },
);

onSqlite(
  "a raw copy that holds notes brings none of them back, in the table or between its pages",
  async (open, { folder, url }) => {
    const before = await open();
    await insertMarked(before);
    await close(before);
    const file = join(folder, "raw.db");
    copyFileSync(join(folder, "tacet.db"), file);
    expect(readFileSync(file).includes(marker)).toBe(true);
    await restoreFrom({ file, url, dataFolder: folder, existing: "replace" });
    expect(readFileSync(join(folder, "tacet.db")).includes(marker)).toBe(false);
    expect(await countNotes(await open())).toBe(0);
  },
);

onSqlite("nothing is restored under a running server", async (open, { folder, url }) => {
  const storage = await open();
  const file = join(folder, "backup.db");
  await backupTo({ url, target: file });
  const restore = { file, url, dataFolder: folder, existing: "replace" } as const;
  expect(await failureOf(restoreFrom(restore))).toContain("is in use by a server");
  await close(storage);
  await restoreFrom(restore);
});

onSqlite("what is not a backup is refused, and the database stays as it is", async (open, { folder, url }) => {
  const storage = await open();
  await insertMarked(storage);
  await close(storage);
  const file = join(folder, "file");
  const cut = readFileSync(join(folder, "tacet.db")).subarray(0, 9000);
  for (const content of ["", "not a database at all", cut]) {
    writeFileSync(file, content);
    const restoring = restoreFrom({ file, url, dataFolder: folder, existing: "replace" });
    expect(await failureOf(restoring)).toContain("not a whole backup");
  }
  expect(
    await failureOf(restoreFrom({ file: join(folder, "nowhere"), url, dataFolder: folder, existing: "replace" })),
  ).toContain("There is no file");
  expect(readdirSync(folder).filter((name) => name.includes(".tmp"))).toEqual([]);
  expect(await countNotes(await open())).toBe(1);
});

onSqlite("a restore into an empty folder asks for the old key", async (open, { folder, url }) => {
  await close(await open());
  const file = join(folder, "backup.db");
  await backupTo({ url, target: file });
  renameSync(join(folder, "tacet.db"), join(folder, "away.db"));
  renameSync(join(folder, "master.key"), join(folder, "away.key"));
  await restoreFrom({ file, url, dataFolder: folder, existing: "refuse" });
  expect(await failureOf(open())).toContain("master.key is missing");
  renameSync(join(folder, "away.key"), join(folder, "master.key"));
  chmodSync(join(folder, "master.key"), 0o600);
  await open();
});

onSqlite("after a raw copy was put in place by hand, `restored` makes it a new life", async (open, { folder, url }) => {
  const database = join(folder, "tacet.db");
  const first = await open();
  await insertMarked(first);
  await close(first);
  copyFileSync(database, `${database}.old`);
  const second = await open();
  await second.database.transact((tx) =>
    tx
      .updateTable("heartbeat")
      .set({ at: second.clock.now() + 1000 })
      .execute(),
  );
  await second.beat();
  await close(second);
  copyFileSync(`${database}.old`, database);
  expect(await failureOf(open())).toContain("tacet restored");
  await markRestored({ dataFolder: folder, open: () => openPlain(url) });
  const third = await open();
  expect(await countNotes(third)).toBe(0);
  expect(third.epoch).not.toBe(first.epoch);
  expect(readFileSync(database).includes(marker)).toBe(false);
});

onPostgres("`restored` waits until no server beats, then ends the old life", async (open, { folder, url }) => {
  const first = await open();
  await insertMarked(first);
  await close(first);
  const restoring = () => markRestored({ dataFolder: folder, open: () => openPlain(url) });
  expect(await failureOf(restoring())).toContain("stop all servers");
  await using database = await openPlain(url);
  const now = await database.readClock();
  await database.transact((tx) =>
    tx
      .updateTable("heartbeat")
      .set({ at: now - 21_000 })
      .execute(),
  );
  await restoring();
  expect(await readHeartbeat(database.read)).toBeGreaterThanOrEqual(now);
  expect(existsSync(join(folder, "mark"))).toBe(false);
  const second = await open();
  expect([await countNotes(second), second.epoch === first.epoch]).toEqual([0, false]);
});

const openPlain = (url: string) =>
  openDatabase({
    url,
    openPostgres,
    clock: createClock(isPostgresUrl(url) ? { monotonic: systemClockSources.monotonic } : systemClockSources),
    onTrouble: (error) => {
      throw error;
    },
  });
