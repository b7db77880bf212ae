import { expect } from "bun:test";
import { sql } from "kysely";
import { createAccountStore } from "../server/src/features/accounts/account.store.ts";
import { onEachDatabase, onPostgres } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

const ROUNDS = 6;

const outcome = (work: () => Promise<unknown>): Promise<string> => outcomeOf(async () => (await work(), "done"));

async function pairs(world: AccountWorld): Promise<(readonly [Person, Person])[]> {
  const made: (readonly [Person, Person])[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    made.push([await world.join(`asker-${round}`), await world.join(`asked-${round}`)]);
  }
  return made;
}

/** Rows that contradict a block: the blocker knows the blocked one, or one of the two hears the other ask. */
async function contradictions({ storage }: AccountWorld): Promise<number> {
  const { read } = storage.database;
  const known = await read
    .selectFrom("blocks")
    .innerJoin("acquaintances", (join) =>
      join.onRef("account_id", "=", "blocker_id").onRef("other_id", "=", "blocked_id"),
    )
    .select("blocks.since")
    .execute();
  const heard = await read
    .selectFrom("blocks")
    .innerJoin("message_requests", (join) =>
      join.on((pair) =>
        pair.or([
          pair.and([pair("asker_id", "=", pair.ref("blocker_id")), pair("asked_id", "=", pair.ref("blocked_id"))]),
          pair.and([pair("asker_id", "=", pair.ref("blocked_id")), pair("asked_id", "=", pair.ref("blocker_id"))]),
        ]),
      ),
    )
    .select("blocks.since")
    .where("message_requests.state", "=", "open")
    .execute();
  return known.length + heard.length;
}

onEachDatabase("a request that is accepted many times at once is accepted once", async (open) => {
  await using world = await startAccountWorld(open);
  for (const [asker, asked] of await pairs(world)) {
    await asker.people.ask(asked.username);
    const accepts = await Promise.all(
      Array.from({ length: 4 }, () => outcome(() => asked.people.accept(asker.username))),
    );
    expect(accepts).toEqual(Array(4).fill("done"));
    expect((await asker.people.listAcquaintances()).people).toHaveLength(1);
    expect((await asker.people.listSent()).requests).toEqual([]);
  }
});

onEachDatabase("two who ask each other at the same moment are acquainted, and nobody waits", async (open) => {
  await using world = await startAccountWorld(open);
  for (const [one, other] of await pairs(world)) {
    const states = await Promise.all([one.people.ask(other.username), other.people.ask(one.username)]);
    expect(states.map(({ state }) => state).toSorted()).toEqual(["accepted", "waiting"]);
    for (const { people } of [one, other]) {
      expect((await people.listAcquaintances()).people).toHaveLength(1);
      expect((await people.listRequests()).requests).toEqual([]);
    }
  }
});

onEachDatabase("a block that comes while a request is made, accepted or withdrawn holds", async (open) => {
  await using world = await startAccountWorld(open);
  for (const [index, [asker, asked]] of (await pairs(world)).entries()) {
    const [blocker, other] = index % 2 ? [asker, asked] : [asked, asker];
    await asker.people.ask(asked.username);
    await Promise.all([
      outcome(() => asked.people.accept(asker.username)),
      outcome(() => blocker.people.block(other.username)),
      outcome(() => other.people.ask(blocker.username)),
      outcome(() => blocker.people.ask(other.username)),
      outcome(() => asker.people.withdraw(asked.username)),
    ]);
    expect((await blocker.people.listBlocked()).people).toHaveLength(1);
    expect(await contradictions(world)).toBe(0);
  }
});

onEachDatabase("whoever signs in while the account is deleted is not signed in afterwards", async (open) => {
  await using world = await startAccountWorld(open);
  for (let round = 0; round < ROUNDS; round++) {
    const { account, username, password } = await world.join(`leaver-${round}`);
    const signIn = () =>
      world.visitor.signIn({ who: username, proofs: { password }, session: { carrier: "token", label: "phone" } });
    const tries = [outcome(signIn), outcome(signIn), outcome(() => account.deleteAccount(username)), outcome(signIn)];
    expect((await Promise.all(tries))[2]).toBe("done");
    // Late enough for wrong tries to hold nobody off.
    world.advance(3_600_000);
    expect(await outcome(signIn)).toBe("sign_in_refused");
  }
  const { read } = world.storage.database;
  expect(await read.selectFrom("sessions").select("id").execute()).toEqual([]);
  expect(await read.selectFrom("known_devices").select("account_id").execute()).toEqual([]);
});

onPostgres("an account is not deleted while somebody is on the last step of signing in to it", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.join("alice");
  const { database } = world.storage;
  const store = createAccountStore(database);
  const outcomes: string[] = [];
  const waiting = async (): Promise<boolean> =>
    (await sql`select 1 from pg_locks where not granted`.execute(database.read)).rows.length > 0;
  const leaving = await database.transact(async (tx) => {
    expect(await store.lockAccount(tx, alice.signedIn.account.id)).toBeDefined();
    const deleting = alice.account.deleteAccount("alice").then(() => void outcomes.push("deleted"));
    const deadline = performance.now() + 5000;
    while (outcomes.length === 0 && !(await waiting()) && performance.now() < deadline) await Bun.sleep(5);
    expect(outcomes).toEqual([]);
    return { deleting };
  });
  await leaving.deleting;
  expect(await database.read.selectFrom("sessions").select("id").execute()).toEqual([]);
});

onEachDatabase("what others do to somebody who is leaving leaves no rows behind", async (open) => {
  await using world = await startAccountWorld(open);
  for (const [leaver, other] of await pairs(world)) {
    await other.people.ask(leaver.username);
    await Promise.all([
      outcome(() => other.people.block(leaver.username)),
      outcome(() => leaver.people.accept(other.username)),
      outcome(() => leaver.account.deleteAccount(leaver.username)),
      outcome(() => leaver.people.ask(other.username)),
      outcome(() => leaver.people.report({ username: other.username, category: "other", text: "" })),
    ]);
  }
  await Promise.all([world.sweep(), world.sweep()]);
  const { read } = world.storage.database;
  for (const table of ["acquaintances", "blocks", "message_requests", "account_deletions"] as const) {
    expect([table, await read.selectFrom(table).selectAll().execute()]).toEqual([table, []]);
  }
  const texts = await read.selectFrom("reports").select("id").where("text", "is not", null).execute();
  expect(texts).toEqual([]);
});
