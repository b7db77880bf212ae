import { equalBytes, MAX_OPEN_INVITES } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { onEachDatabase, openSqliteForTest } from "../server/test/databases.ts";
import { inviteRows } from "../server/test/invite-rows.ts";
import { inviteIn, startAccountWorld, type AccountWorld } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const tryToJoin = (world: AccountWorld, username: string, link?: string): Promise<string> =>
  outcomeOf(async () => (await world.join(username, link)).signedIn.account.role);

onEachDatabase(
  "a fresh server that takes the invited alone gets its first administrator from the console",
  async (open) => {
    await using world = await startAccountWorld(open, { TACET_REGISTRATION: "invite" });
    expect(await tryToJoin(world, "mallory")).toBe("invite_refused");
    const console = await world.openConsole();
    const { link, invite } = await console.invites.create("console", { username: "alice", role: "admin" });
    expect(link).toMatch(/^http:\/\/localhost:8080\/register#[A-Za-z0-9_-]{43}$/);
    expect(invite).toMatchObject({ role: "admin", username: "alice" });
    expect(await tryToJoin(world, "mallory", link)).toBe("invite_refused");
    expect(await tryToJoin(world, "alice", link)).toBe("admin");
    expect(await tryToJoin(world, "alice2", link)).toBe("invite_refused");
    const { invites } = await console.invites.list({});
    expect(invites).toMatchObject([{ state: "used", usedBy: "alice" }]);
  },
);

onEachDatabase("an administrator invites, and whoever is invited is a user unless it says otherwise", async (open) => {
  await using world = await startAccountWorld(open, { TACET_REGISTRATION: "invite" });
  const alice = await world.joinAsAdmin("alice");
  const { link, invite } = await alice.admin.createInvite();
  expect(invite).toMatchObject({ role: "user", madeBy: "alice" });
  expect(await tryToJoin(world, "bob", link)).toBe("user");
  const forAdmin = await alice.admin.createInvite({ role: "admin" });
  expect(await tryToJoin(world, "carol", forAdmin.link)).toBe("admin");
});

onEachDatabase("of many who bring one invite at once, one gets an account", async (open) => {
  await using world = await startAccountWorld(open, { TACET_REGISTRATION: "invite" });
  const { link } = await (await world.openConsole()).invites.create("console", {});
  const names = Array.from({ length: 10 }, (_, index) => `guest-${index}`);
  const outcomes = await Promise.all(names.map((name) => tryToJoin(world, name, link)));
  expect(outcomes.filter((outcome) => outcome === "user")).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === "invite_refused")).toHaveLength(9);
  expect(await world.storage.database.read.selectFrom("accounts").select("id").execute()).toHaveLength(1);
});

onEachDatabase(
  "an invite is void after its time, after it is revoked, and when its maker is no administrator any more",
  async (open) => {
    await using world = await startAccountWorld(open, { TACET_REGISTRATION: "invite" });
    const [alice, zoe] = [await world.joinAsAdmin("alice"), await world.joinAsAdmin("zoe")];
    const create = () => alice.admin.createInvite();
    const [revoked, ofDemoted, late] = [await create(), await zoe.admin.createInvite(), await create()];
    await alice.admin.revokeInvite(revoked.invite.id);
    expect(await tryToJoin(world, "bob", revoked.link)).toBe("invite_refused");
    expect(await outcomeOf(async () => (await alice.admin.revokeInvite(revoked.invite.id), "revoked"))).toBe(
      "invite_not_found",
    );
    await alice.admin.changeRole({ username: "zoe", role: "user" });
    expect(await tryToJoin(world, "bob", ofDemoted.link)).toBe("invite_refused");
    await alice.admin.changeRole({ username: "zoe", role: "admin" });
    expect(await tryToJoin(world, "bob", ofDemoted.link)).toBe("invite_refused");
    const ofDeleted = await (await world.joinAsAdmin("dora")).admin.createInvite();
    await deleteAccount(world, "dora");
    expect(await tryToJoin(world, "bob", ofDeleted.link)).toBe("invite_refused");
    world.advance(29 * MINUTE_MS);
    expect(await tryToJoin(world, "bob", late.link)).toBe("user");
  },
);

async function deleteAccount({ storage: { database } }: AccountWorld, username: string): Promise<void> {
  const empty = { password: null, profile: null, last_seen_at: null, last_sign_in_day: null };
  await database.transact(async (tx) => {
    const deleted = { ...empty, state: "deleted", ended_at: 1 } as const;
    await tx.updateTable("accounts").set(deleted).where("username", "=", username).execute();
  });
}

