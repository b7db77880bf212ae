import { expect } from "bun:test";
import { join } from "node:path";
import { sql } from "kysely";
import { onEachDatabase, onSqlite, type TestPlace } from "../../../test/databases.ts";
import { failureOf } from "../../../test/failure-of.ts";
import { backupTo } from "../../operator/backup.ts";
import { rotateDataKeys } from "../../operator/data-keys.ts";
import { rotateMasterKey } from "../../operator/keys.ts";
import { restoreFrom } from "../../operator/restore.ts";
import type { AuditTable } from "../../storage/tables/admin-tables.ts";
import type { Storage } from "../../storage/storage.ts";
import { createAudit, type AuditEntry } from "./audit.ts";
import { createAuditStore } from "./audit.store.ts";

const alice = Uint8Array.from({ length: 16 }, (_, index) => index);
const bob = alice.toReversed();
const marker = "MARKER-DETAIL-7e1f";
const entry: AuditEntry = { actor: alice, action: "account_disabled", subject: bob, details: { username: marker } };

const auditOf = ({ database, sealing, auditKeys, clock }: Storage) =>
  createAudit({ database, store: createAuditStore(database), sealing, keys: auditKeys, now: () => clock.now() });

const append = (storage: Storage, changes: Partial<AuditEntry> = {}): Promise<void> =>
  storage.database.transact((tx) => auditOf(storage).append(tx, { ...entry, ...changes }));

async function appendMany(storage: Storage, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await append(storage);
}

const seqsOf = async ({ database }: Storage): Promise<readonly number[]> =>
  (await database.read.selectFrom("audit").select("seq").orderBy("seq").execute()).map(({ seq }) => seq);

/** What somebody does who may write the database, and takes the triggers away first. */
async function tamper({ database }: Storage, statement: ReturnType<typeof sql>): Promise<void> {
  const triggers = ["audit_unchanged", "audit_kept", "audit_not_replaced", "audit_not_emptied"];
  await database.transact(async (tx) => {
    for (const trigger of triggers) {
      const on = database.kind === "postgres" ? sql` on audit` : sql``;
      await sql`drop trigger if exists ${sql.ref(trigger)}${on}`.execute(tx);
    }
    await statement.execute(tx);
  });
}

onEachDatabase("what was done is told newest first, page by page, and rests sealed", async (open) => {
  const storage = await open();
  const audit = auditOf(storage);
  expect([await audit.verify(), await audit.page(undefined, 10)]).toEqual([{ kind: "whole", entries: 0 }, []]);
  await append(storage);
  await append(storage, {
    actor: "console",
    action: "registration_changed",
    subject: "server",
    details: { to: "off" },
  });
  await append(storage, { action: "role_changed" });
  const [newest, middle] = await audit.page(undefined, 2);
  expect(newest).toMatchObject({ seq: 3, action: "role_changed", actor: alice, subject: bob });
  expect(middle).toMatchObject({ seq: 2, actor: "console", subject: "server", details: { to: "off" } });
  expect(await audit.page(2, 10)).toMatchObject([{ seq: 1, details: { username: marker } }]);
  expect(await audit.pageAfter(1, 1)).toMatchObject([{ seq: 2 }]);
  expect(await audit.verify()).toEqual({ kind: "whole", entries: 3 });
  const rows = await storage.database.read.selectFrom("audit").select("details").execute();
  expect(rows.some(({ details }) => Buffer.from(details).includes(marker))).toBe(false);
});

onEachDatabase("what is undone with its transaction leaves no entry and no gap", async (open) => {
  const storage = await open();
  await append(storage);
  const failing = storage.database.transact(async (tx) => {
    await auditOf(storage).append(tx, entry);
    throw new Error("not after all");
  });
  expect(await failureOf(failing)).toContain("not after all");
  expect(await failureOf(append(storage, { details: { long: "x".repeat(5000) } }))).toContain("too long");
  await append(storage);
  expect(await seqsOf(storage)).toEqual([1, 2]);
  expect(await auditOf(storage).verify()).toEqual({ kind: "whole", entries: 2 });
});

