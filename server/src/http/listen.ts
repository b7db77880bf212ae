import type { Server } from "bun";
import type { Config } from "../config/config.ts";
import { ConfigError } from "../config/config-error.ts";
import type { Connection } from "./exchange.ts";
import type { HttpApp } from "./http-server.ts";

export interface ListenDeps {
  readonly app: Pick<HttpApp, "fetch" | "openRequests">;
  readonly config: Pick<Config, "host" | "port" | "tlsCert" | "tlsKey" | "shutdownDeadlineMs">;
  /** Absent where no path makes sockets. */
  readonly sockets?: Sockets;
}

/** What becomes of requests that are turned into sockets. */
export interface Sockets {
  readonly handler: Bun.WebSocketHandler<object>;
  /** Called once, when there is a server to publish by. */
  readonly connect: (server: Pick<Server<object>, "publish">) => void;
  /** Sends all of them away. */
  readonly goAway: () => void;
}

export interface Listener extends AsyncDisposable {
  /** The one in use, also when 0 was asked for. */
  readonly port: number;
  /** Refuses new work, lets running requests finish until the deadline, then cuts the rest off. May be called again. */
  stop(deadlineMs: number): Promise<void>;
}

const noSockets: Sockets = { handler: { message: () => {} }, connect: () => {}, goAway: () => {} };

/** Cuts off connections on which nothing is answered for so long. Bodies and handlers get more: see pace.ts and `connectionOf`. */
const IDLE_SECONDS = 10;
/** A handler may take this long. */
const HANDLER_SECONDS = 60;

/** Throws ConfigError when the address is taken or not this machine's, or when the certificate cannot be used. */
export async function listen({ app, config, sockets = noSockets }: ListenDeps): Promise<Listener> {
  const tls = await readTls(config);
  const server = serveOrExplain(config, {
    hostname: config.host,
    port: config.port,
    idleTimeout: IDLE_SECONDS,
    // Ours come first, as problem details; what is refused early is not buffered.
    maxRequestBodySize: Number.MAX_SAFE_INTEGER,
    development: false,
    // Outside development Bun would share the port with any other process that asks, and each would get some of the requests.
    reusePort: false,
    ...(tls && { tls }),
    websocket: sockets.handler,
    fetch: async (request: Request, from: Server<object>) => {
      const { connection, isUpgraded } = connectionOf(request, from);
      const response = await app.fetch(request, { connection });
      return isUpgraded() ? undefined : response;
    },
  });
  sockets.connect(server);
  const stop = createStop({ app, sockets }, server);
  return { port: server.port ?? config.port, stop, [Symbol.asyncDispose]: () => stop(config.shutdownDeadlineMs) };
}

function connectionOf(request: Request, server: Server<object>) {
  server.timeout(request, HANDLER_SECONDS);
  let isUpgraded = false;
  const connection: Connection = {
    address: server.requestIP(request)?.address ?? "",
    allowSeconds: (seconds) => server.timeout(request, seconds),
    upgrade: (data) => (isUpgraded = server.upgrade(request, { data })),
  };
  return { connection, isUpgraded: () => isUpgraded };
}

function serveOrExplain(config: ListenDeps["config"], options: Bun.Serve.Options<object>): Server<object> {
  try {
    return Bun.serve(options);
  } catch (cause) {
    const isTaken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
    const why = isTaken
      ? "is taken by another program: stop it or set TACET_PORT"
      : "cannot be listened on: check TACET_HOST, TACET_PORT and, if set, TACET_TLS_CERT and TACET_TLS_KEY";
    throw new ConfigError(`${config.host} port ${config.port} ${why}.`, { cause });
  }
}

async function readTls({ tlsCert, tlsKey }: ListenDeps["config"]): Promise<{ cert: string; key: string } | undefined> {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  return { cert: await readPem("TACET_TLS_CERT", tlsCert), key: await readPem("TACET_TLS_KEY", tlsKey) };
}

async function readPem(name: string, path: string): Promise<string> {
  try {
    return await Bun.file(path).text();
  } catch (cause) {
    throw new ConfigError(`${name} names ${path}, which cannot be read: correct the path or its permissions.`, {
      cause,
    });
  }
}

function createStop(
  { app: { openRequests }, sockets }: Required<Pick<ListenDeps, "app" | "sockets">>,
  server: Server<object>,
) {
  return async (deadlineMs: number): Promise<void> => {
    openRequests.close();
    // Bun would wait for them until the deadline.
    sockets.goAway();
    const { promise: deadline, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, deadlineMs);
    await Promise.race([server.stop(), deadline]);
    clearTimeout(timer);
    await server.stop(true);
  };
}
