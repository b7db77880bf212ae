import postgres from "postgres";
import { readLateValues } from "./compiled-query.ts";
import { endsConnection, fromDriver, PostgresConnectionLost } from "./postgres-errors.ts";
import type { PooledConnection } from "./postgres-pool.ts";
import { CONNECT_S, sessionTimeouts } from "./postgres-settings.ts";
import { openSocket, type DriverAddress } from "./postgres-socket.ts";

export interface PostgresConnection extends PooledConnection {
  /**
   * Throws PostgresFailure, or PostgresConnectionLost: also when no answer came within `answerMs`, and, with nothing sent, when the
   * connection was lost before.
   */
  query(text: string, parameters: readonly unknown[], answerMs: number): Promise<postgres.RowList<postgres.Row[]>>;
}

/**
 * One connection, made when it is first needed. Once lost it stays lost: where the driver would connect again, it is given no socket,
 * and what it would have kept for the next connection fails here and now.
 */
export function createPostgresConnection(url: string, session: Readonly<Record<string, string>>): PostgresConnection {
  const pending = new Set<(reason: PostgresConnectionLost) => void>();
  let socket: ReturnType<typeof openSocket> | undefined;
  let hostsTried = 0;
  let isLost = false;

  function lose(code: string): void {
    isLost = true;
    socket?.destroy();
    for (const reject of pending) reject(new PostgresConnectionLost(code));
    pending.clear();
  }

  /** The driver asks until it is connected, or every host of the URL was tried, and again after the connection was lost. */
  function openOnce(address: DriverAddress) {
    if (isLost || hostsTried === address.host.length) {
      lose("CONNECTION_CLOSED");
      throw new PostgresConnectionLost("CONNECTION_CLOSED");
    }
    socket = openSocket(address, hostsTried);
    hostsTried += 1;
    return socket;
  }

  const options = {
    max: 1,
    connect_timeout: CONNECT_S,
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => {},
    onclose: () => lose("CONNECTION_CLOSED"),
    connection: { application_name: "tacet", ...sessionTimeouts, ...session },
    types: { bigint, bytes },
    socket: openOnce,
  };
  const client = postgres(url, options);

  async function query(text: string, parameters: readonly unknown[], answerMs: number) {
    if (isLost) throw new PostgresConnectionLost("CONNECTION_CLOSED");
    const bound = bindable(parameters);
    const answer = Promise.withResolvers<postgres.RowList<postgres.Row[]>>();
    pending.add(answer.reject);
    const timer = setTimeout(() => lose("NO_ANSWER"), answerMs);
    client.unsafe(text, bound, { prepare: true }).then(answer.resolve, answer.reject);
    try {
      return await answer.promise;
    } catch (error) {
      // Before the holder hears of it, and sends what comes next.
      if (endsConnection(error)) lose("CONNECTION_CLOSED");
      throw fromDriver(error);
    } finally {
      clearTimeout(timer);
      pending.delete(answer.reject);
    }
  }

  return {
    query,
    isLost: () => isLost,
    end: async () => {
      if (!isLost) await client.end({ timeout: 5 });
      lose("CONNECTION_ENDED");
    },
  };
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Kysely's types have checked what is bound
const bindable = (parameters: readonly unknown[]) => readLateValues(parameters) as postgres.ParameterOrJSON<never>[];

/** Numbers up to 2^53: times and sizes. */
const bigint: postgres.PostgresType<number> = { to: 20, from: [20], serialize: String, parse: Number };

/** Plain `Uint8Array`s, as SQLite gives them, without the pool of memory that a Buffer may share. */
const bytes: postgres.PostgresType<Uint8Array> = {
  to: 17,
  from: [17],
  serialize: (value: Uint8Array) => `\\x${Buffer.from(value.buffer, value.byteOffset, value.length).toString("hex")}`,
  parse: (text: string) => Uint8Array.from(Buffer.from(text.slice(2), "hex")),
};
