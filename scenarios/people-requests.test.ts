import { expect } from "bun:test";
import { onEachDatabase } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

const DAY_MS = 24 * 3_600_000;

const asked = (asker: Person, { username }: Person, text = ""): Promise<string> =>
  outcomeOf(async () => (await asker.people.ask(username, text)).state);

/** Whom somebody hears ask. */
const heardBy = async ({ people }: Person): Promise<string[]> =>
  (await people.listRequests()).requests.map(({ person }) => person.username);

/** All that an asker can see of its requests and of whom it has written to. */
async function viewOf({ people }: Person): Promise<unknown> {
  const [{ requests }, acquaintances] = [await people.listSent(), await people.listAcquaintances()];
  return { requests: requests.map(({ username, text }) => ({ username, text })), acquaintances };
}

async function threePeople(world: AccountWorld) {
  return { alice: await world.join("alice"), bob: await world.join("bob"), carol: await world.join("carol") };
}

onEachDatabase("a request is heard with its words, and accepted it makes acquaintances of both", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob } = await threePeople(world);
  await alice.account.changeProfile({ displayName: "Alice" });
  expect(await asked(alice, bob, "We met at the harbour")).toBe("waiting");
  const { requests, next } = await bob.people.listRequests();
  expect(requests).toMatchObject([
    { person: { username: "alice", displayName: "Alice" }, text: "We met at the harbour" },
  ]);
  expect(next).toBeUndefined();
  await bob.people.accept("alice");
  for (const [one, other] of [
    [alice, "bob"],
    [bob, "alice"],
  ] as const) {
    expect((await one.people.listAcquaintances()).people.map(({ username }) => username)).toEqual([other]);
  }
  expect([await heardBy(bob), (await alice.people.listSent()).requests]).toEqual([[], []]);
  expect([await asked(alice, bob), await asked(bob, alice)]).toEqual(["accepted", "accepted"]);
  // The answer to the first may have been lost.
  await bob.people.accept("alice");
  expect(await outcomeOf(async () => (await bob.people.accept("carol"), "accepted"))).toBe("request_not_found");
});

onEachDatabase("two who ask each other have both said yes, even to somebody they had declined", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob, carol } = await threePeople(world);
  expect([await asked(alice, bob), await asked(bob, alice)]).toEqual(["waiting", "accepted"]);
  await asked(alice, carol);
  await carol.people.decline("alice");
  expect(await asked(carol, alice)).toBe("accepted");
  const { people } = await alice.people.listAcquaintances();
  expect(people.map(({ username }) => username)).toEqual(["bob", "carol"]);
});

onEachDatabase("whoever waits cannot tell why: not heard, declined, blocked and unwanted look alike", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob } = await threePeople(world);
  const silences: Record<string, (name: string, person: Person) => Promise<unknown>> = {
    unanswered: async () => {},
    declining: (_, { people }) => people.decline("alice"),
    blocking: (_, { people }) => people.block("alice"),
    unfindable: (_, { account }) => account.changePrivacy({ findByUsername: "nobody" }),
    disabled: async (name) => setState(world, name, "disabled"),
  };
  const seen = new Set<string>();
  for (const [name, silence] of Object.entries(silences)) {
    for (const order of ["asked first", "silent first"]) {
      const person = await world.join(`${name}-${order === "asked first" ? "1" : "2"}`);
      if (order === "silent first") await silence(person.username, person);
      const first = await asked(alice, person, "hello");
      if (order === "asked first") await silence(person.username, person);
      const story = [first, await viewOf(alice), await asked(alice, person, "hello?"), await viewOf(alice)];
      await alice.people.withdraw(person.username);
      story.push(await viewOf(alice), await asked(alice, person), await viewOf(alice));
      await alice.people.withdraw(person.username);
      seen.add(JSON.stringify(story).replaceAll(person.username, "somebody"));
    }
    world.advance(DAY_MS);
  }
  expect([...seen]).toHaveLength(1);
  expect(await asked(bob, alice)).toBe("waiting");
});

