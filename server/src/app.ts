import { existsSync } from "node:fs";
import { join } from "node:path";
import { assembleServer } from "./assembly/assemble-server.ts";
import type { Config } from "./config/config.ts";
import { createErrands } from "./errands.ts";
import { noFaults, type ReachFaultPoint } from "./features/notes/faults.ts";
import type { HttpApp } from "./http/http-server.ts";
import { listen, type Listener } from "./http/listen.ts";
import type { Logger } from "./http/logger.ts";
import { openStandardOutputLog } from "./http/standard-output-log.ts";
import { readWebFiles, type WebFiles } from "./http/web-files.ts";
import { isLoopbackHost } from "./loopback.ts";
import { openMail } from "./mail/open-mail.ts";
import { openNews } from "./news/open-news.ts";
import { createMemoryBus } from "./realtime/bus.memory.ts";
import { openRedisBus } from "./realtime/bus.redis.ts";
import { examineRedis } from "./realtime/examine.redis.ts";
import { createSharedBuckets } from "./realtime/flood-buckets.redis.ts";
import type { RedisAnswer } from "./realtime/redis-answer.ts";
import { repeatEvery } from "./repeat-every.ts";
import { openSms } from "./sms/open-sms.ts";
import { keyPlaceOf } from "./key-place.ts";
import { createClock, systemClockSources } from "./storage/clock.ts";
import type { Database } from "./storage/database.ts";
import { openPostgres } from "./storage/dialect.postgres.ts";
import { isPostgresUrl, openDatabase, sqlitePath } from "./storage/open-database.ts";
import { OperatorError } from "./storage/operator-error.ts";
import { keepServerName } from "./storage/server-name.ts";
import { openStorage, type Storage } from "./storage/storage.ts";

export interface AppOptions {
  readonly config: Config;
  /** For tests that kill the process at a point. */
  readonly reachFaultPoint?: ReachFaultPoint;
  /** For tests that cut an answer in two. */
  readonly wrapFetch?: WrapFetch;
}

export type WrapFetch = (fetch: HttpApp["fetch"]) => HttpApp["fetch"];

/** The executable carries the built web app as a folder beside its code; from source it lies where the build has put it. */
const webFolder = join(import.meta.dir, Bun.isStandaloneExecutable ? "web" : "../../web/dist");

/** The pages of this release, as the server gives them out. */
export const readOwnWebFiles = (): Promise<WebFiles> => readWebFiles(webFolder);

/**
 * Puts the server together and starts it. Disposing stops it: new requests are refused and running ones finish, within the configured
 * deadline; then the sweeper, then the storage. Throws ConfigError or OperatorError when it cannot start.
 */
export async function startApp({
  config,
  reachFaultPoint = noFaults,
  wrapFetch = (fetch) => fetch,
}: AppOptions): Promise<AsyncDisposable> {
  await using started = new AsyncDisposableStack();
  const log = started.use(openStandardOutputLog({ level: config.logLevel }));
  const { logger } = log;
  const storage = started.use(await openStorage(storageOptions(config, logger)));
  await keepServerName(storage.database, config.name);
  const sms =
    config.sms &&
    started.use(openSms({ config, logger, writeLine: (line) => log.writeLine(line), now: () => storage.clock.now() }));
  const { monotonic: monotonicMs } = systemClockSources;
  const mail = started.use(openMail({ config, logger, monotonicMs }));
  const news = started.use(openNews({ config, mail, logger, now: () => storage.clock.now() }));
  const { later } = started.use(
    createErrands({ onTrouble: (err) => logger.error({ err, msg: "work after an answer failed" }) }),
  );
  const joined = await joinProcesses(config, { storage, logger, monotonicMs });
  started.use(joined.bus);
  const webFiles = await readOwnWebFiles();
  const parts = { config, storage, logger, webFiles, sms, mail, news, ...joined, later, reachFaultPoint, monotonicMs };
  const { app, sockets, sweeps } = assembleServer(parts);
  for (const { everyMs, run } of sweeps) {
    started.use(repeatEvery(everyMs, run, (err) => logger.error({ err, msg: "sweeping failed" })));
  }
  const listener = started.use(await listen({ app: { ...app, fetch: wrapFetch(app.fetch) }, config, sockets }));
  tellStart(logger, config, { storage, listener });
  warnOfGaps(logger, config, { storage, webFiles });
  started.defer(() => logger.info({ msg: "stopping" }));
  await log.flush(); // whoever waits for the server to listen reads it there
  return started.move();
}

