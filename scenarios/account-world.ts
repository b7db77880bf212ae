import { connectAccount, type Account } from "@tacet/client/accounts";
import { connectAdmin, type Admin } from "@tacet/client/admin";
import { connectConversations, type ConversationCalls } from "@tacet/client/conversations";
import { connectPeople, type People } from "@tacet/client/people";
import {
  api,
  commonErrors,
  encodeBase64url,
  parseBase64url,
  Problem,
  type Bytes,
  type Endpoint,
  type IssuedPhoneCode,
  type PhoneCode,
  type SignedIn,
} from "@tacet/protocol";
import { allErrorsOf } from "@tacet/protocol/openapi";
import { readOwnWebFiles } from "../server/src/app.ts";
import { assembleServer } from "../server/src/assembly/assemble-server.ts";
import { createMemoryBus } from "../server/src/realtime/bus.memory.ts";
import { readConfig } from "../server/src/config/config.ts";
import { createPasswordHashing } from "../server/src/features/accounts/credentials/password-hashing.ts";
import { noFaults } from "../server/src/features/notes/faults.ts";
import { listen } from "../server/src/http/listen.ts";
import { createLogger } from "../server/src/http/logger.ts";
import type { WebFiles } from "../server/src/http/web-files.ts";
import type { Mail } from "../server/src/mail/smtp.ts";
import { openConsole, type OperatorConsole } from "../server/src/operator/open-console.ts";
import type { Storage } from "../server/src/storage/storage.ts";
import { createSteeredTime, type OpenStorage } from "../server/test/databases.ts";
import { createRelay, type Relay } from "../server/test/relay.ts";
import { createTexts, type Texts } from "../server/test/texts.ts";

/** A whole server but for the socket, as app.ts puts it together, with time in the hand of the story. */
export interface AccountWorld extends AsyncDisposable {
  readonly origin: string;
  readonly storage: Storage;
  readonly log: readonly string[];
  /** As a program or a browser would: the path, and what fetch takes. */
  readonly fetch: (path: string, init?: RequestInit) => Promise<Response>;
  /** Nobody yet. */
  readonly visitor: Account;
  readonly as: (token: string) => Account;
  readonly peopleAs: (token: string) => People;
  readonly conversationsAs: (token: string) => ConversationCalls;
  /** Makes an account that signs in by a password, and signs in to it. */
  readonly join: (username: string, inviteLink?: string) => Promise<Person>;
  /** The same, with a link from the console that makes an administrator. */
  readonly joinAsAdmin: (username: string) => Promise<Person>;
  /** What commands on the machine do. */
  readonly openConsole: () => Promise<OperatorConsole>;
  readonly advance: (ms: number) => void;
  /** Puts it on a real socket, for as long as the world lasts; answers `http://127.0.0.1:port`. */
  readonly listen: () => Promise<string>;
  readonly sweep: (isStopping?: () => boolean) => Promise<void>;
  /** The wall clock alone jumps: back, when negative. */
  readonly jump: (ms: number) => void;
  /** What was mailed so far, with all that answers do not wait for. */
  readonly mails: () => Promise<readonly Mail[]>;
  /** What went to phones. */
  readonly texts: Texts;
  /** Answers the phone code of somebody who has just got one. */
  readonly codeOf: (issued: Pick<IssuedPhoneCode, "request">, phone: string) => PhoneCode;
}

/** Somebody with an account and a signed-in program. */
export interface Person {
  readonly username: string;
  readonly password: string;
  readonly account: Account;
  readonly people: People;
  readonly conversations: ConversationCalls;
  /** For those who may. */
  readonly admin: Admin;
  readonly token: string;
  readonly knownDevice: Bytes;
  readonly signedIn: SignedIn;
}

const ORIGIN = "http://localhost:8080";

export async function startAccountWorld(
  open: OpenStorage,
  env: Record<string, string> = {},
  texts: Texts = createTexts(),
): Promise<AccountWorld> {
  return startWorldWith(open, { env, texts, relay: createRelay() });
}

/** One that hashes with all that a server does, which no other story needs. */
export const startWorldThatHashesFully = (open: OpenStorage): Promise<AccountWorld> =>
  startWorldWith(open, { texts: createTexts(), hashing: "full" });

/** One that sends no mails, as without a relay. */
export const startWorldWithoutMail = (open: OpenStorage): Promise<AccountWorld> =>
  startWorldWith(open, { texts: createTexts() });

/** One with the pages of the web app, for browsers. */
export const startWorldWithPages = async (open: OpenStorage, env: Record<string, string> = {}): Promise<AccountWorld> =>
  startWorldWith(open, { env, texts: createTexts(), relay: createRelay(), webFiles: await readOwnWebFiles() });

interface WorldParts {
  readonly env?: Record<string, string>;
  readonly texts: Texts;
  readonly relay?: Relay;
  readonly webFiles?: WebFiles;
  readonly hashing?: "quick" | "full";
}

const quickHashing = createPasswordHashing({ parameters: { memoryKiB: 8, passes: 1 } });

