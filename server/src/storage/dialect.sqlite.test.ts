import { Database as Sqlite } from "bun:sqlite";
import { expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { onSqlite } from "../../test/databases.ts";
import { failureOf } from "../../test/failure-of.ts";
import { noteRow } from "../../test/note-rows.ts";
import { createClock, systemClockSources } from "./clock.ts";
import { openSqlite } from "./dialect.sqlite.ts";
import { sqlitePath } from "./open-database.ts";

const marker = new TextEncoder().encode("MARKER-OF-A-DESTROYED-NOTE-7f3a");

/** The database, its log and its index: everything a thief of the disk would find. */
const filesWithMarker = (folder: string): string[] =>
  readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes(marker));

onSqlite("of a destroyed note nothing is left in any file once traces are erased", async (open, { folder }) => {
  const { database } = await open();
  const body = new Uint8Array(20_000);
  for (let offset = 0; offset + marker.length < body.length; offset += 500) body.set(marker, offset);
  const note = noteRow({ body });
  await database.transact((tx) => tx.insertInto("notes").values(note).execute());
  await database.eraseTraces();
  expect(filesWithMarker(folder)).toEqual(["tacet.db"]);
  const gone = { claim_key: null, header: null, header_signature: null, body: null };
  await database.transact((tx) =>
    tx
      .updateTable("notes")
      .set({ state: "ended", end_reason: "read", ended_at: 1, forget_at: 2, ...gone })
      .where("id", "=", note.id)
      .execute(),
  );
  await database.eraseTraces();
  expect(filesWithMarker(folder)).toEqual([]);
});

test("traces are erased without being asked, as soon as nobody reads the old pages any more", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tacet-test-"));
  await using closing = new AsyncDisposableStack();
  closing.defer(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "tacet.db");
  const traces = { delayMs: 1, destroyedDelayMs: 1, retryMs: 1, deadlineMs: 30_000, closingMs: 5_000 };
  const options = { path, traces, clock: createClock(systemClockSources), onTrouble: () => {} };
  const database = closing.use(await openSqlite(options));
  await database.transact((tx) => tx.schema.createTable("t").addColumn("a", "blob").execute());
  const reader = new Sqlite(path, { readonly: true });
  reader.run("BEGIN");
  reader.query("SELECT count(*) FROM t").get();
  await database.transact((tx) => tx.schema.createTable("u").addColumn("a", "blob").execute());
  const logBytes = (): number => statSync(`${path}-wal`).size;
  await new Promise((resolve) => void setImmediate(resolve));
  expect(logBytes()).toBeGreaterThan(0);
  reader.run("COMMIT");
  await until(() => logBytes() === 0);
  reader.close();
});

async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error("it did not come about in 20 s");
    await new Promise((resolve) => void setTimeout(resolve, 5));
  }
}

onSqlite("after a stop there is one file, whole by itself", async (open, { folder }) => {
  const storage = await open();
  await storage.database.transact((tx) => tx.insertInto("notes").values(noteRow()).execute());
  await storage[Symbol.asyncDispose]();
  expect(readdirSync(folder).toSorted()).toEqual(["mark", "master.key", "server.lock", "tacet.db"]);
});

onSqlite("nobody else on the machine can read the data folder's files", async (open, { folder }) => {
  await open();
  const modes = readdirSync(folder).map((name) => (statSync(join(folder, name)).mode & 0o777).toString(8));
  expect(new Set(modes)).toEqual(new Set(["600"]));
});

onSqlite(
  "while another process holds the write lock too long, a request is told to come back",
  async (open, { url }) => {
    await open();
    const clock = createClock(systemClockSources);
    const options = { path: sqlitePath(url), clock, busyWaitMs: 50, onTrouble: () => {} };
    await using database = await openSqlite(options);
    const other = new Sqlite(options.path);
    other.run("BEGIN IMMEDIATE");
    const insert = (): Promise<unknown> =>
      database.transact((tx) => tx.insertInto("notes").values(noteRow()).execute());
    expect(await failureOf(insert())).toContain("unavailable");
    other.run("COMMIT");
    other.close();
    await insert();
  },
);

onSqlite("a commit is flushed to disk, deleted bytes are overwritten, and references are kept", async (open) => {
  const { database } = await open();
  const pragmas = await database.transact(async (tx) => {
    const read = async (name: string): Promise<unknown> =>
      Object.values((await sql<Record<string, unknown>>`${sql.raw(`pragma ${name}`)}`.execute(tx)).rows[0] ?? {})[0];
    return [
      await read("journal_mode"),
      await read("synchronous"),
      await read("secure_delete"),
      await read("foreign_keys"),
    ];
  });
  expect(pragmas).toEqual(["wal", 2, 1, 1]);
});
