import { Database as Sqlite } from "bun:sqlite";
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "../../test/http-socket.ts";
import { failureOf } from "../../test/failure-of.ts";
import { openSqliteWriter } from "./sqlite-file.ts";
import { createTraceEraser } from "./sqlite-traces.ts";

const times = { delayMs: 60_000, destroyedDelayMs: 60_000, retryMs: 1, deadlineMs: 30_000, closingMs: 20 };

/** A database with something in its log, and a backup that has begun to read it. */
function setUp() {
  const folder = mkdtempSync(join(tmpdir(), "tacet-test-"));
  const path = join(folder, "tacet.db");
  const sqlite = openSqliteWriter(path);
  sqlite.run("PRAGMA journal_mode = WAL");
  sqlite.run("CREATE TABLE t (a)");
  const backup = new Sqlite(path, { readonly: true });
  backup.run("BEGIN");
  backup.query("SELECT count(*) FROM t").get();
  const write = (): void => void sqlite.run("INSERT INTO t VALUES (1)");
  write();
  return {
    sqlite,
    write,
    logBytes: () => statSync(`${path}-wal`).size,
    endBackup: () => backup.run("COMMIT"),
    [Symbol.dispose]: () => {
      backup.close();
      sqlite.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** How often the log was tried to be emptied. */
function countTries(sqlite: Sqlite): () => number {
  let tries = 0;
  const prepare = sqlite.prepare.bind(sqlite);
  sqlite.prepare = (...given: Parameters<typeof prepare>) => {
    if (given[0].includes("wal_checkpoint")) tries += 1;
    return prepare(...given);
  };
  return () => tries;
}

const trouble = (error: unknown): void => {
  throw error;
};

test("a hundred who want traces erased while a backup reads share the tries, and all are told when it is done", async () => {
  using database = setUp();
  const tries = countTries(database.sqlite);
  const eraser = createTraceEraser(database.sqlite, times, trouble);
  const erased = Promise.all(Array.from({ length: 100 }, () => eraser.erase()));
  expect(tries()).toBe(1);
  database.endBackup();
  await erased;
  // Two that found nobody reading: the round that ran, and the one for those who came while it did.
  expect(tries()).toBe(3);
  expect(database.logBytes()).toBe(0);
});

test("what is destroyed leaves the log sooner than other writes, and all that is destroyed meanwhile with it", async () => {
  using database = setUp();
  database.endBackup();
  const tries = countTries(database.sqlite);
  const eraser = createTraceEraser(database.sqlite, { ...times, destroyedDelayMs: 20 }, trouble);
  for (let round = 0; round < 100; round++) {
    eraser.noteWrite();
    eraser.noteDestruction();
  }
  expect(tries()).toBe(0);
  await until(() => database.logBytes() === 0);
  expect(tries()).toBe(1);
  database.write();
  eraser.noteDestruction();
  await until(() => database.logBytes() === 0);
  await eraser.stop();
});

test("a try does not hold up the process, however long statements wait for others", async () => {
  using database = setUp();
  database.sqlite.run("PRAGMA busy_timeout = 20000");
  const eraser = createTraceEraser(database.sqlite, times, trouble);
  const started = performance.now();
  const erased = eraser.erase();
  expect(performance.now() - started).toBeLessThan(10_000);
  database.endBackup();
  await erased;
});

test("after a try, statements wait for other processes as before", async () => {
  using database = setUp();
  database.endBackup();
  const before = database.sqlite.query("PRAGMA busy_timeout").get();
  await createTraceEraser(database.sqlite, times, trouble).erase();
  expect(database.sqlite.query("PRAGMA busy_timeout").get()).toEqual(before);
});

test("what is written while traces are erased is erased too, before its writer is told", async () => {
  using database = setUp();
  const eraser = createTraceEraser(database.sqlite, times, trouble);
  const first = eraser.erase();
  database.endBackup();
  await first;
  database.write();
  const [second] = [eraser.erase(), eraser.erase()];
  database.write();
  await Promise.all([second, eraser.erase()]);
  expect(database.logBytes()).toBe(0);
});

test("a stop ends the tries that run, tells those who wait, and is not held up by a backup", async () => {
  using database = setUp();
  const eraser = createTraceEraser(database.sqlite, times, trouble);
  const waiting = [failureOf(eraser.erase()), failureOf(eraser.erase())];
  expect(await failureOf(eraser.stop())).toContain("unavailable");
  for (const failure of await Promise.all(waiting)) expect(failure).toContain("unavailable");
});

test("a stop tries again until a backup that ends in time has ended", async () => {
  using database = setUp();
  const eraser = createTraceEraser(database.sqlite, { ...times, closingMs: 30_000 }, trouble);
  const stopped = eraser.stop();
  database.endBackup();
  await stopped;
  expect(database.logBytes()).toBe(0);
});