onEachDatabase(
  "fifty who append at once, in five processes, make one log without gaps or forks",
  async (open, place) => {
    const storage = await open();
    const processes = Array.from({ length: 5 }, () => startAppending(place, 10));
    await Promise.all(Array.from({ length: 50 }, () => append(storage)));
    expect(await Promise.all(processes)).toEqual(Array.from({ length: 5 }, () => ({ code: 0, error: "" })));
    expect(await seqsOf(storage)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    expect(await auditOf(storage).verify()).toEqual({ kind: "whole", entries: 100 });
  },
);

async function startAppending({ options }: TestPlace, appends: number): Promise<{ code: number; error: string }> {
  const { url, dataFolder, masterKey } = options;
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "../../../test/append-audit.ts")], {
    env: { ...process.env, AUDIT: JSON.stringify({ url, dataFolder, masterKey, appends }) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const error = await new Response(child.stderr).text();
  return { code: await child.exited, error };
}

onEachDatabase("the database itself refuses to change, replace or remove an entry", async (open) => {
  const storage = await open();
  await appendMany(storage, 3);
  const { database } = storage;
  const copy = "seq, at, actor, action, subject, details, key_id, previous_mac, mac";
  const statements = [
    "update audit set action = 'account_enabled' where seq = 2",
    "update audit set seq = 9 where seq = 3",
    "update audit set at = at + 1, details = details where seq = 2",
    "update audit set actor = null",
    "update audit set mac = previous_mac where seq = 3",
    "delete from audit where seq = 3",
    "delete from audit",
    ...(database.kind === "postgres"
      ? [
          "truncate audit",
          `insert into audit select ${copy} from audit where seq = 2 on conflict (seq) do update set at = 0`,
        ]
      : [
          "update audit set rowid = 9 where seq = 3",
          `insert or replace into audit select ${copy.replace("at,", "at + 1,")} from audit where seq = 2`,
          `insert or replace into audit select ${copy.replace("seq", "9")} from audit where seq = 2`,
          `update or replace audit set seq = 1 where seq = 2`,
        ]),
  ];
  for (const statement of statements) {
    const running = database.transact((tx) => sql.raw(statement).execute(tx));
    expect([statement, await failureOf(running)]).toEqual([statement, expect.stringMatching(/only appended|23001/)]);
  }
  expect(await auditOf(storage).verify()).toEqual({ kind: "whole", entries: 3 });
});

const changes: Readonly<Record<keyof AuditTable, string>> = {
  seq: "seq = 7",
  at: "at = at + 1",
  actor: "actor = null",
  action: "action = 'account_enabled'",
  subject: "subject = actor",
  details: "details = (select details from audit where seq = 2)",
  key_id: "key_id = (select id from data_keys where purpose = 'lookup')",
  previous_mac: "previous_mac = key_id",
  mac: "mac = previous_mac",
};
for (const [column, change] of Object.entries(changes)) {
  onEachDatabase(`an entry whose ${column} was changed is found`, async (open) => {
    const storage = await open();
    await appendMany(storage, 4);
    await tamper(storage, sql`update audit set ${sql.raw(change)} where seq = 3`);
    const why = column === "seq" ? "removed" : "changed";
    expect(await auditOf(storage).verify()).toEqual({ kind: "broken", seq: 3, why });
  });
}

const removals = {
  "the first entry": ["delete from audit where seq = 1", 1],
  "one between": ["delete from audit where seq = 2", 2],
  "the newest": ["delete from audit where seq = 4", 4],
  all: ["delete from audit", 1],
} as const;
for (const [what, [removal, seq]] of Object.entries(removals)) {
  onEachDatabase(`that somebody removed ${what} is found`, async (open) => {
    const storage = await open();
    await appendMany(storage, 4);
    await tamper(storage, sql.raw(removal));
    expect(await auditOf(storage).verify()).toEqual({ kind: "broken", seq, why: "removed" });
  });
}

onEachDatabase(
  "who takes the newest entries away and moves the end is found, also after others appended",
  async (open) => {
    const storage = await open();
    await appendMany(storage, 4);
    await tamper(storage, sql`delete from audit where seq > 2`);
    const moved = sql`update audit_head set seq = 2, mac = (select mac from audit where seq = 2)`;
    await storage.database.transact((tx) => moved.execute(tx));
    expect(await auditOf(storage).verify()).toEqual({ kind: "broken", seq: 2, why: "end changed" });
    await append(storage);
    expect(await auditOf(storage).verify()).toEqual({ kind: "broken", seq: 3, why: "end changed" });
  },
);

onEachDatabase("details that somebody damaged do not hide the entry", async (open) => {
  const storage = await open();
  await appendMany(storage, 2);
  await tamper(storage, sql`update audit set details = (select details from audit where seq = 1) where seq = 2`);
  expect(await auditOf(storage).page(undefined, 1)).toMatchObject([{ seq: 2, actor: alice, details: "damaged" }]);
});

onEachDatabase("new keys seal the details anew, and the log stays whole and goes on", async (open) => {
  const storage = await open();
  await appendMany(storage, 60);
  const { database, keySource: source } = storage;
  const before = await database.read.selectFrom("audit").selectAll().orderBy("seq").execute();
  await rotateMasterKey({ database, source });
  const wait = () => storage.beat();
  expect(await rotateDataKeys({ database, source, wait })).toMatchObject({ resealed: 60, damaged: 0 });
  await storage.beat();
  await append(storage);
  const after = await database.read.selectFrom("audit").selectAll().orderBy("seq").execute();
  const macs = (rows: typeof before) => rows.map(({ mac }) => Buffer.from(mac).toString("hex"));
  expect(macs(after).slice(0, 60)).toEqual(macs(before));
  expect(after[0]?.details).not.toEqual(before[0]?.details);
  expect(after[60]?.key_id).not.toEqual(before[59]?.key_id);
  expect(await auditOf(storage).verify()).toEqual({ kind: "whole", entries: 61 });
  expect(await auditOf(storage).page(2, 1)).toMatchObject([{ details: { username: marker } }]);
  await database.transact((tx) =>
    tx.updateTable("data_keys").set({ retired_at: 1 }).where("retired_at", "is not", null).execute(),
  );
  // Of the keys from before, those that sealed and looked up go; what signed stays.
  expect(await rotateDataKeys({ database, source, wait })).toMatchObject({ resealed: 61, forgotten: 2 });
  await storage.beat();
  expect(await auditOf(storage).verify()).toEqual({ kind: "whole", entries: 61 });
});

onEachDatabase("a key that was stolen before a rotation signs nothing afterwards", async (open) => {
  const [storage, stale] = [await open(), await open()];
  await appendMany(storage, 2);
  const stolen = storage.auditKeys.all();
  const { database, keySource: source, sealing, clock } = storage;
  await rotateDataKeys({ database, source, wait: async () => {} });
  expect(await failureOf(append(stale))).toContain("unavailable");
  await storage.beat();
  await append(storage);
  const [old] = stolen;
  if (!old) throw new Error("there was a key");
  const keys = { hold: async () => old, all: () => stolen };
  const thief = createAudit({ database, store: createAuditStore(database), sealing, keys, now: () => clock.now() });
  await database.transact((tx) => thief.append(tx, entry));
  expect(await auditOf(storage).verify()).toEqual({ kind: "broken", seq: 4, why: "changed" });
});

onSqlite("a backup keeps the log, and after a restore it is whole and goes on", async (open, { folder, url }) => {
  const before = await open();
  await appendMany(before, 3);
  const file = join(folder, "backup.db");
  await backupTo({ url, target: file });
  await append(before);
  await before[Symbol.asyncDispose]();
  await restoreFrom({ file, url, dataFolder: folder, existing: "replace" });
  const after = await open();
  expect(await auditOf(after).verify()).toEqual({ kind: "whole", entries: 3 });
  await append(after);
  expect(await auditOf(after).verify()).toEqual({ kind: "whole", entries: 4 });
  const removing = after.database.transact((tx) => tx.deleteFrom("audit").execute());
  expect(await failureOf(removing)).toContain("only appended");
});
