import { startAccountWorld } from "../../scenarios/account-world.ts";
import { createAccountStore } from "../../server/src/features/accounts/account.store.ts";
import { hashToken } from "../../server/src/features/accounts/sessions/session-token.ts";
import { openPostgresForTest, openSqliteForTest } from "../../server/test/databases.ts";
import { median } from "../load/statistics.ts";
import type { DatabaseName } from "../world/database-name.ts";

const LOOK_UPS = 2_000;
const openers = { sqlite: openSqliteForTest, postgres: openPostgresForTest } as const;

/** Microseconds of finding one session by its token, one after another and without HTTP, as every request with a session does. */
export async function measureLookUpUs(database: DatabaseName): Promise<number> {
  await using world = await startAccountWorld(openers[database]);
  const hash = hashToken((await world.join("alice")).token);
  if (!hash) throw new Error("the token is none");
  const { sessionByToken } = createAccountStore(world.storage.database);
  const times: number[] = [];
  for (let index = 0; index < LOOK_UPS; index++) {
    const startedAt = performance.now();
    if (!(await sessionByToken(world.storage.database.read, hash))) throw new Error("there is no session");
    times.push((performance.now() - startedAt) * 1000);
  }
  return median(times);
}
