import { test } from "bun:test";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { createClock, systemClockSources } from "../src/storage/clock.ts";
import { openPostgres } from "../src/storage/dialect.postgres.ts";
import { migrate } from "../src/storage/migrate.ts";
import { openStorage, type Storage, type StorageOptions } from "../src/storage/storage.ts";
import { emptySchema, noteMigrated } from "./empty-schema.ts";

/** Where a test's database is: for a second process, a second opening, or a look at the files. */
export interface TestPlace {
  readonly kind: "sqlite" | "postgres";
  readonly url: string;
  /** The data folder. */
  readonly folder: string;
  /** What the storage needs to open here; PostgreSQL has a master key of the test's. */
  readonly options: StorageOptions;
  /** Its tables were there before the test. */
  readonly isReady?: true;
}

/** Opens the test's database, as often as the test likes: each opening is a process of its own as far as the database can tell. */
export type OpenStorage = (changes?: Partial<StorageOptions>) => Promise<Storage>;

type DatabaseTest = (open: OpenStorage, place: TestPlace) => Promise<void>;

/** Registers a test once for each database, each time on an empty, real one; what it opened is closed after it. */
export function onEachDatabase(name: string, body: DatabaseTest): void {
  onSqlite(`${name} [sqlite]`, body);
  onPostgres(`${name} [postgres]`, body);
}

/** The same where it matters that nobody has ever opened the database before: what happens at a first start. */
export function onEachNewDatabase(name: string, body: DatabaseTest): void {
  onSqlite(`${name} [sqlite]`, body);
  onNewPostgres(`${name} [postgres]`, body);
}

export const onSqlite = (name: string, body: DatabaseTest): void => test(name, () => runOn(createSqlitePlace, body));

export const onPostgres = (name: string, body: DatabaseTest): void =>
  test(name, () => runOn(createEmptyPostgresPlace, body));

export const onNewPostgres = (name: string, body: DatabaseTest): void =>
  test(name, () => runOn(createPostgresPlace, body));

async function runOn(createPlace: () => Promise<TestPlace & AsyncDisposable>, body: DatabaseTest): Promise<void> {
  await using place = await createPlace();
  await using opened = new AsyncDisposableStack();
  await body(async (changes) => opened.use(await openStorage({ ...place.options, ...changes })), place);
}

/** A fresh database for whoever is not inside `onEachDatabase`; it is removed when the storage is closed. */
export const openSqliteForTest: OpenStorage = (changes) => openAlone(createSqlitePlace, changes);
export const openPostgresForTest: OpenStorage = (changes) => openAlone(createEmptyPostgresPlace, changes);

async function openAlone(
  createPlace: () => Promise<TestPlace & AsyncDisposable>,
  changes?: Partial<StorageOptions>,
): Promise<Storage> {
  await using opened = new AsyncDisposableStack();
  const place = opened.use(await createPlace());
  const storage = opened.use(await openStorage({ ...place.options, ...changes }));
  const closing = opened.move();
  return { ...storage, [Symbol.asyncDispose]: () => closing.disposeAsync() };
}

