import type { NotePorts } from "@tacet/client";
import { connectAccount, type Account } from "@tacet/client/accounts";
import { connectAdmin, type Admin } from "@tacet/client/admin";
import { ProtocolError, type Endpoint } from "@tacet/protocol";
import { createTransport, type Call } from "../client/src/transport.ts";
import { listen } from "../server/src/http/listen.ts";
import type { Mail } from "../server/src/mail/smtp.ts";
import { until } from "../server/test/http-socket.ts";
import { openSqliteForTest, type OpenStorage } from "../server/test/databases.ts";
import { startNoteWorld, type NoteWorld, type NoteWorldOptions } from "./note-world.ts";
import type { RecordedCall, Traffic } from "./traffic.ts";

/** A note world on a socket, and everything that passes there on record. */
export interface WiredWorld extends AsyncDisposable {
  readonly origin: string;
  readonly ports: NotePorts & { readonly fetch: Traffic["fetch"] };
  readonly clock: NoteWorld["clock"];
  readonly texts: NoteWorld["texts"];
  /** One call of the contract, with a body of the story's own making. */
  readonly call: Call;
  /** The account whose token this is; without one, a visitor. */
  readonly account: (token?: string) => Account;
  /** The mail that a call has sent, once it is there: no answer waits for it. */
  readonly mailOf: (call: () => Promise<unknown>) => Promise<Mail>;
  readonly relay: NoteWorld["relay"];
  /** The messages that were sent to the operator. */
  readonly told: NoteWorld["told"];
  /** The administrator whose token this is. */
  readonly admin: (token: string) => Admin;
  /** What commands on the machine do. */
  readonly openConsole: NoteWorld["openConsole"];
  /** For what no call can bring about. */
  readonly database: NoteWorld["database"];
  /** One request to the address of a call, as the story likes it. */
  readonly ask: (endpoint: Endpoint, init?: RequestInit) => Promise<Response>;
  /** The latest call to this address in this world that succeeded. */
  readonly latest: (endpoint: Endpoint) => RecordedCall;
  /** The very same request once more. */
  readonly repeat: (call: RecordedCall) => Promise<Response>;
  /** Calls fail as if the database had ended. */
  readonly loseDatabase: () => void;
  /** The next transaction is answered as if the connection had broken under its COMMIT. */
  readonly loseNextCommit: () => void;
  /** Refuses new requests from now on, as a server does that is told to stop. */
  readonly startStopping: () => void;
}

/** Impatient enough for tests: 100 ms of grace, then 20 KB/s. */
const paceRules = { graceMs: 100, minBytesPerSecond: 20_000, tickMs: 20 };

export async function startWiredWorld(traffic: Traffic, options: NoteWorldOptions = {}): Promise<WiredWorld> {
  await using started = new AsyncDisposableStack();
  const { open, ...losses } = losingDatabase(openSqliteForTest);
  const world = started.use(await startNoteWorld(open, { ...options, http: { paceRules, ...options.http } }));
  const config = { host: "127.0.0.1", port: 0, tlsCert: undefined, tlsKey: undefined, shutdownDeadlineMs: 500 };
  const { port } = started.use(await listen({ app: world.app, config }));
  const origin = `http://127.0.0.1:${port}`;
  const callsBefore = traffic.calls.length;
  const running = started.move();
  return {
    origin,
    ports: { ...world.ports, fetch: traffic.fetch },
    clock: world.clock,
    texts: world.texts,
    call: createTransport(origin, traffic.fetch).call,
    account: (token) =>
      connectAccount({ server: origin, fetch: traffic.fetch, ...(token !== undefined && { credentials: { token } }) }),
    mailOf: (send) => mailOf(world.relay.mails, send),
    relay: world.relay,
    told: world.told,
    admin: (token) => connectAdmin({ server: origin, fetch: traffic.fetch, credentials: { token } }),
    openConsole: world.openConsole,
    database: world.database,
    ask: ({ path, method }, init) => traffic.fetch(`${origin}${path}`, { method, ...init }),
    latest: (endpoint) => latestOf(traffic.calls.slice(callsBefore), endpoint),
    repeat: ({ path, method, sentHeaders: headers, sent: body }) =>
      traffic.fetch(`${origin}${path}`, { method, headers, body }),
    ...losses,
    startStopping: () => world.app.openRequests.close(),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function mailOf(mails: readonly Mail[], send: () => Promise<unknown>): Promise<Mail> {
  const before = mails.length;
  await send();
  await until(() => mails.length > before);
  const mail = mails[before];
  if (!mail) throw new Error("nothing was mailed");
  return mail;
}

function latestOf(calls: Traffic["calls"], { path }: Endpoint): RecordedCall {
  const found = calls.findLast((call) => call.path === path && call.status < 300);
  if (!found) throw new Error(`nothing has been asked of ${path}`);
  return found;
}

function losingDatabase(openPlain: OpenStorage) {
  let isLost = false;
  let isNextCommitLost = false;
  const open: OpenStorage = async (changes) => {
    const storage = await openPlain(changes);
    const { database } = storage;
    return {
      ...storage,
      database: {
        ...database,
        get read() {
          if (isLost) throw new Error("the database is gone");
          return database.read;
        },
        transact: async (work) => {
          if (isLost) throw new Error("the database is gone");
          if (!isNextCommitLost) return database.transact(work);
          isNextCommitLost = false;
          throw new ProtocolError("outcome_unknown");
        },
      },
    };
  };
  return { open, loseDatabase: () => void (isLost = true), loseNextCommit: () => void (isNextCommitLost = true) };
}
