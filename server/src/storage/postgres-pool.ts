import { ProtocolError } from "@tacet/protocol";

/**
 * A connection of its own: the driver's pool hands a connection that broke and came back to whoever still holds it, and a
 * transaction would go on outside itself, each statement committed alone.
 */
export interface PooledClient {
  /** Changes whenever the connection breaks. */
  generation(): number;
  end(): Promise<void>;
}

export interface Pool<Client extends PooledClient> {
  /** Throws ProtocolError("unavailable") when none becomes free in time. */
  acquire(): Promise<Client>;
  release(client: Client): void;
  end(): Promise<void>;
}

export interface PoolOptions<Client extends PooledClient> {
  readonly create: () => Client;
  readonly size: number;
  readonly waitMs: number;
}

/** The client used last is taken first; those who wait are served in their order. */
export function createPool<Client extends PooledClient>({ create, size, waitMs }: PoolOptions<Client>): Pool<Client> {
  const all: Client[] = [];
  const free: Client[] = [];
  const waiting: ((client: Client) => void)[] = [];

  function wait(): Promise<Client> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(take), 1);
        reject(new ProtocolError("unavailable", { detail: "The database is busy" }));
      }, waitMs);
      const take = (client: Client): void => {
        clearTimeout(timer);
        resolve(client);
      };
      waiting.push(take);
    });
  }

  function grow(): Client {
    const client = create();
    all.push(client);
    return client;
  }

  return {
    acquire: async () => free.pop() ?? (all.length < size ? grow() : wait()),
    release: (client) => {
      const next = waiting.shift();
      if (next) next(client);
      else free.push(client);
    },
    end: async () => {
      await Promise.all(all.map((client) => client.end()));
    },
  };
}
