import { ProtocolError } from "@tacet/protocol";

/**
 * Does not come back once it is lost: the driver's pool hands a connection that broke and came back to whoever still holds it, and a
 * transaction would go on outside itself, each statement committed alone.
 */
export interface PooledConnection {
  isLost(): boolean;
  end(): Promise<void>;
}

export interface Pool<Connection extends PooledConnection> {
  /** Throws ProtocolError("unavailable") when none becomes free in time. */
  acquire(): Promise<Connection>;
  release(connection: Connection): void;
  end(): Promise<void>;
}

export interface PoolOptions<Connection extends PooledConnection> {
  readonly create: () => Connection;
  readonly size: number;
  readonly waitMs: number;
}

/** The connection used last is taken first; those who wait are served in their order. One that was lost makes room for a new one. */
export function createPool<Connection extends PooledConnection>({
  create,
  size,
  waitMs,
}: PoolOptions<Connection>): Pool<Connection> {
  const all = new Set<Connection>();
  const free: Connection[] = [];
  const waiting: ((connection: Connection) => void)[] = [];

  function takeFree(): Connection | undefined {
    for (let connection = free.pop(); connection; connection = free.pop()) {
      if (!connection.isLost()) return connection;
      all.delete(connection);
    }
    return undefined;
  }

  function wait(): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(take), 1);
        reject(new ProtocolError("unavailable", { detail: "The database is busy" }));
      }, waitMs);
      const take = (connection: Connection): void => {
        clearTimeout(timer);
        resolve(connection);
      };
      waiting.push(take);
    });
  }

  function grow(): Connection {
    const connection = create();
    all.add(connection);
    return connection;
  }

  function replaceLost(connection: Connection): Connection {
    if (!connection.isLost()) return connection;
    all.delete(connection);
    return grow();
  }

  return {
    acquire: async () => takeFree() ?? (all.size < size ? grow() : wait()),
    release: (connection) => {
      const next = waiting.shift();
      if (next) next(replaceLost(connection));
      else free.push(connection);
    },
    end: async () => {
      await Promise.all([...all].map((connection) => connection.end()));
    },
  };
}
