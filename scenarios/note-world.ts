import type { NotePorts } from "@tacet/client";
import { deriveLinkKeys, parseFragment } from "@tacet/crypto";
import { api, commonErrors, Problem, type Endpoint } from "@tacet/protocol";
import { allErrorsOf } from "@tacet/protocol/openapi";
import { sql, type Selectable } from "kysely";
import { assembleServer } from "../server/src/assembly/assemble-server.ts";
import { createMemoryBus } from "../server/src/realtime/bus.memory.ts";
import { readConfig, type Config } from "../server/src/config/config.ts";
import type { Contact } from "../server/src/features/contact/contact.ts";
import { createChallenges } from "../server/src/features/notes/challenges.ts";
import { noFaults } from "../server/src/features/notes/faults.ts";
import { createNotes, type Notes } from "../server/src/features/notes/notes.ts";
import { createNoteStore, type NoteStore } from "../server/src/features/notes/notes.store.ts";
import type { HttpApp, HttpAppDeps } from "../server/src/http/http-server.ts";
import { createLogger, type Logger } from "../server/src/http/logger.ts";
import { openConsole, type OperatorConsole } from "../server/src/operator/open-console.ts";
import type { Database } from "../server/src/storage/database.ts";
import type { Sealing } from "../server/src/storage/sealing.ts";
import { LateValue } from "../server/src/storage/compiled-query.ts";
import type { NotesTable } from "../server/src/storage/tables/note-tables.ts";
import { createSteeredTime, type OpenStorage } from "../server/test/databases.ts";
import { createContactForStories, type ContactOptions } from "./contact-part.ts";
import { createRelay, type Relay } from "../server/test/relay.ts";
import { createTexts, type Texts } from "../server/test/texts.ts";

/** A whole server but for the socket: the real contract, rules and database, with time in the hand of the story. */
export interface NoteWorld extends AsyncDisposable {
  readonly origin: string;
  readonly ports: NotePorts & { readonly fetch: NonNullable<NotePorts["fetch"]> };
  readonly notes: Notes;
  readonly contact: Contact;
  /** Of messages to the operator, in the order in which the operator was told. */
  readonly told: readonly Uint8Array[];
  readonly database: Database;
  readonly sealing: Sealing;
  readonly clock: { set(at: number): void; advance(ms: number): void };
  /** Everything that went over the wire, as a proxy would see it. */
  readonly requests: readonly { readonly path: string; readonly body: Uint8Array<ArrayBuffer> }[];
  readonly answers: readonly string[];
  /** The door itself: for requests whose bodies come as the story likes, and to be put on a socket. */
  readonly app: HttpApp;
  /** What went to phones. */
  readonly texts: Texts;
  readonly log: readonly string[];
  readonly relay: Relay;
  /** What commands on the machine do. */
  readonly openConsole: () => Promise<OperatorConsole>;
  sweep(): Promise<void>;
  row(link: string): Promise<Selectable<NotesTable>>;
  /** Of ciphertext and header. */
  storedBytes(link: string): Promise<number>;
  usedBytes(): Promise<number>;
}

export interface NoteWorldOptions {
  readonly maxBytes?: number;
  readonly isTimeCredible?: () => Promise<boolean>;
  readonly contact?: ContactOptions;
  readonly changeStore?: (store: NoteStore) => NoteStore;
  /** As without a relay. */
  readonly mail?: "none";
  /** What differs from the HTTP layer of a server on this machine with hardly any limits. */
  readonly http?: Partial<Pick<HttpAppDeps, "webFiles" | "paceRules">> & {
    readonly publicUrl?: string;
    readonly rateFactor?: number;
    readonly registration?: Config["registration"];
  };
}