const setState = async ({ storage }: AccountWorld, username: string, state: "active" | "disabled"): Promise<void> => {
  await storage.database.transact((tx) =>
    tx.updateTable("accounts").set({ state }).where("username", "=", username).execute(),
  );
};

onEachDatabase("who has declined is left in peace for thirty days, whatever the asker does", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob } = await threePeople(world);
  await asked(alice, bob);
  await bob.people.decline("alice");
  expect(await heardBy(bob)).toEqual([]);
  for (const [days, heard] of [
    [7, []],
    [22, []],
    [0.9, []],
    [0.1, ["alice"]],
  ] as const) {
    world.advance(days * DAY_MS);
    await alice.people.withdraw("bob");
    await world.sweep();
    expect(await asked(alice, bob)).toBe("waiting");
    expect([days, await heardBy(bob)]).toEqual([days, [...heard]]);
  }
});

onEachDatabase("what was withdrawn leaves nothing behind when its time is over", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob } = await threePeople(world);
  const rows = () => world.storage.database.read.selectFrom("message_requests").select("id").execute();
  await asked(alice, bob);
  await alice.people.withdraw("bob");
  expect([await rows(), await heardBy(bob)]).toEqual([[], []]);
  await asked(alice, bob);
  await bob.people.decline("alice");
  await alice.people.withdraw("bob");
  await world.sweep();
  expect(await rows()).toHaveLength(1);
  world.advance(31 * DAY_MS);
  await world.sweep();
  expect(await rows()).toEqual([]);
});

onEachDatabase("a newer request takes the place of the older, and lists go from the newest in pages", async (open) => {
  await using world = await startAccountWorld(open);
  const bob = await world.join("bob");
  const askers: Person[] = [];
  for (let count = 0; count < 23; count++) {
    askers.push(await world.join(`asker-${count}`));
    // Several at the same moment, too.
    if (count % 3 === 0) world.advance(1000);
    await asked(askers[count] ?? bob, bob, `first ${count}`);
  }
  world.advance(1000);
  await asked(askers[0] ?? bob, bob, "again");
  const first = await bob.people.listRequests();
  const second = await bob.people.listRequests({ ...(first.next && { after: first.next }) });
  expect([first.requests.length, second.requests.length, second.next]).toEqual([20, 3, undefined]);
  const all = [...first.requests, ...second.requests];
  expect(all[0]).toMatchObject({ person: { username: "asker-0" }, text: "again" });
  expect(new Set(all.map(({ person }) => person.username)).size).toBe(23);
  const times = all.map(({ askedAt }) => askedAt);
  expect(times).toEqual(times.toSorted((a, b) => b - a));
});

onEachDatabase(
  "twenty requests wait at a time, however they were received, and thirty are made a day",
  async (open) => {
    await using world = await startAccountWorld(open);
    const alice = await world.join("alice");
    const people: Person[] = [];
    for (let count = 0; count < 21; count++) people.push(await world.join(`person-${count}`));
    const [last, ...others] = people;
    if (!last) throw new Error("nobody");
    await Promise.all(others.map((each) => asked(alice, each)));
    await others[0]?.people.decline("alice");
    await others[1]?.people.block("alice");
    expect((await alice.people.listSent()).requests).toHaveLength(20);
    expect(await asked(alice, last)).toBe("list_full");
    await alice.people.withdraw(others[0]?.username ?? "");
    expect(await asked(alice, last)).toBe("waiting");
    const more = await Promise.all(Array.from({ length: 12 }, () => asked(alice, last)));
    expect(more.filter((outcome) => outcome === "waiting")).toHaveLength(8);
    expect(more.filter((outcome) => outcome === "daily_limit_reached")).toHaveLength(4);
  },
);

onEachDatabase("nobody asks itself, somebody who never was, or a deleted account", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob } = await threePeople(world);
  await asked(bob, alice);
  await bob.account.deleteAccount("bob");
  for (const username of ["alice", "bob", "nobody-here"]) {
    expect(await outcomeOf(async () => (await alice.people.ask(username)).state)).toBe("person_not_found");
  }
  expect(await heardBy(alice)).toEqual([]);
});
