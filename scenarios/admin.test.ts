import { ACCOUNTS_PER_PAGE, AUDIT_ENTRIES_PER_PAGE } from "@tacet/protocol";
import { sql } from "kysely";
import { expect, test } from "bun:test";
import { onEachDatabase, openSqliteForTest } from "../server/test/databases.ts";
import { passwordOf, startAccountWorld, tokensOf, type AccountWorld, type Person } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

const readsOwn = ({ account }: Person): Promise<string> => outcomeOf(async () => (await account.readAccount()).role);

const tryToSignIn = ({ visitor }: AccountWorld, who: string, password = passwordOf(who)): Promise<string> =>
  outcomeOf(async () => (await visitor.signIn({ who, proofs: { password }, session: { carrier: "token" } })).state);

async function signInAgain(world: AccountWorld, who: string): Promise<AccountWorld["visitor"]> {
  const signedIn = await world.visitor.signIn({
    who,
    proofs: { password: passwordOf(who) },
    session: { carrier: "token" },
  });
  if (signedIn.state !== "signed_in") throw new Error("not signed in");
  return world.as(tokensOf(signedIn).token);
}

/** Newest first. */
const actionsOf = async ({ admin }: Person): Promise<readonly string[]> =>
  (await admin.listAudit()).entries.map(
    ({ action, actor, subject }) => `${actor?.username ?? "console"} ${action} ${subject?.username ?? "?"}`,
  );

onEachDatabase(
  "a disabled account is signed out at once and cannot come in, hears why, and comes back when it is enabled",
  async (open) => {
    await using world = await startAccountWorld(open);
    const [alice, bob] = [await world.joinAsAdmin("alice"), await world.join("bob")];
    expect(await alice.admin.disableAccount("bob")).toMatchObject({ username: "bob", state: "disabled" });
    expect(await readsOwn(bob)).toBe("unauthenticated");
    expect(await tryToSignIn(world, "bob")).toBe("account_disabled");
    expect(await tryToSignIn(world, "bob", "not that")).toBe("sign_in_refused");
    await alice.admin.disableAccount("bob");
    expect(await alice.admin.enableAccount("bob")).toMatchObject({ state: "active" });
    expect(await readsOwn(bob)).toBe("unauthenticated");
    const again = await signInAgain(world, "bob");
    expect((await again.listNotices()).notices.map(({ kind }) => kind).toSorted()).toEqual([
      "account_disabled",
      "account_enabled",
      "new_sign_in",
    ]);
    expect((await actionsOf(alice)).slice(0, 2)).toEqual(["alice account_enabled bob", "alice account_disabled bob"]);
  },
);

onEachDatabase("who signs in while the account is being disabled has no session afterwards", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.joinAsAdmin("alice");
  await world.join("bob");
  await Promise.all([...Array.from({ length: 8 }, () => tryToSignIn(world, "bob")), alice.admin.disableAccount("bob")]);
  const sessions = await world.storage.database.read
    .selectFrom("sessions")
    .innerJoin("accounts", "accounts.id", "sessions.account_id")
    .select("accounts.username")
    .execute();
  expect(sessions).toEqual([{ username: "alice" }]);
});

onEachDatabase("a new role counts from the next sign-in on: no session gains or keeps rights", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob] = [await world.joinAsAdmin("alice"), await world.join("bob")];
  expect(await outcomeOf(async () => (await bob.admin.listAccounts()).next ?? "")).toBe("not_allowed");
  expect(await alice.admin.changeRole({ username: "bob", role: "admin" })).toMatchObject({ role: "admin" });
  expect(await readsOwn(bob)).toBe("unauthenticated");
  expect((await (await signInAgain(world, "bob")).readAccount()).role).toBe("admin");
  await alice.admin.changeRole({ username: "bob", role: "user" });
  expect((await (await signInAgain(world, "bob")).readAccount()).role).toBe("user");
  expect((await actionsOf(alice)).filter((line) => line.includes("role_changed"))).toEqual([
    "alice role_changed bob",
    "alice role_changed bob",
  ]);
});

