import { dirname, join, resolve } from "node:path";
import type { Config, ConfigWithSources } from "../../config/config.ts";
import type { Database } from "../../storage/database.ts";
import { refuseOtherRing } from "../../storage/key-checks.ts";
import { createSmtpFor } from "../../mail/open-mail.ts";
import type { RedisAnswer } from "../../realtime/redis-answer.ts";
import { deriveKey } from "../../storage/key-ring.ts";
import { readKeyRing, type KeySource } from "../../storage/key-source.ts";
import { requireCurrentSchema } from "../../storage/migrate.ts";
import { isPostgresUrl, sqlitePath } from "../../storage/open-database.ts";
import { readHeartbeat, readMeta } from "../../storage/server-facts.ts";
import { keySourceOf } from "../settings.ts";
import { attempt, Failure } from "./attempt.ts";
import { checkBeat, checkClock } from "./clock-check.ts";
import { checkPostgres, checkSqlite } from "./database-check.ts";
import { checkPlace, isForeign } from "./disk-check.ts";
import { examinePublicUrl } from "./examine-public-url.ts";
import type { Finding } from "./finding.ts";
import { checkKey } from "./key-check.ts";
import { checkMail } from "./mail-check.ts";
import { readPostgres, readSqlite } from "./read-database.ts";
import { isContainer, readPlace, sizeOf, type Place } from "./read-place.ts";
import { checkRedis } from "./redis-check.ts";
import { checkSettings } from "./settings-check.ts";
import { checkSms } from "./sms-check.ts";

export interface DoctorDeps {
  readonly settings: ConfigWithSources;
  readonly openDatabase: () => Promise<Database>;
  readonly examineRedis: (url: string) => Promise<RedisAnswer>;
  /** Where to connect instead of what the public URL's name resolves to. */
  readonly address: string | undefined;
}

export interface CheckedFinding extends Finding {
  readonly check: string;
}

const named = (check: string, findings: readonly Finding[]): readonly CheckedFinding[] =>
  findings.map((finding) => ({ check, ...finding }));

/** Examines a set-up from the settings outwards. It changes nothing; what an earlier finding makes senseless is left out. */
export async function* examine(deps: DoctorDeps): AsyncGenerator<CheckedFinding> {
  const { config } = deps.settings;
  yield* named("settings", checkSettings({ config, isContainer: isContainer() }));
  yield* named("sms", checkSms(config));
  let canRead = true;
  for (const place of placesOf(config)) {
    const facts = await attempt(async () => readPlace(place));
    yield* named("disk", facts instanceof Failure ? [facts.finding] : checkPlace(facts));
    // Somebody else's process would leave files beside the database that its server could not open.
    if (facts instanceof Failure || isForeign(facts)) canRead = false;
  }
  if (canRead) yield* examineInside(deps);
  if (config.redisUrl !== undefined) {
    const answer = await deps.examineRedis(config.redisUrl);
    yield* named("redis", checkRedis({ url: config.redisUrl, answer }));
  }
  yield* examineMail(config);
}

async function* examineMail(config: Config): AsyncGenerator<CheckedFinding> {
  const smtp = createSmtpFor(config);
  if (!smtp || !config.smtpUrl) return;
  yield* named("mail", [checkMail({ target: config.smtpUrl, trouble: await smtp.examine() })]);
}

/** The data folder, and where the database is when that is elsewhere. */
function placesOf({ dataFolder, databaseUrl, notesMaxBytes }: Config): readonly Place[] {
  const own = ["server.lock", "mark", "master.key"].map((name) => join(dataFolder, name));
  if (isPostgresUrl(databaseUrl)) return [{ folder: dataFolder, files: own, mayGrowBytes: 0 }];
  const path = sqlitePath(databaseUrl);
  const files = ["", "-wal", "-shm"].map((ending) => path + ending);
  const folder = dirname(path);
  const mayGrowBytes = Math.max(0, notesMaxBytes - sizeOf(path));
  if (resolve(folder) === resolve(dataFolder)) return [{ folder, files: [...own, ...files], mayGrowBytes }];
  return [
    { folder: dataFolder, files: own, mayGrowBytes: 0 },
    { folder, files, mayGrowBytes },
  ];
}

async function* examineInside({ settings, openDatabase, address }: DoctorDeps): AsyncGenerator<CheckedFinding> {
  const { config } = settings;
  const opened = await attempt(openDatabase);
  if (opened instanceof Failure) {
    yield* named("database", [opened.finding]);
    return;
  }
  await using database = opened;
  const db = database.read;
  const schema = await attempt(() => requireCurrentSchema(db));
  if (schema instanceof Failure) {
    yield* named("database", [schema.finding]);
    return;
  }
  const state = await attempt(() => examineDatabase(database, config));
  yield* named("database", state instanceof Failure ? [state.finding] : state);
  const source = keySourceOf(settings);
  const ring = await attempt(() => readFittingRing(database, source));
  const trouble = ring instanceof Failure ? ring.finding.says : undefined;
  yield* named("key", checkKey({ source, isBesideData: isInside(source, config.dataFolder), trouble }));
  const clock = await readClockFacts(database);
  yield* named("clock", checkClock(clock));
  yield* named("server", [checkBeat(clock)]);
  const instance = await readMeta(db, "instance");
  if (ring instanceof Failure || instance === undefined) return;
  const witnessKey = deriveKey(ring.current, "witness");
  yield* examinePublicUrl({ config, instance, witnessKey, readClock: () => database.readClock(), address });
}

const examineDatabase = async ({ kind, read }: Database, config: Config): Promise<readonly Finding[]> =>
  kind === "sqlite" ? checkSqlite(await readSqlite(read, config)) : checkPostgres(await readPostgres(read, config));

async function readFittingRing({ read }: Database, source: KeySource) {
  const ring = readKeyRing(source);
  await refuseOtherRing(read, ring);
  return ring;
}

const isInside = (source: KeySource, folder: string): boolean =>
  source.kind !== "variable" && resolve(source.path).startsWith(`${resolve(folder)}/`);

async function readClockFacts(database: Database) {
  const suspect = await readMeta(database.read, "clock_suspect");
  return {
    leading: await database.readClock(),
    machine: Date.now(),
    lastBeat: await readHeartbeat(database.read),
    suspectSince: suspect === undefined ? undefined : Number(suspect),
  };
}
