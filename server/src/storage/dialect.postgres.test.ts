import { expect, test } from "bun:test";
import { connect, createServer, type Socket } from "node:net";
import { sql } from "kysely";
import { onNewPostgres } from "../../test/databases.ts";
import { failureOf } from "../../test/failure-of.ts";
import { noteRow } from "../../test/note-rows.ts";
import { createClock, systemClockSources } from "./clock.ts";
import type { Database } from "./database.ts";
import { openPostgres, type PostgresOptions } from "./dialect.postgres.ts";
import { fromDriver, PostgresFailure } from "./postgres-errors.ts";
import { createPool } from "./postgres-pool.ts";
import { refuseForgetfulServer } from "./postgres-settings.ts";

const openAt = (url: string, changes?: Pick<PostgresOptions, "poolSize" | "answerMs">): Promise<Database> =>
  openPostgres({
    url,
    ...changes,
    clock: createClock({ monotonic: systemClockSources.monotonic }),
    onTrouble: (error) => {
      throw error;
    },
  });

type Verdict = "pass" | "cut" | "reset" | "swallow" | "pass, then cut";

/** Passes bytes on to PostgreSQL; what `onRequest` says is done to the connection whose request it sees. */
async function startProxy(url: string, onRequest: (text: string) => Verdict) {
  const target = new URL(url);
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const end = (): void => [client, upstream].forEach((socket: Socket) => socket.destroy());
    let isLast = false;
    client.on("data", (chunk) => {
      const verdict = onRequest(chunk.toString("latin1"));
      if (verdict === "swallow") return;
      if (verdict === "reset") client.resetAndDestroy();
      if (verdict === "reset" || verdict === "cut") return end();
      isLast = verdict === "pass, then cut";
      upstream.write(chunk);
    });
    upstream.on("data", (chunk) => (isLast ? end() : client.write(chunk)));
    for (const socket of [client, upstream]) socket.on("error", end).on("close", end);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const proxied = new URL(url);
  proxied.port = String(typeof address === "object" ? address?.port : address);
  return { url: proxied.href, [Symbol.asyncDispose]: async () => void server.close() };
}

const reasonOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
/** Not the setting of a session that is named after it. */
const isCommit = (text: string): boolean => /[^_]commit\0/.test(text);
const isInsert = (text: string): boolean => text.includes("insert into");
const insertNote = (database: Database): Promise<unknown> =>
  database.transact((tx) => tx.insertInto("notes").values(noteRow()).execute());
const countNotes = async (database: Database): Promise<number> =>
  (await database.read.selectFrom("notes").select("id").execute()).length;

onNewPostgres(
  "when the connection is lost under COMMIT, the outcome is unknown, and the next request is served",
  async (open, { url }) => {
    const storage = await open();
    let isCutting = true;
    await using proxy = await startProxy(url, (text) => (isCutting && isCommit(text) ? "pass, then cut" : "pass"));
    await using database = await openAt(proxy.url);
    expect(await failureOf(insertNote(database))).toContain("outcome_unknown");
    isCutting = false;
    await insertNote(database);
    expect(await countNotes(storage.database)).toBe(2);
  },
);

onNewPostgres("connections lost under COMMIT go back to the pool, each time", async (open, { url }) => {
  const storage = await open();
  let isCutting = true;
  await using proxy = await startProxy(url, (text) => (isCutting && isCommit(text) ? "pass, then cut" : "pass"));
  await using database = await openAt(proxy.url, { poolSize: 1 });
  for (let cut = 0; cut < 4; cut += 1) expect(await failureOf(insertNote(database))).toContain("outcome_unknown");
  isCutting = false;
  await insertNote(database);
  expect(await countNotes(storage.database)).toBe(5);
});

onNewPostgres("when the connection is lost before COMMIT, nothing was done", async (open, { url }) => {
  const storage = await open();
  let isCutting = true;
  await using proxy = await startProxy(url, (text) => (isCutting && isInsert(text) ? "cut" : "pass"));
  await using database = await openAt(proxy.url);
  expect(await failureOf(insertNote(database))).toContain("unavailable");
  expect(await countNotes(storage.database)).toBe(0);
  isCutting = false;
  await insertNote(database);
  expect(await countNotes(storage.database)).toBe(1);
});

onNewPostgres("connections that are reset under a statement go back to the pool, each time", async (open, { url }) => {
  const storage = await open();
  let isResetting = false;
  await using proxy = await startProxy(url, () => {
    const verdict = isResetting ? "reset" : "pass";
    isResetting = false;
    return verdict;
  });
  await using database = await openAt(proxy.url, { poolSize: 1 });
  const insertTwice = () =>
    database.transact(async (tx) => {
      await tx.insertInto("notes").values(noteRow()).execute();
      // A statement that is prepared by now leaves the driver ready for the next: the ROLLBACK, asked for between error and close.
      isResetting = true;
      await tx.insertInto("notes").values(noteRow()).execute();
    });
  for (let reset = 0; reset < 4; reset += 1) expect(await failureOf(insertTwice())).toContain("unavailable");
  await insertNote(database);
  expect(await countNotes(storage.database)).toBe(1);
});

onNewPostgres(
  "a connection on which no answer comes is given up, and the next request is served",
  async (open, { url }) => {
    const storage = await open();
    let isSwallowed = isInsert;
    await using proxy = await startProxy(url, (text) => (isSwallowed(text) ? "swallow" : "pass"));
    await using database = await openAt(proxy.url, { poolSize: 1, answerMs: 1500 });
    expect(await failureOf(insertNote(database))).toContain("unavailable");
    isSwallowed = isCommit;
    expect(await failureOf(insertNote(database))).toContain("outcome_unknown");
    isSwallowed = () => false;
    await insertNote(database);
    expect(await countNotes(storage.database)).toBe(1);
  },
);