async function startWorldWith(open: OpenStorage, parts: WorldParts): Promise<AccountWorld> {
  const { env, texts, relay, webFiles = new Map(), hashing = "quick" } = parts;
  const work = gatherWork();
  const time = createSteeredTime();
  const storage = await open({ clockSources: time.sources });
  const { config } = readConfig({
    env: { TACET_RATE_FACTOR: "100000", TACET_ACCOUNTS_PER_DAY: "100000", ...env },
    readFile: () => "",
    isReadByOthers: () => false,
  });
  const log: string[] = [];
  const logger = createLogger({ level: "trace", destination: { write: (line) => void log.push(line) } });
  const { app, sockets, sweeps } = assembleServer({
    config,
    storage,
    sms: texts.sms,
    logger,
    webFiles,
    mail: relay,
    bus: createMemoryBus({ logger, monotonicMs: time.sources.monotonic }),
    later: work.later,
    ...(hashing === "quick" && { passwordHashing: quickHashing }),
    reachFaultPoint: noFaults,
    monotonicMs: time.sources.monotonic,
  });
  await using opened = new AsyncDisposableStack();
  opened.use(storage);
  const listenHere = async (): Promise<string> => {
    const { port } = running.use(
      await listen({ app, sockets, config: { ...config, port: 0, shutdownDeadlineMs: 500 } }),
    );
    return `http://127.0.0.1:${port}`;
  };
  const running = opened.move();
  const fetchHere = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const response = await app.fetch(new Request(url, init));
    if (init.method !== "HEAD") await refuseUndeclared(url, response.clone());
    return response;
  };
  const as = (token: string): Account => connectAccount({ server: ORIGIN, credentials: { token }, fetch: fetchHere });
  const peopleAs = (token: string): People =>
    connectPeople({ server: ORIGIN, credentials: { token }, fetch: fetchHere });
  const conversationsAs = (token: string): ConversationCalls =>
    connectConversations({ server: ORIGIN, credentials: { token }, fetch: fetchHere });
  const visitor = connectAccount({ server: ORIGIN, fetch: fetchHere });
  const join = async (username: string, inviteLink?: string): Promise<Person> => {
    const password = passwordOf(username);
    const signedIn = await visitor.register({
      username,
      signInNeeds: "password",
      proofs: { password },
      ...(inviteLink !== undefined && { invite: inviteIn(inviteLink) }),
      session: { carrier: "token", label: `${username}'s laptop` },
    });
    const tokens = tokensOf(signedIn);
    const connection = { server: ORIGIN, credentials: { token: tokens.token }, fetch: fetchHere };
    const [people, admin] = [connectPeople(connection), connectAdmin(connection)];
    const conversations = connectConversations(connection);
    return { username, password, signedIn, ...tokens, account: as(tokens.token), people, conversations, admin };
  };
  const openConsoleHere = () => openConsole({ database: storage.database, source: storage.keySource, config });
  return {
    origin: ORIGIN,
    storage,
    log,
    fetch: (path, init) => fetchHere(`${ORIGIN}${path}`, init),
    visitor,
    as,
    peopleAs,
    conversationsAs,
    join,
    joinAsAdmin: async (username) => {
      const { invites } = await openConsoleHere();
      return join(username, (await invites.create("console", { username, role: "admin" })).link);
    },
    openConsole: openConsoleHere,
    advance: time.advance,
    jump: time.jump,
    mails: async () => (await work.done(), relay?.mails ?? []),
    texts,
    codeOf: ({ request }, phone) => ({ request: Uint8Array.from(request), code: texts.codeFor(phone) }),
    sweep: async (isStopping = () => false) => {
      for (const { run } of sweeps) await run(isStopping);
    },
    listen: listenHere,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Work for after the answers, begun at once; what goes wrong in it is told to whoever waits for it. */
function gatherWork() {
  let last = Promise.resolve();
  return {
    later: (work: () => void | Promise<void>) => void (last = last.then(work)),
    done: () => last,
  };
}

/** Good enough for any rule, and another one for everybody. */
export const passwordOf = (username: string): string => `${username} walks over seven bridges`;

export function tokensOf({ token, knownDevice }: SignedIn): Pick<Person, "token" | "knownDevice"> {
  if (token === undefined || knownDevice === undefined) throw new Error("signed in without a token");
  return { token, knownDevice };
}

export function inviteIn(link: string): Bytes {
  const invite = parseBase64url(link.replace(/^.*#/, ""));
  if (!invite) throw new Error("that is no invite link");
  return invite;
}

/** A `Cookie` header from the answer to a sign-in of a page. */
export const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((field) => field.split(";")[0] ?? "")
    .join("; ");

/** What a page of the server sends. */
export const fromOwnPage = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { origin: ORIGIN, "sec-fetch-site": "same-origin", "content-type": "application/json", ...headers },
  body: JSON.stringify(body, (_, value: unknown) => (value instanceof Uint8Array ? encodeBase64url(value) : value)),
});

/** Every story keeps the contract: a code that an endpoint does not declare is a fault, and so is a 500. */
async function refuseUndeclared(url: string, response: Response): Promise<void> {
  if (response.ok) return;
  const { pathname } = new URL(url);
  const endpoint: Endpoint | undefined = api.find(({ path }) => path === pathname);
  const { code } = Problem.parse(await response.json());
  const declared = endpoint ? allErrorsOf(endpoint) : commonErrors;
  if (code === "internal" || !declared.some((each) => each === code))
    throw new Error(`${pathname} answered ${code}, which its contract does not name`);
}
