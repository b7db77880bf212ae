import type { Kysely } from "kysely";
import { createClock, type Clock, type ClockSources } from "./clock.ts";
import { resumeTime } from "./clock-suspicion.ts";
import { createDataKey, dataKeyPurposes, listDataKeys, ofPurpose } from "./data-keys.ts";
import type { Database } from "./database.ts";
import { lockFolderForServing } from "./folder-lock.ts";
import { createBeat, startBeating } from "./heartbeat.ts";
import { createHeldKeys, type HeldKeys } from "./held-keys.ts";
import { hasKeyChecks, verifyKeyRing } from "./key-checks.ts";
import { createKeyShelf, type KeyShelf } from "./key-shelf.ts";
import { chooseKeySource, readKeyRing, readOrGenerateKeyRing, type KeySettings, type KeySource } from "./key-source.ts";
import { createKeyUpkeep } from "./key-upkeep.ts";
import { readMark, refuseOlderDatabase } from "./mark.ts";
import { migrate } from "./migrate.ts";
import { isPostgresUrl, openDatabase, type OpenPostgres } from "./open-database.ts";
import { OperatorError } from "./operator-error.ts";
import { resumeLeases } from "./resume-leases.ts";
import type { Schema } from "./schema.ts";
import { createSealing, type Sealing } from "./sealing.ts";
import { ensureMeta, readHeartbeat, readMeta, writeHeartbeat } from "./server-facts.ts";

export interface StorageOptions extends Omit<KeySettings, "databaseKind"> {
  /** `sqlite:PATH` or `postgres://…` */
  readonly url: string;
  readonly openPostgres: OpenPostgres;
  readonly clockSources: Required<ClockSources>;
  /** What goes wrong in the background. Never holds a secret. */
  readonly onTrouble: (error: unknown) => void;
}

export interface Storage extends HeldKeys, AsyncDisposable {
  readonly database: Database;
  readonly sealing: Sealing;
  /** Follows the database's clock on PostgreSQL. While it is suspect, the sweeper and readiness stop (RULES.md N14). */
  readonly clock: Clock;
  readonly keySource: KeySource;
  /** Which installation this is. */
  readonly instance: string;
  /** Changes with every restore. */
  readonly epoch: string;
  /** What otherwise happens every 10 s. Throws when the database does not answer. */
  beat(): Promise<void>;
}

/** Everything that rests, ready to be used: schema up to date, keys verified, time going on. Throws OperatorError. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  await using opened = new AsyncDisposableStack();
  const { dataFolder, onTrouble } = options;
  const keySource = chooseKeySource({ ...options, databaseKind: isPostgresUrl(options.url) ? "postgres" : "sqlite" });
  opened.use(lockFolderForServing(dataFolder));
  const clock = createClockFor(options);
  const database = opened.use(await openDatabase({ ...options, clock }));
  const { shelf, ...facts } = await database.exclusively((tx) => start(tx, { database, clock, keySource, dataFolder }));

  const readRing = () => readKeyRing(keySource);
  const tendKeys = createKeyUpkeep({ database, clock, shelf, readRing });
  const beating = opened.use(
    startBeating(createBeat({ database, clock, dataFolder, instance: facts.instance, tendKeys }), onTrouble),
  );
  await beating.beat();
  const closing = opened.move();
  const fetchKeys = () => void beating.beat().catch(onTrouble);
  const sealing = createSealing(shelf, fetchKeys);
  return {
    database,
    sealing,
    ...createHeldKeys({ kind: database.kind, shelf, sealing, onStaleKey: fetchKeys }),
    clock,
    keySource,
    ...facts,
    beat: () => beating.beat(),
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  };
}

/** On PostgreSQL the database's clock leads, so that all processes agree; this one then flows between its readings. */
const createClockFor = ({ url, clockSources }: StorageOptions): Clock =>
  createClock(isPostgresUrl(url) ? { monotonic: clockSources.monotonic } : clockSources);

interface Starting {
  readonly database: Database;
  readonly clock: Clock;
  readonly keySource: KeySource;
  readonly dataFolder: string;
}

interface Started {
  readonly instance: string;
  readonly epoch: string;
  readonly shelf: KeyShelf;
}

/** What is decided at start, by one process at a time. It may run again: it finds what it did before. */
async function start(tx: Kysely<Schema>, { database, clock, keySource, dataFolder }: Starting): Promise<Started> {
  await migrate(tx, { kind: database.kind, appliedAt: clock.now() });
  await refuseBackup(tx);
  const instance = await ensureMeta(tx, "instance");
  const epoch = await ensureMeta(tx, "epoch");
  const lastBeat = await readHeartbeat(tx);
  refuseOlderDatabase(readMark(dataFolder), { instance, heartbeat: lastBeat });
  await resumeTime(tx, clock, lastBeat);
  const now = clock.now();
  const shelf = await openKeys(tx, keySource, now);
  await resumeLeases(tx, { lastBeat, now });
  await writeHeartbeat(tx, now);
  return { instance, epoch, shelf };
}

async function refuseBackup(tx: Kysely<Schema>): Promise<void> {
  if ((await readMeta(tx, "is_backup")) === undefined) return;
  throw new OperatorError("This database is a backup; bring it back with: tacet restore FILE");
}

async function openKeys(tx: Kysely<Schema>, source: KeySource, now: number): Promise<KeyShelf> {
  const ring = (await hasKeyChecks(tx)) ? readKeyRing(source) : readOrGenerateKeyRing(source);
  await verifyKeyRing(tx, ring);
  const present = await listDataKeys(tx);
  for (const purpose of dataKeyPurposes) {
    if (ofPurpose(present, purpose).length === 0) await createDataKey(tx, ring, { purpose, now });
  }
  const shelf = createKeyShelf(ring);
  shelf.load(await listDataKeys(tx), now);
  return shelf;
}