onEachDatabase(
  "the last administrator cannot be taken away from elsewhere, but can be at the machine",
  async (open) => {
    await using world = await startAccountWorld(open);
    const alice = await world.joinAsAdmin("alice");
    const [demote, disable] = [
      () => outcomeOf(async () => (await alice.admin.changeRole({ username: "alice", role: "user" })).role),
      () => outcomeOf(async () => (await alice.admin.disableAccount("alice")).state),
    ];
    expect([await demote(), await disable()]).toEqual(["last_admin", "last_admin"]);
    await world.joinAsAdmin("bob");
    await alice.admin.disableAccount("bob");
    expect([await demote(), await disable()]).toEqual(["last_admin", "last_admin"]);
    const { accounts } = await world.openConsole();
    expect(await accounts.disable("console", "alice")).toMatchObject({ role: "admin", state: "disabled" });
    expect(await readsOwn(alice)).toBe("unauthenticated");
  },
);

onEachDatabase("administrators who all take the role from each other at once leave one", async (open) => {
  await using world = await startAccountWorld(open);
  const names = ["alice", "bob", "carol", "dora"];
  const admins: Person[] = [];
  for (const name of names) admins.push(await world.joinAsAdmin(name));
  await Promise.all(
    admins.flatMap(({ admin, username }) =>
      names
        .filter((name) => name !== username)
        .map((name) => outcomeOf(async () => (await admin.changeRole({ username: name, role: "user" })).role)),
    ),
  );
  const { accounts } = await (await world.openConsole()).accounts.list({});
  expect(accounts.filter(({ role }) => role === "admin")).toHaveLength(1);
  expect(await world.storage.database.read.selectFrom("audit").select("seq").execute()).toHaveLength(8 + 3);
});

onEachDatabase("whoever was let in as an administrator and is none any more changes nothing", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob] = [await world.joinAsAdmin("alice"), await world.joinAsAdmin("bob")];
  await alice.admin.changeRole({ username: "bob", role: "user" });
  const { accounts, invites } = await world.openConsole();
  const late = bob.signedIn.account.id;
  expect(await outcomeOf(async () => (await accounts.disable(late, "alice")).state)).toBe("not_allowed");
  expect(await outcomeOf(async () => (await invites.create(late, {})).link)).toBe("not_allowed");
  expect(await readsOwn(alice)).toBe("admin");
});

test("what changes who may do what needs proofs that are fresh; looking does not", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const alice = await world.joinAsAdmin("alice");
  await world.join("bob");
  world.advance(300_001);
  const disable = () => outcomeOf(async () => (await alice.admin.disableAccount("bob")).state);
  expect(await disable()).toBe("fresh_proof_needed");
  expect((await alice.admin.listAccounts()).accounts).toHaveLength(2);
  await alice.account.proveAgain({ password: alice.password });
  expect(await disable()).toBe("disabled");
});

onEachDatabase(
  "accounts are listed by name, page by page, and never with more than an operator needs",
  async (open) => {
    await using world = await startAccountWorld(open);
    const alice = await world.joinAsAdmin("alice");
    await world.join("anna_b");
    await world.join("annabel");
    const { accounts } = await alice.admin.listAccounts({ startsWith: "Anna_" });
    expect(accounts.map(({ username }) => username)).toEqual(["anna_b"]);
    expect(Object.keys(accounts[0] ?? {}).toSorted()).toEqual([
      "createdAt",
      "id",
      "lastSignInDay",
      "role",
      "state",
      "username",
    ]);
    expect(accounts[0]?.lastSignInDay).toBe(new Date(world.storage.clock.now()).toISOString().slice(0, 10));
    await copyAccount(world, "bulk", ACCOUNTS_PER_PAGE + 20);
    const first = await alice.admin.listAccounts({ startsWith: "bulk" });
    const second = await alice.admin.listAccounts({ startsWith: "bulk", after: first.next });
    const names = [...first.accounts, ...second.accounts].map(({ username }) => username);
    expect([first.accounts.length, new Set(names).size, second.next]).toEqual([
      ACCOUNTS_PER_PAGE,
      ACCOUNTS_PER_PAGE + 20,
      undefined,
    ]);
  },
);