onNewPostgres("a server that hangs up on everybody makes a request unavailable at once", async (_open, { url }) => {
  await using proxy = await startProxy(url, () => "cut");
  expect(await failureOf(openAt(proxy.url))).toContain("unavailable");
});

onNewPostgres(
  "a transaction whose connection was lost between two statements does not go on outside itself",
  async (open) => {
    const { database } = await open();
    let attempts = 0;
    const half = database.transact(async (tx) => {
      attempts += 1;
      await tx.insertInto("notes").values(noteRow()).execute();
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(database.read);
      // Long enough for the pool to have the connection back for others.
      for (let round = 0; round < 20; round += 1) await countNotes(database);
      await tx.insertInto("notes").values(noteRow()).execute();
    });
    expect(await failureOf(half)).toContain("unavailable");
    expect(attempts).toBe(1);
    expect(await countNotes(database)).toBe(0);
  },
);

onNewPostgres("two transactions that lock each other out are both done in the end", async (open) => {
  const { database } = await open();
  const { promise: bothHoldOne, resolve } = Promise.withResolvers<void>();
  let holding = 0;
  const meet = (): Promise<void> => {
    holding += 1;
    if (holding >= 2) resolve();
    return bothHoldOne;
  };
  const add = (first: number, second: number): Promise<void> =>
    database.transact(async (tx) => {
      const increment = (shard: number) =>
        tx
          .updateTable("note_usage")
          .set((row) => ({ bytes: row("bytes", "+", 1) }))
          .where("shard", "=", shard)
          .execute();
      await increment(first);
      await meet();
      await increment(second);
    });
  await Promise.all([add(0, 1), add(1, 0)]);
  const rows = await database.read.selectFrom("note_usage").select("bytes").where("shard", "<", 2).execute();
  expect(rows).toEqual([{ bytes: 2 }, { bytes: 2 }]);
});

onNewPostgres("a fault says its code and never the values it was about", async (open) => {
  const { database } = await open();
  const note = noteRow({ receipt_hash: new TextEncoder().encode("MARKER") });
  const both = database.transact((tx) =>
    tx
      .insertInto("notes")
      .values([note, noteRow({ receipt_hash: note.receipt_hash })])
      .execute(),
  );
  const error = await reasonOf(both);
  expect(error).toBeInstanceOf(PostgresFailure);
  expect(Bun.inspect(error)).toContain("23505");
  expect(Bun.inspect(error)).not.toContain(Buffer.from("MARKER").toString("hex"));
});

onNewPostgres("a session gives up a statement that takes too long, and commits wait for the disk", async (open) => {
  const { database } = await open();
  const { rows } = await sql<Record<string, string>>`select current_setting('synchronous_commit') as commit,
    current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`.execute(database.read);
  expect(rows).toEqual([{ commit: "on", statement: "10s", lock: "5s" }]);
});

test("a server that may lose commits is refused", () => {
  const settings = { fsync: "on", full_page_writes: "on", synchronous_commit: "on" };
  expect(() => refuseForgetfulServer(settings)).not.toThrow();
  expect(() => refuseForgetfulServer({ ...settings, fsync: "off" })).toThrow("fsync");
  expect(() => refuseForgetfulServer({ ...settings, full_page_writes: "off" })).toThrow("fsync");
});

test("a server that does not answer makes a request unavailable, and the error names no password", async () => {
  const refused = openAt("postgres://tacet:MARKER@127.0.0.1:1/tacet");
  const error = await reasonOf(refused);
  expect(error).toMatchObject({ code: "unavailable" });
  expect(Bun.inspect(error)).not.toContain("MARKER");
});

test("what the driver throws is told apart: the server's errors, and a lost connection", () => {
  const fromServer = Object.assign(new Error("x"), { name: "PostgresError", code: "40001", routine: "CheckTarget" });
  expect(fromDriver(fromServer)).toMatchObject({ name: "PostgresFailure", code: "40001" });
  expect(fromDriver(Object.assign(new Error("x"), { code: "CONNECTION_CLOSED" }))).toMatchObject({
    name: "PostgresConnectionLost",
  });
  expect(fromDriver("x")).toMatchObject({ name: "PostgresConnectionLost" });
});

test("a pool lends no more than it has, in the order of asking, and does not keep anybody waiting for ever", async () => {
  let made = 0;
  const create = () => ({ name: (made += 1), isLost: () => false, end: async () => {} });
  const pool = createPool({ create, size: 1, waitMs: 20 });
  const client = await pool.acquire();
  const tired = await Promise.allSettled([pool.acquire(), pool.acquire()]);
  expect(tired.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  const third = pool.acquire();
  pool.release(client);
  expect(await third).toBe(client);
  expect(made).toBe(1);
});

test("a pool lends nothing that was lost: not what was free, and not what somebody waits for", async () => {
  const lost = new Set<number>();
  let made = 0;
  const create = () => {
    const name = (made += 1);
    return { name, isLost: () => lost.has(name), end: async () => {} };
  };
  const pool = createPool({ create, size: 1, waitMs: 1000 });
  pool.release(await pool.acquire());
  lost.add(1);
  const second = await pool.acquire();
  expect(second.name).toBe(2);
  const third = pool.acquire();
  lost.add(2);
  pool.release(second);
  expect((await third).name).toBe(3);
});
