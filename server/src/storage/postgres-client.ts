import postgres from "postgres";
import { readLateValues } from "./compiled-query.ts";
import { fromDriver, PostgresConnectionLost } from "./postgres-errors.ts";
import type { PooledClient } from "./postgres-pool.ts";
import { sessionTimeouts } from "./postgres-settings.ts";

export interface PostgresClient extends PooledClient {
  /**
   * Throws PostgresFailure, or PostgresConnectionLost: also when the connection is not that of `generation` any more, and then
   * nothing was sent.
   */
  query(text: string, parameters: readonly unknown[], generation: number): Promise<postgres.RowList<postgres.Row[]>>;
}

/** One connection, made when it is first needed and again after it broke. */
export function createPostgresClient(url: string, session: Readonly<Record<string, string>>): PostgresClient {
  let generation = 0;
  const client = postgres(url, {
    max: 1,
    connect_timeout: 5,
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => {},
    onclose: () => {
      generation += 1;
    },
    connection: { application_name: "tacet", ...sessionTimeouts, ...session },
    types: { bigint, bytes },
  });
  return {
    generation: () => generation,
    query: async (text, parameters, begunAt) => {
      if (begunAt !== generation) throw new PostgresConnectionLost("CONNECTION_CLOSED");
      try {
        return await client.unsafe(text, bindable(parameters), { prepare: true });
      } catch (error) {
        throw fromDriver(error);
      }
    },
    end: () => client.end({ timeout: 5 }),
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
