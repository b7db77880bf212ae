import { sendContact } from "@tacet/client";
import { connectContactDesk, connectReports, type ContactDesk } from "@tacet/client/admin";
import { connectPeople } from "@tacet/client/people";
import {
  api,
  ChangeRole,
  CreateInvite,
  DisableAccount,
  EnableAccount,
  MAX_OPEN_INVITES,
  MAX_REPORTS_A_DAY,
  RevokeInvite,
  type Bytes,
  type Endpoint,
} from "@tacet/protocol";
import { sql } from "kysely";
import { inviteRows } from "../server/test/invite-rows.ts";
import { inviteIn } from "./account-world.ts";
import { join, registration, signIn } from "./api-stories-accounts.ts";
import { breakTheRulesAs } from "./api-refusals.ts";
import type { ApiStory } from "./api-stories.ts";
import { outcomeOf } from "./people.ts";
import type { WiredWorld } from "./wired-world.ts";

/** What administrators do: every answer that the contract speaks of. */
export const adminStories: readonly ApiStory[] = [
  { tell: administer },
  { tell: beRefused },
  { tell: loseCommits },
  { tell: breakRulesAsAdmin },
  { tell: readReports },
  { options: { contact: { difficulty: 1 } }, tell: readMessages },
  { options: { mail: "none", contact: { difficulty: 1 } }, tell: answerWithoutMail },
  { options: { http: { registration: "off" } }, tell: closeRegistration },
];

const DAY_MS = 24 * 3_600_000;

/** For a call that the server refuses: what it is told is on the record. */
const refused = (call: Promise<unknown>): Promise<string> => outcomeOf(async () => String(await call));

/** Makes an administrator by a link from the console, and answers a token of it. */
async function joinAsAdmin(world: WiredWorld, username: string): Promise<string> {
  const { invites } = await world.openConsole();
  const { link } = await invites.create("console", { username, role: "admin" });
  const { token } = await world.account().register({ ...registration(username), invite: inviteIn(link) });
  if (token === undefined) throw new Error("no token");
  return token;
}

/** More than one page of them. */
async function readReports(world: WiredWorld): Promise<void> {
  const token = await joinAsAdmin(world, "alice");
  await refused(world.account(token).deleteAccount("alice"));
  await join(world, "mallory");
  const connection = { server: world.origin, fetch: world.ports.fetch };
  for (const username of ["bob", "carol", "dave"]) {
    const people = connectPeople({ ...connection, credentials: { token: await join(world, username) } });
    for (let reports = 0; reports < MAX_REPORTS_A_DAY; reports++) {
      await people.report({ username: "mallory", category: "threat", text: "writes at night" });
    }
  }
  const { listReports, closeReport } = connectReports({ ...connection, credentials: { token } });
  const { reports, next } = await listReports({ state: "open" });
  await listReports({ state: "open", ...(next !== undefined && { after: next }) });
  const [first, second] = reports;
  if (!first || !second) throw new Error("no reports");
  await closeReport(first.id);
  await listReports({ state: "closed" });
  await refused(closeReport(new Uint8Array(16)));
  world.loseNextCommit();
  await refused(closeReport(second.id));
}

const letter = { name: "Ada", email: "ada@example.org", message: "The page is blank.", language: "en" } as const;
const answer = "It is mended.";

async function writeToOperator(world: WiredWorld): Promise<Bytes> {
  await sendContact({ server: world.origin, ...letter }, world.ports);
  const id = world.told.at(-1);
  if (!id) throw new Error("the operator was not told");
  return Uint8Array.from(id);
}

async function sitAtDesk(world: WiredWorld): Promise<ContactDesk> {
  const token = await joinAsAdmin(world, "alice");
  return connectContactDesk({ server: world.origin, fetch: world.ports.fetch, credentials: { token } });
}

/** More than one page of them. */
async function readMessages(world: WiredWorld): Promise<void> {
  for (let count = 0; count < 51; count++) {
    if (count % 10 === 0) world.clock.advance(DAY_MS);
    await writeToOperator(world);
  }
  const desk = await sitAtDesk(world);
  await desk.listMessages({ state: "open", before: (await desk.listMessages({ state: "open" })).next });
  const id = await writeToOperator(world);
  await desk.readMessage(id);
  await desk.answerMessage({ id, text: answer });
  await desk.finishMessage(id);
  await desk.listMessages({ state: "done" });
  await refused(desk.readMessage(new Uint8Array(16)));
  await refused(desk.answerMessage({ id: new Uint8Array(16), text: answer }));
  await refused(desk.finishMessage(new Uint8Array(16)));
  world.loseNextCommit();
  await refused(desk.answerMessage({ id, text: answer }));
  world.loseNextCommit();
  await refused(desk.finishMessage(id));
  world.relay.die();
  await refused(desk.answerMessage({ id, text: answer }));
  world.clock.advance(300_001);
  await refused(desk.answerMessage({ id, text: answer }));
}

