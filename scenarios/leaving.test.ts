import { expect, setDefaultTimeout, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import * as z from "zod";
import { accountRow } from "../server/test/account-rows.ts";
import { onEachDatabase, onSqlite, openSqliteForTest } from "../server/test/databases.ts";
import { cookiesOf, fromOwnPage, passwordOf, startAccountWorld, type AccountWorld } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

setDefaultTimeout(70_000);

const Document = z.record(z.string(), z.unknown());

const documentOf = (bytes: Uint8Array) => Document.parse(JSON.parse(new TextDecoder().decode(bytes)));

/** Alice, who has something of everything. */
async function aliceWithALife(world: AccountWorld) {
  const [alice, bob, carol] = [await world.join("alice"), await world.join("bob"), await world.join("carol")];
  await world.join("dave");
  await alice.account.changeProfile({ displayName: "Alice", bio: "MARKER bio" });
  await alice.people.ask("bob", "MARKER to Bob");
  await bob.people.accept("alice");
  await alice.people.ask("dave", "MARKER to Dave");
  await carol.people.ask("alice", "MARKER from Carol");
  await alice.people.block("dave");
  await alice.people.unblock("dave");
  await alice.people.ask("dave", "MARKER to Dave again");
  await bob.people.block("carol");
  await alice.people.report({ username: "dave", category: "spam", text: "MARKER report" });
  return { alice, bob, carol };
}

onEachDatabase(
  "an export holds what the server keeps about its owner, and nothing that only others know",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice, bob } = await aliceWithALife(world);
    await bob.people.block("alice");
    const exported = documentOf(await alice.account.exportAccount());
    expect(exported).toMatchObject({
      format: "tacet-export/1",
      server: "localhost",
      account: { username: "alice", displayName: "Alice", bio: "MARKER bio", findByUsername: "everybody" },
      lastSignInDay: new Date(world.storage.clock.now()).toISOString().slice(0, 10),
      devices: [{ label: "alice's laptop", carrier: "token", isThisOne: true }],
      acquaintances: [{ username: "bob" }],
      blocked: [],
      requestsSent: [{ username: "dave", text: "MARKER to Dave again" }],
      requestsReceived: [{ username: "carol", text: "MARKER from Carol" }],
      reports: [{ username: "dave", category: "spam", text: "MARKER report" }],
      isComplete: true,
    });
    expect(JSON.stringify(exported)).not.toMatch(/tacet_|argon2/);
  },
);

test("an export is asked for three times a day, and needs a fresh proof", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account, password } = await world.join("alice");
  const exported = () => outcomeOf(async () => (await account.exportAccount(), "exported"));
  const outcomes = await Promise.all([exported(), exported(), exported(), exported()]);
  expect(outcomes).toEqual(["exported", "exported", "exported", "daily_limit_reached"]);
  world.advance(24 * 3_600_000);
  expect([await exported(), await outcomeOf(async () => (await account.deleteAccount("alice"), "deleted"))]).toEqual([
    "fresh_proof_needed",
    "fresh_proof_needed",
  ]);
  await account.proveAgain({ password });
  expect(await exported()).toBe("exported");
});

test("an export holds every page of a long list", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account } = await world.join("alice");
  const { id } = await account.readAccount();
  const others = Array.from({ length: 350 }, () => accountRow());
  await world.storage.database.transact(async (tx) => {
    await tx.insertInto("accounts").values(others).execute();
    const known = others.map((other) => ({ account_id: id, other_id: other.id, since: 1 }));
    await tx.insertInto("acquaintances").values(known).execute();
  });
  const { acquaintances, isComplete } = documentOf(await account.exportAccount());
  const names = z.array(z.object({ username: z.string() })).parse(acquaintances);
  expect([new Set(names.map(({ username }) => username)).size, isComplete]).toEqual([350, true]);
});

onEachDatabase("a deleted account is nobody's: not its owner's, and not for others to find", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, carol } = await aliceWithALife(world);
  expect(await outcomeOf(async () => (await alice.account.deleteAccount("bob"), "deleted"))).toBe("not_confirmed");
  await alice.account.deleteAccount("Alice");
  const signIn = async () =>
    (await world.visitor.signIn({ who: "alice", proofs: { password: alice.password }, session: { carrier: "token" } }))
      .state;
  expect(await outcomeOf(async () => (await alice.account.readAccount()).username)).toBe("unauthenticated");
  expect(await outcomeOf(signIn)).toBe("sign_in_refused");
  for (const name of ["alice", "ALICE", "al1ce"])
    expect(await outcomeOf(async () => (await world.join(name)).username)).toBe("username_taken");
  const lists = async () => [
    (await bob.people.listAcquaintances()).people,
    (await carol.people.listSent()).requests,
    await outcomeOf(async () => (await bob.people.findByUsername("alice")).username),
    await outcomeOf(async () => (await bob.people.ask("alice")).state),
  ];
  const gone = [[], [], "person_not_found", "person_not_found"];
  expect(await lists()).toEqual(gone);
  await world.sweep();
  expect(await lists()).toEqual(gone);
});

