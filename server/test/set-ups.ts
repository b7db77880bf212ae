import { test } from "bun:test";
import { createPostgresPlace, createSqlitePlace, type TestPlace } from "./databases.ts";

/** What server processes of one installation share: where their data is. */
export interface SetUp {
  readonly env: Readonly<Record<string, string>>;
}

/** Registers a test once for each database, each time with a fresh installation for it to start processes of. */
export function onEachSetUp(name: string, body: (setUp: SetUp) => Promise<void>): void {
  for (const [kind, create] of Object.entries({ sqlite: newSqliteSetUp, postgres: newPostgresSetUp })) {
    test(`${name} [${kind}]`, async () => {
      await using setUp = await create();
      await body(setUp);
    });
  }
}

export const newSqliteSetUp = async (): Promise<SetUp & AsyncDisposable> => toSetUp(await createSqlitePlace());
export const newPostgresSetUp = async (): Promise<SetUp & AsyncDisposable> => toSetUp(await createPostgresPlace());

const toSetUp = ({ url, folder, options, ...place }: TestPlace & AsyncDisposable): SetUp & AsyncDisposable => ({
  env: {
    TACET_DATA: folder,
    TACET_DATABASE: url,
    ...(options.masterKey !== undefined && { TACET_MASTER_KEY: options.masterKey }),
  },
  [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
});
