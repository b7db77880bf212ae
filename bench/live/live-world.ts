import { startTestServer, type TestServer } from "../../server/test/start-server.ts";
import { createSqlitePlace, type TestPlace } from "../../server/test/databases.ts";
import { openStorage, type Storage } from "../../server/src/storage/storage.ts";

/** A database that a measurement fills first, and a server process on it afterwards. */
export interface LiveWorld extends AsyncDisposable {
  readonly place: TestPlace;
  /** While no server runs. */
  readonly fill: <T>(work: (storage: Storage) => Promise<T>) => Promise<T>;
  readonly start: (options?: StartOptions) => Promise<TestServer>;
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
}

export async function createLiveWorld(): Promise<LiveWorld> {
  const place = await createSqlitePlace();
  return {
    place,
    fill: async (work) => {
      await using storage = await openStorage(place.options);
      return await work(storage);
    },
    start: ({ env = {}, ...options } = {}) =>
      startTestServer({ ...options, env: { TACET_DATA: place.folder, TACET_DATABASE: place.url, ...env } }),
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}
