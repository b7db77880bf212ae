import { connectReports } from "@tacet/client/admin";
import { connectPeople, type People } from "@tacet/client/people";
import { connectAccount, type Account } from "@tacet/client/accounts";
import { ENTRIES_PER_PAGE, MAX_LOOKUPS_A_DAY, MAX_REPORTS_A_DAY, Register } from "@tacet/protocol";
import type { ApiStory } from "./api-stories.ts";
import { outcomeOf } from "./people.ts";
import type { WiredWorld } from "./wired-world.ts";

/** What people have to do with each other, and leaving: every answer that the contract speaks of. */
export const peopleStories: readonly ApiStory[] = [
  { tell: getAcquainted },
  { tell: beRefused },
  { tell: doTooMuch },
  { tell: loseCommits },
  { tell: leaveLate },
];

interface Someone {
  readonly account: Account;
  readonly people: People;
  readonly reports: ReturnType<typeof connectReports>;
}

const password = "seven bridges over the quiet river";

async function join(world: WiredWorld, username: string): Promise<Someone> {
  const { token } = await world.call(Register, {
    username,
    signInNeeds: "password",
    proofs: { password },
    session: { carrier: "token" },
  });
  if (token === undefined) throw new Error("no token");
  const connection = { server: world.origin, credentials: { token }, fetch: world.ports.fetch };
  return {
    account: connectAccount(connection),
    people: connectPeople(connection),
    reports: connectReports(connection),
  };
}

/** `person-0` and so on: a few a day, as one address may. */
async function joinAll(world: WiredWorld, count: number): Promise<Someone[]> {
  const all: Someone[] = [];
  for (let index = 0; index < count; index++) {
    if (index % 8 === 0) world.clock.advance(24 * 3_600_000);
    all.push(await join(world, `person-${index}`));
  }
  return all;
}

/** For a call that the server refuses: what it is told is on the record. */
const refused = (call: Promise<unknown>): Promise<string> => outcomeOf(async () => String(await call));

async function getAcquainted(world: WiredWorld): Promise<void> {
  const [alice, bob, carol] = [await join(world, "alice"), await join(world, "bob"), await join(world, "carol")];
  await bob.account.changePrivacy({ showLastSeen: "everybody" });
  world.clock.advance(3_600_000);
  await bob.account.readAccount();
  await alice.people.findByUsername("bob");
  await bob.people.ask("alice", "We met at the harbour");
  await alice.people.listRequests();
  await alice.people.accept("bob");
  await alice.people.listAcquaintances();
  await alice.people.ask("bob");
  await alice.people.ask("carol", "hello");
  await alice.people.listSent();
  await carol.people.decline("alice");
  await alice.people.withdraw("carol");
  await carol.people.block("alice");
  await carol.people.listBlocked();
  await carol.people.unblock("alice");
  await carol.people.report({ username: "alice", category: "spam", text: "asks and asks" });
  await alice.account.proveAgain({ password });
  await alice.account.exportAccount();
  await alice.account.deleteAccount("alice");
}

async function beRefused(world: WiredWorld): Promise<void> {
  const [{ account, people, reports }] = [await join(world, "alice"), await join(world, "bob")];
  await refused(people.findByUsername("nobody-here"));
  await refused(people.findByPhone("+491701234567"));
  await refused(people.ask("nobody-here"));
  await refused(people.accept("bob"));
  await refused(people.block("nobody-here"));
  await refused(people.report({ username: "nobody-here", category: "other", text: "" }));
  await people.block("bob");
  await refused(people.ask("bob"));
  await refused(account.deleteAccount("bob"));
  await refused(reports.listReports({ state: "open" }));
  await refused(reports.closeReport(new Uint8Array(16)));
}

async function doTooMuch(world: WiredWorld): Promise<void> {
  const { account, people } = await join(world, "alice");
  const [popular, ...others] = await joinAll(world, ENTRIES_PER_PAGE + 2);
  await account.proveAgain({ password });
  for (let count = 0; count < 21; count++) await refused(people.ask(`person-${count}`));
  for (let count = 21; count <= MAX_LOOKUPS_A_DAY; count++) await refused(people.ask("person-1"));
  for (let count = 0; count <= MAX_LOOKUPS_A_DAY; count++) await refused(people.findByUsername("person-1"));
  await refused(people.findByPhone("+491701234567"));
  for (let count = 0; count <= MAX_REPORTS_A_DAY; count++) {
    await refused(people.report({ username: "person-1", category: "other", text: "" }));
  }
  for (let count = 0; count < 4; count++) await refused(account.exportAccount());
  if (popular) await fillPages(popular.people, others);
}

async function fillPages(people: People, others: readonly Someone[]): Promise<void> {
  const names = others.map((_, index) => `person-${index + 1}`);
  for (const other of others) await other.people.ask("person-0");
  await people.listRequests();
  for (const name of names) await people.accept(name);
  await people.listAcquaintances();
  for (const name of names) await people.block(name);
  await people.listBlocked();
}

/** Each change once as it should be, and once with a commit of which nobody knows what became. */
async function loseCommits(world: WiredWorld): Promise<void> {
  const { account, people } = await join(world, "alice");
  await join(world, "bob");
  for (const change of [
    () => people.findByUsername("bob"),
    () => people.findByPhone("+491701234567"),
    () => people.ask("bob"),
    () => people.withdraw("bob"),
    () => people.accept("bob"),
    () => people.decline("bob"),
    () => people.block("bob"),
    () => people.unblock("bob"),
    () => people.report({ username: "bob", category: "other", text: "" }),
    () => account.exportAccount(),
    () => account.deleteAccount("alice"),
  ]) {
    world.loseNextCommit();
    await refused(change());
  }
}

async function leaveLate(world: WiredWorld): Promise<void> {
  const { account } = await join(world, "alice");
  world.clock.advance(600_000);
  await refused(account.exportAccount());
  await refused(account.deleteAccount("alice"));
}
