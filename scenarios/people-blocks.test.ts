import { expect } from "bun:test";
import { accountRow } from "../server/test/account-rows.ts";
import { onEachDatabase } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

const names = (people: readonly { readonly username: string }[]): string[] => people.map(({ username }) => username);

async function acquaint(one: Person, other: Person): Promise<void> {
  await one.people.ask(other.username);
  await other.people.accept(one.username);
}

/** What somebody sees of its own people, and hears when it asks somebody. */
const viewOf = async ({ people }: Person, other: string): Promise<unknown> => [
  names((await people.listAcquaintances()).people),
  names((await people.listSent()).requests),
  names((await people.listBlocked()).people),
  (await people.ask(other)).state,
  names((await people.listSent()).requests),
];

onEachDatabase("somebody is blocked and unblocked as often as one likes", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice] = [await world.join("alice"), await world.join("bob"), await world.join("carol")];
  for (let round = 0; round < 2; round++) {
    for (const name of ["carol", "bob", "BOB"]) await alice.people.block(name);
    expect(names((await alice.people.listBlocked()).people)).toEqual(["bob", "carol"]);
    for (const name of ["carol", "bob", "bob", "nobody-here"]) await alice.people.unblock(name);
    expect((await alice.people.listBlocked()).people).toEqual([]);
  }
  for (const name of ["nobody-here", "alice"]) {
    expect(await outcomeOf(async () => (await alice.people.block(name), "blocked"))).toBe("person_not_found");
  }
});

onEachDatabase("an acquaintance who is blocked sees nothing of it, before and after the block ends", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob] = [await world.join("alice"), await world.join("bob")];
  await acquaint(bob, alice);
  const before = await viewOf(bob, "alice");
  await alice.people.block("bob");
  expect(await viewOf(bob, "alice")).toEqual(before);
  expect((await alice.people.listRequests()).requests).toEqual([]);
  await alice.people.unblock("bob");
  expect((await alice.people.listRequests()).requests).toEqual([]);
  expect((await alice.people.listAcquaintances()).people).toEqual([]);
  // Strangers to Alice again: Bob's next request is one to her, although he sees none.
  expect(await viewOf(bob, "alice")).toEqual(before);
  expect(names((await alice.people.listRequests()).requests.map(({ person }) => person))).toEqual(["bob"]);
  await alice.people.accept("bob");
  expect(names((await alice.people.listAcquaintances()).people)).toEqual(["bob"]);
  expect(await viewOf(bob, "alice")).toEqual(before);
});

onEachDatabase("a block silences a request and withdraws one's own", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob, carol] = [await world.join("alice"), await world.join("bob"), await world.join("carol")];
  await bob.people.ask("alice");
  await alice.people.ask("carol");
  const before = await viewOf(bob, "alice");
  await alice.people.block("bob");
  await alice.people.block("carol");
  expect((await alice.people.listRequests()).requests).toEqual([]);
  expect(await viewOf(bob, "alice")).toEqual(before);
  expect([(await alice.people.listSent()).requests, (await carol.people.listRequests()).requests]).toEqual([[], []]);
  expect(await outcomeOf(async () => (await alice.people.ask("bob")).state)).toBe("person_blocked");
  expect(await outcomeOf(async () => (await alice.people.accept("bob"), "accepted"))).toBe("request_not_found");
  // Whom one has blocked one still finds: to know again who it is.
  expect((await alice.people.findByUsername("bob")).username).toBe("bob");
});

onEachDatabase("a thousand people are blocked and no more, in pages by name", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.join("alice");
  await addPeople(world, 1001);
  await blockAll(world, alice, 999);
  const outcomes = await Promise.all(
    ["person-0999", "person-1000"].map((name) => outcomeOf(async () => (await alice.people.block(name), "blocked"))),
  );
  expect(outcomes.toSorted()).toEqual(["blocked", "list_full"]);
  await alice.people.block("person-0001");
  const listed: string[] = [];
  for (let after: string | undefined = ""; after !== undefined;) {
    const page: Awaited<ReturnType<typeof alice.people.listBlocked>> = await alice.people.listBlocked(
      after === "" ? {} : { after },
    );
    listed.push(...names(page.people));
    after = page.next;
  }
  expect([listed.length, new Set(listed).size]).toEqual([1000, 1000]);
  expect(listed).toEqual(listed.toSorted());
});

async function addPeople({ storage: { database } }: AccountWorld, count: number): Promise<void> {
  const accounts = Array.from({ length: count }, (_, index) =>
    accountRow({ username: `person-${String(index).padStart(4, "0")}` }),
  );
  await database.transact((tx) => tx.insertInto("accounts").values(accounts).execute());
}

async function blockAll({ storage: { database } }: AccountWorld, { username }: Person, count: number): Promise<void> {
  const all = await database.read.selectFrom("accounts").select(["id", "username"]).orderBy("username").execute();
  const blocker = all.find((account) => account.username === username);
  if (!blocker) throw new Error("no such account");
  const blocks = all
    .filter((account) => account !== blocker)
    .slice(0, count)
    .map(({ id }) => ({ blocker_id: blocker.id, blocked_id: id, since: 1 }));
  await database.transact((tx) => tx.insertInto("blocks").values(blocks).execute());
}
