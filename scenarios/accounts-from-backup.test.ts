import type { Kysely } from "kysely";
import { expect } from "bun:test";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { backupTo } from "../server/src/operator/backup.ts";
import { markRestored, restoreFrom } from "../server/src/operator/restore.ts";
import { openDatabase } from "../server/src/storage/open-database.ts";
import type { Schema } from "../server/src/storage/schema.ts";
import { createClock, systemClockSources } from "../server/src/storage/clock.ts";
import { openPostgres } from "../server/src/storage/dialect.postgres.ts";
import { onPostgres, onSqlite, type TestPlace } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld } from "./account-world.ts";
import { askForLink, joinWithAddress } from "./mailed-links.ts";
import { outcomeOf } from "./people.ts";

/** What a restore must not bring back (RULES.md S4), and what it must. */

async function liveALittle(world: AccountWorld) {
  const alice = await joinWithAddress(world, "alice");
  await world.visitor.signIn({ who: "alice", proofs: { password: alice.password }, session: { carrier: "token" } });
  await alice.account.setEmail("new@mail.example");
  const emailToken = await askForLink(world, "alice", alice.address);
  const { ticket } = await world.visitor.proveRecovery({
    who: "alice",
    lost: "password",
    proofs: { emailToken: await askForLink(world, "alice", alice.address) },
  });
  const guess = { who: "alice", proofs: { password: "not that" }, session: { carrier: "token" } } as const;
  expect(await outcomeOf(async () => (await world.visitor.signIn(guess)).state)).toBe("sign_in_refused");
  return { ...alice, emailToken, ticket };
}

async function refuseOldLife(
  world: AccountWorld,
  { password, token, ticket, emailToken }: Awaited<ReturnType<typeof liveALittle>>,
) {
  expect(await outcomeOf(async () => (await world.as(token).readAccount()).username)).toBe("unauthenticated");
  expect(await outcomeOf(async () => (await world.visitor.completeRecovery({ ticket, password }), "done"))).toBe(
    "recovery_over",
  );
  const prove = { who: "alice", lost: "password", proofs: { emailToken } } as const;
  expect(await outcomeOf(async () => (await world.visitor.proveRecovery(prove)).state)).toBe("sign_in_refused");
  const signIn = { who: "alice", proofs: { password }, session: { carrier: "token" } } as const;
  expect((await world.visitor.signIn(signIn)).state).toBe("signed_in");
}

/** All that a new table of accounts could be forgotten in. */
const tablesOfAccounts = [
  "accounts",
  "account_notices",
  "sessions",
  "known_devices",
  "account_links",
  "recoveries",
  "guesses",
  "daily_counts",
] as const satisfies readonly (keyof Schema)[];

async function filledTables(db: Kysely<Schema>): Promise<readonly string[]> {
  const filled: string[] = [];
  for (const table of tablesOfAccounts) {
    if (
      (
        await db
          .selectFrom(table)
          .select((row) => row.fn.countAll<number>().as("rows"))
          .execute()
      )[0]?.rows
    )
      filled.push(table);
  }
  return filled;
}

const openPlain = (url: string) =>
  openDatabase({ url, clock: createClock(systemClockSources), openPostgres, onTrouble: () => {} });

const kept = ["accounts", "account_notices"];

onSqlite(
  "a backup holds accounts and nobody's session, link or recovery, and a restore signs everybody out",
  async (open, { folder, url }) => {
    const [backup, raw] = [join(folder, "backup.db"), join(folder, "raw.db")];
    const before = await startAccountWorld(open);
    const life = await liveALittle(before);
    expect(await filledTables(before.storage.database.read)).toEqual([...tablesOfAccounts]);
    await backupTo({ url, target: backup });
    await before.storage.database.eraseTraces();
    copyFileSync(join(folder, "tacet.db"), raw);
    await before[Symbol.asyncDispose]();
    {
      await using copy = await openPlain(`sqlite:${backup}`);
      expect(await filledTables(copy.read)).toEqual(kept);
    }
    for (const file of [backup, raw]) {
      await restoreFrom({ file, url, dataFolder: folder, existing: "replace" });
      await using after = await startAccountWorld(open);
      expect(await filledTables(after.storage.database.read)).toEqual(kept);
      await refuseOldLife(after, life);
    }
  },
);

onPostgres("`restored` signs everybody out of a copy that was put in place by other means", async (open, place) => {
  const before = await startAccountWorld(open);
  const life = await liveALittle(before);
  await before[Symbol.asyncDispose]();
  await silenceServers(place);
  await markRestored({ dataFolder: place.folder, open: () => openPlain(place.url) });
  await using after = await startAccountWorld(open);
  expect(await filledTables(after.storage.database.read)).toEqual(kept);
  await refuseOldLife(after, life);
});

/** As if the last beat were long ago. */
async function silenceServers({ url }: TestPlace): Promise<void> {
  await using database = await openPlain(url);
  await database.transact(async (tx) => void (await tx.updateTable("heartbeat").set({ at: 0 }).execute()));
}