export async function startNoteWorld(open: OpenStorage, options: NoteWorldOptions = {}): Promise<NoteWorld> {
  const time = createSteeredTime();
  const storage = await open({ clockSources: time.sources });
  const { database, sealing } = storage;
  const startedAt = time.sources.wall();
  let at = startedAt;
  const now = (): number => at;
  const plainStore = createNoteStore({ kind: database.kind, now: sql<number>`cast(${new LateValue(now)} as bigint)` });
  const store = options.changeStore?.(plainStore) ?? plainStore;
  const isTimeCredible = options.isTimeCredible ?? (async () => true);
  const notes = createNotes({
    database,
    store,
    sealing,
    challenges: createChallenges({ keys: () => sealing.derive("challenge"), now }),
    now,
    leaseMs: 60_000,
    maxBytes: options.maxBytes ?? 2 ** 40,
    chargeSource: () => {},
    isTimeCredible,
    onDestroyed: () => {},
    reachFaultPoint: noFaults,
  });
  const told: Uint8Array[] = [];
  const contact = createContactForStories({ database, sealing, now, isTimeCredible, told }, options.contact);
  const log: string[] = [];
  const monotonicMs = () => performance.now() + at - startedAt;
  const relay = createRelay();
  const mail = options.mail === "none" ? undefined : relay;
  const texts = createTexts();
  const parts = { ...partsOf(options.http), storage, notes, contact, mail, sms: texts.sms };
  const logger = loggerInto(log);
  const { app } = assembleServer({ ...parts, logger, bus: createMemoryBus({ logger, monotonicMs }), monotonicMs });
  const wire = recordWire(app.fetch);
  const rowOf = async (link: string): Promise<Selectable<NotesTable>> =>
    database.read
      .selectFrom("notes")
      .selectAll()
      .where("id", "=", await idOf(link))
      .executeTakeFirstOrThrow();
  return {
    origin: options.http?.publicUrl ?? ORIGIN,
    ports: { fetch: wire.fetch, now },
    notes,
    contact,
    told,
    database,
    sealing,
    clock: {
      set: (moment) => {
        at = moment;
      },
      advance: (ms) => {
        at += ms;
        time.advance(ms);
      },
    },
    requests: wire.requests,
    answers: wire.answers,
    app,
    texts,
    log,
    relay,
    openConsole: () => openConsole({ database, source: storage.keySource, config: parts.config }),
    sweep: () => notes.sweep({ isStopping: () => false }),
    row: rowOf,
    storedBytes: async (link) => {
      const { body, header } = await rowOf(link);
      return (body?.length ?? 0) + (header?.length ?? 0);
    },
    usedBytes: () => store.usedBytes(database.read),
    [Symbol.asyncDispose]: () => storage[Symbol.asyncDispose](),
  };
}

const ORIGIN = "http://localhost:8080";

const doAtOnce = (work: () => void | Promise<void>): void => void work();

const loggerInto = (log: string[]): Logger =>
  createLogger({ level: "trace", destination: { write: (line) => void log.push(line) } });

function partsOf({
  publicUrl = ORIGIN,
  rateFactor = 1e6,
  registration = "open",
  webFiles = new Map(),
  ...rest
}: NoteWorldOptions["http"] = {}) {
  const { config } = readConfig({
    env: { TACET_PUBLIC_URL: publicUrl, ...(registration && { TACET_REGISTRATION: registration }) },
    readFile: () => "",
    isReadByOthers: () => false,
  });
  return {
    config: { ...config, rateFactor, registration },
    webFiles,
    later: doAtOnce,
    reachFaultPoint: noFaults,
    ...rest,
  };
}

/** The way to the server, and a record of what passed on it. */
function recordWire(answer: (request: Request) => Response | Promise<Response>) {
  const requests: { path: string; body: Uint8Array<ArrayBuffer> }[] = [];
  const answers: string[] = [];
  const fetchHere = async (url: string, init: RequestInit): Promise<Response> => {
    const request = new Request(url, init);
    requests.push({ path: new URL(url).pathname, body: new Uint8Array(await request.clone().arrayBuffer()) });
    const response = await answer(request);
    answers.push(Buffer.from(await response.clone().arrayBuffer()).toString("latin1"));
    if (!response.ok && request.method !== "HEAD") await refuseUndeclared(new URL(url).pathname, response.clone());
    return response;
  };
  return { fetch: fetchHere, requests, answers };
}

/** Every story keeps the contract: a code that an endpoint does not declare is a fault. */
async function refuseUndeclared(path: string, response: Response): Promise<void> {
  const endpoint: Endpoint | undefined = api.find((one) => one.path === path);
  const { code } = Problem.parse(await response.json());
  const declared = endpoint ? allErrorsOf(endpoint) : commonErrors;
  if (!declared.some((each) => each === code))
    throw new Error(`${path} answered ${code}, which its contract does not name`);
}

async function idOf(link: string): Promise<Uint8Array> {
  const fragment = await parseFragment("link", link.slice(link.indexOf("#") + 1));
  if (!fragment.ok) throw new Error("a damaged link");
  return (await deriveLinkKeys(fragment.secret)).id;
}