interface JoinDeps {
  readonly storage: Storage;
  readonly logger: Logger;
  readonly monotonicMs: () => number;
}

/** Without Redis, processes on one PostgreSQL know nothing of each other. */
async function joinProcesses({ redisUrl }: Config, { storage, logger, monotonicMs }: JoinDeps) {
  if (redisUrl === undefined) {
    const others = storage.database.kind === "postgres" ? "may be there" : "on the line";
    return { bus: createMemoryBus({ others, logger, monotonicMs }) };
  }
  const shared = { prefix: `tacet:${storage.instance}`, monotonicMs };
  const keysFor = (purpose: "bus" | "flood") => () => storage.sealing.derive(purpose);
  const bus = await openRedisBus({ ...shared, url: redisUrl, keys: keysFor("bus"), logger, random: Math.random });
  return { bus, drawShared: createSharedBuckets({ ...shared, line: bus.line, keys: keysFor("flood") }) };
}

const storageOptions = (config: Config, logger: Logger) => ({
  url: config.databaseUrl,
  dataFolder: config.dataFolder,
  masterKey: config.masterKey,
  masterKeyFile: config.masterKeyFile,
  openPostgres,
  clockSources: systemClockSources,
  onTrouble: (err: unknown) => logger.error({ err, msg: "trouble with the storage" }),
});

/** For operators' commands. */
export const examineRedisAt = (url: string): Promise<RedisAnswer> => examineRedis(url);

/** For operators' commands: the database as it is, without what a server does at start. Throws OperatorError, also when there is none. */
export async function openDatabaseFor(config: Config): Promise<Database> {
  refuseMissing(config.databaseUrl);
  return openDatabase({
    url: config.databaseUrl,
    clock: createClock(
      isPostgresUrl(config.databaseUrl) ? { monotonic: systemClockSources.monotonic } : systemClockSources,
    ),
    openPostgres,
    onTrouble: (error) => {
      throw error;
    },
  });
}

/** Opening would make an empty database where somebody mistyped a path. */
function refuseMissing(url: string): void {
  if (isPostgresUrl(url) || existsSync(sqlitePath(url))) return;
  throw new OperatorError(`There is no database at ${sqlitePath(url)}; check TACET_DATABASE and TACET_DATA.`);
}

function tellStart(
  logger: Logger,
  { publicUrl, redisUrl, sms = [] }: Config,
  { storage, listener }: { storage: Storage; listener: Listener },
): void {
  const { database, keySource } = storage;
  logger.info({
    msg: "listening",
    port: listener.port,
    publicUrl,
    database: database.kind,
    redis: redisUrl === undefined ? "none" : "joins processes",
    masterKey: keyPlaceOf(keySource),
    textMessages: sms.join(", ") || "none",
  });
}

/** A server that starts with less than its operator may think says so (DESIGN.md 11.6). */
function warnOfGaps(
  logger: Logger,
  config: Config,
  { storage, webFiles }: { readonly storage: Storage; readonly webFiles: WebFiles },
): void {
  const warn = (msg: string): void => logger.warn({ msg });
  if (storage.clock.isSuspect) {
    warn(
      "the clock has jumped by more than a day: nothing is destroyed by time until it is back, or until: tacet clock accept",
    );
  }
  if (config.insecureHttp === "yes") {
    warn("plain HTTP is allowed: whoever is on the way can change the pages that keep notes secret");
  }
  if (!isLoopbackHost(config.host) && isLoopbackHost(new URL(config.publicUrl).hostname)) {
    warn("this listens to other machines but answers for localhost alone: set TACET_PUBLIC_URL");
  }
  if (webFiles.size === 0) warn("there is no web app, only the API: npm run build:web makes it");
}
