import { expect } from "bun:test";
import type { Audience } from "@tacet/protocol";
import { onEachDatabase } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import { outcomeOf } from "./people.ts";
import { joinByPhone, phones } from "./phone-people.ts";

const DAY_MS = 24 * 3_600_000;

const found = (seeker: Person, username: string): Promise<string> =>
  outcomeOf(async () => (await seeker.people.findByUsername(username)).username);

onEachDatabase("somebody is found by the exact name, and shows what it says of itself", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob] = [await world.join("alice"), await world.join("bob")];
  await bob.account.changeProfile({ displayName: "Bob", bio: "builds boats" });
  expect(await alice.people.findByUsername("BOB")).toEqual({
    username: "bob",
    address: "bob@localhost",
    displayName: "Bob",
    bio: "builds boats",
  });
  for (const name of ["bobb", "b.ob", "nobody-here"]) {
    expect([name, await found(alice, name)]).not.toEqual([name, "bob"]);
  }
});

onEachDatabase("somebody is found by the phone number however it is written", async (open) => {
  await using world = await startAccountWorld(open);
  const bob = await joinByPhone(world, "bob", { phone: phones.bob });
  await bob.account.changePrivacy({ findByPhone: "everybody" });
  const { people } = await world.join("alice");
  const { account } = await joinByPhone(world, "carol", { phone: phones.carol });
  await account.changePrivacy({ findByPhone: "nobody" });
  const find = (phone: string) => outcomeOf(async () => (await people.findByPhone(phone)).username);
  for (const written of [phones.bob, "+49 151 1234 5679", "\u202A+49 (151) 12345-679\u202C"]) {
    expect([written, await find(written)]).toEqual([written, "bob"]);
  }
  for (const written of [phones.carol, "+49 151 1234 5670", "0151 12345679", "+49 151 1234 567x", "+49"]) {
    expect([written, await find(written)]).toEqual([written, "person_not_found"]);
  }
});

const sees = (seeker: Person, username: string): Promise<string> =>
  outcomeOf(async () =>
    (await seeker.people.findByUsername(username)).lastSeenAt === undefined ? "person" : "person and time",
  );

/** Both have written to each other. */
async function acquaint(one: Person, other: Person): Promise<void> {
  await one.people.ask(other.username);
  await other.people.accept(one.username);
}

onEachDatabase("people are found, and seen to be here, only as far as they allow", async (open) => {
  await using world = await startAccountWorld(open);
  const [stranger, friend, bob] = [await world.join("stranger"), await world.join("friend"), await world.join("bob")];
  await acquaint(friend, bob);
  world.advance(3_600_000);
  const table: readonly (readonly [Audience, Audience, string, string])[] = [
    ["everybody", "everybody", "person and time", "person and time"],
    ["everybody", "acquaintances", "person", "person and time"],
    ["everybody", "nobody", "person", "person"],
    ["acquaintances", "everybody", "person_not_found", "person and time"],
    ["acquaintances", "nobody", "person_not_found", "person"],
    ["nobody", "everybody", "person_not_found", "person_not_found"],
  ];
  for (const [findByUsername, showLastSeen, byStranger, byFriend] of table) {
    await bob.account.changePrivacy({ findByUsername, showLastSeen });
    world.advance(3_600_000);
    await bob.account.readAccount();
    const seen = [await sees(stranger, "bob"), await sees(friend, "bob")];
    expect([findByUsername, showLastSeen, ...seen]).toEqual([findByUsername, showLastSeen, byStranger, byFriend]);
  }
});

onEachDatabase(
  "one who has been written to is an acquaintance of the writer, not the other way round",
  async (open) => {
    await using world = await startAccountWorld(open);
    const [alice, bob] = [await world.join("alice"), await world.join("bob")];
    await acquaint(alice, bob);
    // What Alice did is undone by her block; what Bob did stays.
    await alice.people.block("bob");
    await alice.people.unblock("bob");
    await alice.account.changePrivacy({ findByUsername: "acquaintances" });
    await bob.account.changePrivacy({ findByUsername: "acquaintances" });
    expect([await found(bob, "alice"), await found(alice, "bob")]).toEqual(["person_not_found", "bob"]);
  },
);

onEachDatabase("whoever cannot be found is not there, whatever the reason", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob, carol] = [await world.join("alice"), await world.join("bob"), await world.join("carol")];
  await bob.people.block("alice");
  await carol.account.deleteAccount("carol");
  await world.join("dave");
  await disable(world, "dave");
  const answers = ["alice", "bob", "carol", "dave", "nobody-here"].map(async (username) => {
    const response = await world.fetch("/v1/people/find-by-username", {
      method: "POST",
      headers: { authorization: `Bearer ${alice.token}`, "content-type": "application/json" },
      body: JSON.stringify({ username }),
    });
    const { requestId: _, ...problem } = await response.json();
    return { status: response.status, problem };
  });
  const seen = await Promise.all(answers);
  expect(seen[0]).toMatchObject({ status: 404, problem: { code: "person_not_found" } });
  expect(new Set(seen.map((each) => JSON.stringify(each))).size).toBe(1);
});

const disable = async ({ storage }: AccountWorld, username: string): Promise<void> => {
  await storage.database.transact((tx) =>
    tx.updateTable("accounts").set({ state: "disabled" }).where("username", "=", username).execute(),
  );
};

onEachDatabase("an account looks thirty people up a day, however it looks and whatever comes of it", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, bob] = [await world.join("alice"), await world.join("bob")];
  const looks = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      outcomeOf(async () =>
        (index % 2 ? alice.people.findByPhone("+491701234567") : alice.people.findByUsername("bob")).then(
          () => "found",
        ),
      ),
    ),
  );
  expect(looks.filter((outcome) => outcome !== "daily_limit_reached")).toHaveLength(30);
  expect(await found(bob, "alice")).toBe("alice");
  world.advance(DAY_MS);
  expect(await found(alice, "bob")).toBe("bob");
});