test("an invite lives for half an hour unless it says longer, and is forgotten a month later", async () => {
  await using world = await startAccountWorld(openSqliteForTest, { TACET_REGISTRATION: "invite" });
  const alice = await world.joinAsAdmin("alice");
  const [short, long] = [await alice.admin.createInvite(), await alice.admin.createInvite({ lifeS: 7 * 86_400 })];
  const tooLong = await world.fetch("/v1/admin/invites/create", {
    method: "POST",
    headers: { authorization: `Bearer ${alice.token}`, "content-type": "application/json" },
    body: JSON.stringify({ lifeS: 7 * 86_400 + 1 }),
  });
  expect(tooLong.status).toBe(400);
  world.advance(30 * MINUTE_MS);
  expect(await tryToJoin(world, "bob", short.link)).toBe("invite_refused");
  const states = (await alice.admin.listInvites()).invites.map(({ id, state }) => [
    equalBytes(id, long.invite.id),
    state,
  ]);
  expect(states).toContainEqual([true, "open"]);
  expect(states).toContainEqual([false, "expired"]);
  world.advance(6 * DAY_MS);
  expect(await tryToJoin(world, "bob", long.link)).toBe("user");
  world.advance(32 * DAY_MS);
  await world.sweep();
  expect(await world.storage.database.read.selectFrom("invites").select("id").execute()).toEqual([]);
});

test("while registration is off, only an invite that names its account makes one", async () => {
  await using world = await startAccountWorld(openSqliteForTest, { TACET_REGISTRATION: "off" });
  const alice = await world.joinAsAdmin("alice");
  expect(await tryToJoin(world, "bob")).toBe("registration_closed");
  expect(await tryToJoin(world, "bob", `x#${"A".repeat(43)}`)).toBe("registration_closed");
  expect(await outcomeOf(async () => (await alice.admin.createInvite()).link)).toBe("registration_closed");
  const { link } = await alice.admin.createInvite({ username: "bob" });
  expect(await tryToJoin(world, "carol", link)).toBe("invite_refused");
  expect(await tryToJoin(world, "bob", link)).toBe("user");
});

test("where registration is open an invite is not needed, and one that is brought must be good", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  expect(await tryToJoin(world, "bob")).toBe("user");
  expect(await tryToJoin(world, "carol", `x#${"A".repeat(43)}`)).toBe("invite_refused");
  expect((await world.joinAsAdmin("dora")).signedIn.account.role).toBe("admin");
});

onEachDatabase("the name in an invite is kept for whoever has its link, and the latest link counts", async (open) => {
  await using world = await startAccountWorld(open);
  const { invites } = await world.openConsole();
  const first = await invites.create("console", { username: "miriam" });
  expect(await tryToJoin(world, "miriam")).toBe("username_taken");
  expect(await tryToJoin(world, "MIRIARN")).toBe("username_taken");
  const second = await invites.create("console", { username: "miriam" });
  expect(await tryToJoin(world, "miriam", first.link)).toBe("invite_refused");
  expect(await tryToJoin(world, "miriam", second.link)).toBe("user");
  const create = (username: string) => outcomeOf(async () => (await invites.create("console", { username })).link);
  expect(await create("rniriam")).toBe("username_taken");
  expect(await create("postmaster")).toBe("username_refused");
});

onEachDatabase("there is an end to how many invites can be open", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.joinAsAdmin("alice");
  const rows = inviteRows(MAX_OPEN_INVITES, world.storage.clock.now());
  await world.storage.database.transact(async (tx) => {
    for (const row of rows) await tx.insertInto("invites").values(row).execute();
  });
  expect(await outcomeOf(async () => (await alice.admin.createInvite()).link)).toBe("list_full");
  const seen = new Set<string>();
  let before: Awaited<ReturnType<typeof alice.admin.listInvites>>["next"];
  do {
    const page = await alice.admin.listInvites(before);
    for (const { id } of page.invites) seen.add(id.toHex());
    before = page.next;
  } while (before);
  expect(seen.size).toBe(MAX_OPEN_INVITES + 1);
});

test("what is kept of an invite lets nobody use it, and no log holds its link", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const alice = await world.joinAsAdmin("alice");
  const { link } = await alice.admin.createInvite();
  await tryToJoin(world, "bob", link);
  const token = inviteIn(link);
  const rows = await world.storage.database.read.selectFrom("invites").selectAll().execute();
  expect(rows.length).toBe(2);
  for (const row of rows)
    for (const value of Object.values(row))
      if (value instanceof Uint8Array) expect(Buffer.from(value).includes(token)).toBe(false);
  expect(world.log.join("")).not.toContain(link.slice(-43));
});