async function answerWithoutMail(world: WiredWorld): Promise<void> {
  const desk = await sitAtDesk(world);
  await refused(desk.answerMessage({ id: await writeToOperator(world), text: answer }));
}

async function administer(world: WiredWorld): Promise<void> {
  const alice = world.admin(await joinAsAdmin(world, "alice"));
  await refused(world.admin(await join(world, "bob")).verifyAudit());
  await fillPages(world);
  await alice.listAccounts();
  await alice.disableAccount("bob");
  await refused(world.account().signIn(signIn("bob")));
  await alice.enableAccount("bob");
  await alice.changeRole({ username: "bob", role: "admin" });
  const { link, invite } = await alice.createInvite({ username: "carol", role: "admin", lifeS: 60 });
  await refused(world.account().register({ ...registration("mallory"), invite: inviteIn(link) }));
  await alice.revokeInvite(invite.id);
  await alice.createInvite();
  await alice.listInvites((await alice.listInvites()).next);
  await alice.listAudit((await alice.listAudit()).next);
  await alice.verifyAudit();
  await world.database.transact(async (tx) => {
    await sql`update audit_head set seq = seq + 1`.execute(tx);
  });
  await alice.verifyAudit();
}

/** More of each than a page takes. */
async function fillPages(world: WiredWorld): Promise<void> {
  const { invites } = await world.openConsole();
  for (let count = 0; count < 50; count++) await invites.create("console", {});
  await world.database.transact(async (tx) => {
    const bob = await tx.selectFrom("accounts").selectAll().where("username", "=", "bob").executeTakeFirstOrThrow();
    for (let count = 0; count < 100; count++) {
      const name = `zz-${1000 + count}`;
      const copy = { ...bob, id: new Uint8Array(16).with(0, count), username: name, skeleton: name };
      await tx.insertInto("accounts").values(copy).execute();
    }
  });
}

async function beRefused(world: WiredWorld): Promise<void> {
  const alice = world.admin(await joinAsAdmin(world, "alice"));
  await refused(alice.disableAccount("nobody-here"));
  await refused(alice.enableAccount("nobody-here"));
  await refused(alice.changeRole({ username: "nobody-here", role: "user" }));
  await refused(alice.disableAccount("alice"));
  await refused(alice.changeRole({ username: "alice", role: "user" }));
  await refused(alice.createInvite({ username: "alice" }));
  await refused(alice.createInvite({ username: "postmaster" }));
  await refused(alice.revokeInvite(new Uint8Array(16)));
  const open = inviteRows(MAX_OPEN_INVITES, await world.database.readClock());
  await world.database.transact(async (tx) => {
    for (const row of open) await tx.insertInto("invites").values(row).execute();
  });
  await refused(alice.createInvite());
  world.clock.advance(300_001);
  await refused(alice.createInvite());
  await refused(alice.disableAccount("alice"));
  await refused(alice.enableAccount("alice"));
  await refused(alice.changeRole({ username: "alice", role: "admin" }));
}

/** Each change once with a commit of which nobody knows what became. */
async function loseCommits(world: WiredWorld): Promise<void> {
  const alice = world.admin(await joinAsAdmin(world, "alice"));
  await join(world, "bob");
  const changes: readonly (readonly [Endpoint, () => Promise<unknown>])[] = [
    [DisableAccount, () => alice.disableAccount("bob")],
    [EnableAccount, () => alice.enableAccount("bob")],
    [ChangeRole, () => alice.changeRole({ username: "bob", role: "admin" })],
    [CreateInvite, () => alice.createInvite()],
    [RevokeInvite, () => alice.revokeInvite(new Uint8Array(16))],
  ];
  for (const [, change] of changes) {
    world.loseNextCommit();
    await refused(change());
  }
}

const endpoints: readonly Endpoint[] = api;

/** Before anything else those who are no administrators hear that. */
async function breakRulesAsAdmin(world: WiredWorld): Promise<void> {
  const forAdmins = endpoints.filter(({ auth }) => auth === "admin" || auth === "fresh admin");
  await breakTheRulesAs(world, await joinAsAdmin(world, "alice"), forAdmins);
}

async function closeRegistration(world: WiredWorld): Promise<void> {
  await refused(world.account().register(registration("bob")));
  await refused(world.admin(await joinAsAdmin(world, "alice")).createInvite());
}