export async function createSqlitePlace(): Promise<TestPlace & AsyncDisposable> {
  const folder = await createFolder();
  const url = `sqlite:${join(folder, "tacet.db")}`;
  return {
    kind: "sqlite",
    url,
    folder,
    options: createOptions(url, folder),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** A schema of its own: made and dropped in a millisecond, where a database would take fifty. */
export async function createPostgresPlace(): Promise<TestPlace & AsyncDisposable> {
  const schema = await createSchema();
  return openPlace(schema, () => dropSchema(schema));
}

/**
 * The same for tests that do not care whether its tables were just made: to make them takes a hundred times as long as to empty them. A
 * schema that a test has changed is not used again.
 */
async function createEmptyPostgresPlace(): Promise<TestPlace & AsyncDisposable> {
  const schema = emptiedSchemas.pop() ?? (await createMigratedSchema());
  const place = await openPlace(schema, async () => {
    if (await emptySchema(clusterUrl(), schema)) emptiedSchemas.push(schema);
    else await dropSchema(schema);
  });
  return { ...place, isReady: true };
}

async function createMigratedSchema(): Promise<string> {
  const schema = await createSchema();
  const clock = createClock(systemClockSources);
  await using database = await openPostgres({ url: urlOf(schema), clock, onTrouble: failLoudly });
  await database.exclusively((tx) => migrate(tx, { kind: "postgres", appliedAt: clock.now() }));
  await noteMigrated(clusterUrl(), schema);
  return schema;
}

const emptiedSchemas: string[] = [];

function clusterUrl(): string {
  const cluster = process.env["TEST_POSTGRES_URL"];
  if (cluster) return cluster;
  throw new Error("There is no PostgreSQL to test on; run `npm test` or `npm test -- PATH`, not `bun test`.");
}

async function createSchema(): Promise<string> {
  const schema = `test_${randomBytes(8).toString("hex")}`;
  await administer(clusterUrl(), `create schema ${schema}`);
  return schema;
}

const dropSchema = (schema: string): Promise<void> => administer(clusterUrl(), `drop schema ${schema} cascade`);

/** With the catalogue named last, a test may put a function of PostgreSQL's out of its way. */
const urlOf = (schema: string): string => `${clusterUrl()}?search_path=${schema},pg_catalog`;

async function openPlace(schema: string, leave: () => Promise<void>): Promise<TestPlace & AsyncDisposable> {
  const folder = await createFolder();
  const url = urlOf(schema);
  return {
    kind: "postgres",
    url,
    folder,
    options: { ...createOptions(url, folder), masterKey: `test:${randomBytes(32).toString("base64")}` },
    [Symbol.asyncDispose]: async () => {
      await leave();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function administer(url: string, statement: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

const createFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "tacet-test-"));

function createOptions(url: string, dataFolder: string): StorageOptions {
  return { url, dataFolder, openPostgres, clockSources: systemClockSources, onTrouble: failLoudly };
}

/** A test that means to see trouble brings its own. */
function failLoudly(error: unknown): void {
  throw error;
}

/**
 * Time that stands still until a test moves it. PostgreSQL's own clock runs on all the same and wins while it is ahead: move this one
 * by an hour after opening, and it stays behind.
 */
export function createSteeredTime(start = Date.now()) {
  let passed = 0;
  let setBack = 0;
  return {
    sources: { wall: () => start + passed - setBack, monotonic: () => passed },
    /** Milliseconds that really pass. */
    advance: (ms: number): void => {
      passed += ms;
    },
    /** The wall clock alone jumps: forward, or backward when negative. */
    jump: (ms: number): void => {
      setBack -= ms;
    },
  };
}

/** The clock that leads in a test's database, the machine's for SQLite and the server's for PostgreSQL, to be set wrong. */
export interface WrongClock {
  /** For opening. */
  readonly changes: Partial<StorageOptions>;
  /** Forward, or back when negative; time goes on otherwise. */
  readonly jump: (ms: number) => Promise<void>;
}

/** Before the database is first opened. */
export async function createWrongClock({ kind, url, isReady }: TestPlace): Promise<WrongClock> {
  if (isReady) throw new Error("a wrong clock is built into the database: use onEachNewDatabase");
  if (kind === "sqlite") {
    const time = createSteeredTime();
    return { changes: { clockSources: time.sources }, jump: async (ms) => time.jump(ms) };
  }
  await administer(url, "create table clock_error as select interval '0' as error");
  await administer(
    url,
    `create function clock_timestamp() returns timestamptz volatile language sql
      as 'select pg_catalog.clock_timestamp() + error from clock_error'`,
  );
  const jump = (ms: number) => administer(url, `update clock_error set error = error + ${ms} * interval '1 ms'`);
  return { changes: {}, jump };
}