onEachDatabase(
  "the sweeper leaves nothing of a deleted account but its name, wherever it was stopped before",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { alice } = await aliceWithALife(world);
    const { database } = world.storage;
    const { id } = await alice.account.readAccount();
    const others = Array.from({ length: 1200 }, () => accountRow());
    await database.transact(async (tx) => {
      await tx.insertInto("accounts").values(others).execute();
      await tx
        .insertInto("blocks")
        .values(others.map((other) => ({ blocker_id: other.id, blocked_id: id, since: 1 })))
        .execute();
    });
    const everywhere = ["sessions.account_id", "known_devices.account_id", "blocks.blocked_id", "reports.reporter_id"];
    expect(await placesOf(world, id)).toEqual(expect.arrayContaining(everywhere));
    await alice.account.deleteAccount("alice");
    const left: number[] = [];
    for (let patience = 0; patience < 12; patience++) {
      let asked = 0;
      await world.sweep(() => ++asked > patience);
      left.push((await database.read.selectFrom("blocks").select("since").execute()).length);
    }
    expect(left.filter((count) => count > 1 && count < 1200)).not.toEqual([]);
    await Promise.all([world.sweep(), world.sweep()]);
    const account = await database.read
      .selectFrom("accounts")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    expect(account).toMatchObject({ username: "alice", state: "deleted" });
    expect(Object.values(account).filter((value) => value instanceof Uint8Array)).toHaveLength(1);
    expect(await placesOf(world, id)).toEqual(["accounts.id"]);
    const [report] = await database.read.selectFrom("reports").selectAll().execute();
    expect([report?.reporter_id, report?.text, report?.category]).toEqual([null, null, "spam"]);
  },
);

/** Every column of every table that names this account. */
async function placesOf({ storage }: AccountWorld, id: Uint8Array): Promise<string[]> {
  const { read } = storage.database;
  const { rows: columns } = await (storage.database.kind === "sqlite" ? columnsOfSqlite : columnsOfPostgres).execute(
    read,
  );
  const places: string[] = [];
  for (const { table, column } of columns) {
    const { rows } = await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${id} limit 1`.execute(
      read,
    );
    if (rows.length > 0) places.push(`${table}.${column}`);
  }
  return places;
}

interface Column {
  readonly table: string;
  readonly column: string;
}

const columnsOfSqlite = sql<Column>`select t.name as "table", c.name as "column" from sqlite_schema t, pragma_table_info(t.name) c
  where t.type = 'table' and lower(c.type) = 'blob'`;
const columnsOfPostgres = sql<Column>`select table_name as "table", column_name as "column" from information_schema.columns
  where table_schema = current_schema() and data_type = 'bytea'`;

async function filesHolding(folder: string, bytes: Uint8Array): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith("tacet.db"));
  const found = await Promise.all(
    names.map(async (name) => Buffer.from(await Bun.file(join(folder, name)).bytes()).includes(bytes)),
  );
  return names.filter((_, index) => found[index]);
}

onSqlite(
  "within a minute what an account was is in no file any more: secrets, profile, devices and words",
  async (open, { folder }) => {
    await using world = await startAccountWorld(open);
    const { alice } = await aliceWithALife(world);
    const { read } = world.storage.database;
    const [account] = await read
      .selectFrom("accounts")
      .select(["password", "profile"])
      .where("username", "=", "alice")
      .execute();
    const { deviceId } = alice.signedIn;
    const [session] = await read
      .selectFrom("sessions")
      .select(["label", "token_hash"])
      .where("id", "=", deviceId)
      .execute();
    const requests = await read.selectFrom("message_requests").select("text").execute();
    const reports = await read.selectFrom("reports").select("text").execute();
    const pieces = [account?.password, account?.profile, session?.label, session?.token_hash]
      .concat([...requests, ...reports].map(({ text }) => text))
      .map((piece) => (piece ?? new Uint8Array()).subarray(-24));
    expect(pieces).toHaveLength(7);
    for (const piece of pieces) expect([piece.length, await filesHolding(folder, piece)]).not.toEqual([24, []]);
    await alice.account.deleteAccount("alice");
    await world.sweep();
    const remains = async () => (await Promise.all(pieces.map((piece) => filesHolding(folder, piece)))).flat();
    const deadline = performance.now() + 60_000;
    while ((await remains()).length > 0 && performance.now() < deadline) await Bun.sleep(50);
    expect(await remains()).toEqual([]);
  },
);

test("a page that deletes its account loses its cookie", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  await world.join("alice");
  const wish = { who: "alice", proofs: { password: passwordOf("alice") }, session: { carrier: "cookie" } };
  const cookie = cookiesOf(await world.fetch("/v1/session/sign-in", fromOwnPage(wish)));
  const response = await world.fetch("/v1/account/delete", fromOwnPage({ username: "alice" }, { cookie }));
  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie().join()).toMatch(/tacet=;.*Max-Age=0/);
});