/** More of them than anybody wants to wait for while their passwords are hashed. */
async function copyAccount({ storage: { database } }: AccountWorld, name: string, count: number): Promise<void> {
  const template = await database.read.selectFrom("accounts").selectAll().limit(1).executeTakeFirstOrThrow();
  const copies = Array.from({ length: count }, (_, index) => ({
    ...template,
    id: new Uint8Array(16).fill(9).with(0, index),
    username: `${name}${1000 + index}`,
    skeleton: `${name}${1000 + index}`,
    role: "user" as const,
  }));
  await database.transact(async (tx) => {
    for (const copy of copies) await tx.insertInto("accounts").values(copy).execute();
  });
}

test("whoever is not there cannot be changed", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { admin } = await world.joinAsAdmin("alice");
  for (const change of [
    () => admin.disableAccount("nobody-here"),
    () => admin.enableAccount("nobody-here"),
    () => admin.changeRole({ username: "nobody-here", role: "admin" }),
  ]) {
    expect(await outcomeOf(async () => (await change()).state)).toBe("account_not_found");
  }
});

onEachDatabase("what operators did is read page by page, and a log that was tampered with says so", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.joinAsAdmin("alice");
  await world.join("bob");
  await alice.admin.createInvite({ username: "carol" });
  expect(await actionsOf(alice)).toEqual([
    "alice invite_created ?",
    "alice account_created alice",
    "console invite_created ?",
  ]);
  const { entries } = await alice.admin.listAudit();
  expect(entries[1]?.details).toMatchObject({ username: "alice", role: "admin" });
  for (let round = 0; round < AUDIT_ENTRIES_PER_PAGE / 2; round++) {
    await alice.admin.disableAccount("bob");
    await alice.admin.enableAccount("bob");
  }
  const first = await alice.admin.listAudit();
  const second = await alice.admin.listAudit(first.next);
  expect([first.entries.length, second.entries.length, second.next]).toEqual([AUDIT_ENTRIES_PER_PAGE, 3, undefined]);
  const whole = { state: "whole", entries: AUDIT_ENTRIES_PER_PAGE + 3 } as const;
  expect(await alice.admin.verifyAudit()).toEqual(whole);
  await world.storage.database.transact(async (tx) => {
    const junk = new Uint8Array(3);
    await sql`insert into audit (seq, at, actor, action, details, key_id, previous_mac, mac)
      values (${whole.entries + 1}, ${-1}, ${junk}, 'anything', ${junk}, ${junk}, ${junk}, ${junk})`.execute(tx);
  });
  expect((await alice.admin.listAudit()).entries[0]).toEqual({ seq: whole.entries + 1, actor: {} });
  expect(await alice.admin.verifyAudit()).toEqual({ state: "broken", seq: whole.entries + 1, why: "changed" });
});

onEachDatabase(
  "the last administrator cannot delete the account; with another one, each of them can, but not both at once",
  async (open) => {
    await using world = await startAccountWorld(open);
    const alice = await world.joinAsAdmin("alice");
    expect(await outcomeOf(async () => (await alice.account.deleteAccount("alice"), "deleted"))).toBe("last_admin");
    const bob = await world.joinAsAdmin("bob");
    const outcomes = await Promise.all(
      [alice, bob].map(({ account, username }) =>
        outcomeOf(async () => (await account.deleteAccount(username), "deleted")),
      ),
    );
    expect(outcomes.toSorted((a, b) => a.localeCompare(b))).toEqual(["deleted", "last_admin"]);
  },
);
