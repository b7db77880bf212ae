import { api, encodeBase64url, Problem, type Endpoint, type ErrorCode } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { onEachDatabase } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";

/** One account never sees or changes anything of another: every call, made by Mallory with all that names what is Bob's. */

/** What Mallory got to know, from wherever. */
interface Known {
  readonly deviceId: string;
  readonly password: string;
  /** Where a page of Bob's requests would end. */
  readonly pageEnd: string;
  readonly reportId: string;
  /** Out of a text that Bob got. */
  readonly phoneCode: { readonly request: string; readonly code: string };
}

interface Trial {
  readonly body?: (known: Known) => object;
  readonly outcome: "ok" | ErrorCode;
}

const BOBS_PHONE = "+4915112345678";
const aboutBob = () => ({ username: "bob" });

/** What names nothing of Bob's is tried all the same: it must be about Mallory alone. A new call has to join. */
const trials: Readonly<Record<string, Trial>> = {
  proveAgain: { body: ({ password }) => ({ proofs: { password } }), outcome: "sign_in_refused" },
  rotateSession: { outcome: "ok" },
  signOut: { outcome: "ok" },
  listDevices: { outcome: "ok" },
  endDevice: { body: ({ deviceId }) => ({ deviceId }), outcome: "device_not_found" },
  endOtherDevices: { outcome: "ok" },
  readOwnAccount: { outcome: "ok" },
  changeProfile: { body: () => ({ displayName: "Mallory", bio: "none" }), outcome: "ok" },
  changePrivacy: { body: () => ({ findByUsername: "everybody", showLastSeen: "everybody" }), outcome: "ok" },
  changeCredentials: { body: () => ({ phrase: "unveiling cactus armhole drizzle putdown eskimo" }), outcome: "ok" },
  listNotices: { outcome: "ok" },
  markNoticesSeen: { body: () => ({ upTo: 2 ** 50 }), outcome: "ok" },
  setEmail: { body: () => ({ email: null }), outcome: "ok" },
  requestOwnPhoneCode: { outcome: "phone_unavailable" },
  requestNewPhoneCode: { body: () => ({ phone: BOBS_PHONE }), outcome: "ok" },
  setPhone: { body: ({ phoneCode }) => ({ phone: BOBS_PHONE, phoneCode }), outcome: "sign_in_refused" },
  removePhone: { outcome: "ok" },
  readRecovery: { outcome: "ok" },
  cancelRecovery: { outcome: "ok" },
  listAccounts: { body: () => ({}), outcome: "not_allowed" },
  disableAccount: { body: aboutBob, outcome: "not_allowed" },
  enableAccount: { body: aboutBob, outcome: "not_allowed" },
  changeRole: { body: () => ({ username: "bob", role: "admin" }), outcome: "not_allowed" },
  createInvite: { body: () => ({}), outcome: "not_allowed" },
  listInvites: { body: () => ({}), outcome: "not_allowed" },
  revokeInvite: { body: ({ reportId }) => ({ id: reportId }), outcome: "not_allowed" },
  listAudit: { body: () => ({}), outcome: "not_allowed" },
  verifyAudit: { outcome: "not_allowed" },
  exportAccount: { outcome: "ok" },
  deleteAccount: { body: aboutBob, outcome: "not_confirmed" },
  findByUsername: { body: aboutBob, outcome: "person_not_found" },
  findByPhone: { body: () => ({ phone: BOBS_PHONE }), outcome: "person_not_found" },
  askPerson: { body: () => ({ username: "bob", text: "let me in" }), outcome: "ok" },
  withdrawRequest: { body: aboutBob, outcome: "ok" },
  listSentRequests: { outcome: "ok" },
  listRequests: { body: ({ pageEnd }) => ({ after: pageEnd }), outcome: "ok" },
  acceptRequest: { body: aboutBob, outcome: "request_not_found" },
  declineRequest: { body: aboutBob, outcome: "ok" },
  listAcquaintances: { body: () => ({ after: "aaa" }), outcome: "ok" },
  blockPerson: { body: aboutBob, outcome: "ok" },
  unblockPerson: { body: aboutBob, outcome: "ok" },
  listBlocked: { body: () => ({ after: "aaa" }), outcome: "ok" },
  reportPerson: { body: () => ({ username: "bob", category: "other", text: "" }), outcome: "ok" },
  listReports: { body: ({ pageEnd }) => ({ state: "open", after: pageEnd }), outcome: "not_allowed" },
  listContactMessages: { body: () => ({ state: "open" }), outcome: "not_allowed" },
  readContactMessage: { body: ({ reportId }) => ({ id: reportId }), outcome: "not_allowed" },
  answerContactMessage: { body: ({ reportId }) => ({ id: reportId, text: "Give it to me." }), outcome: "not_allowed" },
  finishContactMessage: { body: ({ reportId }) => ({ id: reportId }), outcome: "not_allowed" },
  readInbox: { body: () => ({ filter: "all" }), outcome: "ok" },
  closeReport: { body: ({ reportId }) => ({ id: reportId }), outcome: "not_allowed" },
};

const endpoints: readonly Endpoint[] = api.filter(({ auth }) => auth !== "public");

test("every call that is not public is tried", () => {
  expect(Object.keys(trials).toSorted()).toEqual(endpoints.map(({ name }) => name).toSorted());
});

onEachDatabase("no call of one account shows or changes anything of another", async (open) => {
  await using world = await startAccountWorld(open);
  const bob = await bobWithALife(world);
  const known = await leaked(world, bob);
  const secrets = ["MARKER", "carol", "dave", "erin", known.deviceId, known.reportId, bob.token, BOBS_PHONE];
  secrets.push(encodeBase64url(bob.signedIn.account.id));
  const before = await everythingOf(world, bob);
  expect(JSON.stringify(before)).toContain("MARKER");
  for (const [index, endpoint] of endpoints.entries()) {
    const mallory = await world.join(`mallory-${index}`);
    const { body, outcome } = trials[endpoint.name] ?? { outcome: "ok" };
    const answer = await ask(world, endpoint, { token: mallory.token, body: body?.(known) });
    expect([endpoint.name, answer.outcome]).toEqual([endpoint.name, outcome]);
    for (const secret of secrets)
      expect([endpoint.name, secret, answer.text.includes(secret)]).toEqual([endpoint.name, secret, false]);
    expect([endpoint.name, await everythingOf(world, bob)]).toEqual([endpoint.name, before]);
  }
});

/** With something of everything, and private in every way that there is. */
async function bobWithALife(world: AccountWorld): Promise<Person> {
  const bob = await withPhone(world, await world.join("bob"));
  const [carol, dave] = [await world.join("carol"), await world.join("dave")];
  await world.join("erin");
  const { account, people } = bob;
  await account.changeProfile({ displayName: "MARKER Bob", bio: "MARKER bio" });
  await people.ask("carol", "MARKER to Carol");
  await carol.people.accept("bob");
  await dave.people.ask("bob", "MARKER to Bob");
  await people.ask("erin", "MARKER to Erin");
  await world.join("frank");
  await people.block("frank");
  await people.report({ username: "frank", category: "threat", text: "MARKER report" });
  await account.changePrivacy({ findByUsername: "nobody", findByPhone: "nobody", showLastSeen: "nobody" });
  return bob;
}

/** Whose session goes on under a new token. */
async function withPhone(world: AccountWorld, person: Person): Promise<Person> {
  const issued = await person.account.requestNewPhoneCode(BOBS_PHONE);
  const { token = "" } = await person.account.setPhone({
    phone: BOBS_PHONE,
    phoneCode: world.codeOf(issued, BOBS_PHONE),
  });
  return { ...person, token, account: world.as(token), people: world.peopleAs(token) };
}

async function leaked(world: AccountWorld, bob: Person): Promise<Known> {
  const { read } = world.storage.database;
  const { request, code } = world.codeOf(await bob.account.requestOwnPhoneCode(), BOBS_PHONE);
  const { id, asked_at } = await read
    .selectFrom("message_requests")
    .select(["id", "asked_at"])
    .where("asked_id", "=", bob.signedIn.account.id)
    .executeTakeFirstOrThrow();
  const pageEnd = Buffer.alloc(24);
  pageEnd.writeBigUInt64BE(BigInt(asked_at) + 1n);
  pageEnd.set(id, 8);
  const report = await read.selectFrom("reports").select("id").executeTakeFirstOrThrow();
  return {
    deviceId: encodeBase64url(bob.signedIn.deviceId),
    password: bob.password,
    pageEnd: encodeBase64url(pageEnd),
    reportId: encodeBase64url(report.id),
    phoneCode: { request: encodeBase64url(request), code },
  };
}

interface Asking {
  readonly token: string;
  readonly body: object | undefined;
}

async function ask(
  world: AccountWorld,
  { path, method }: Endpoint,
  { token, body }: Asking,
): Promise<{ readonly outcome: string; readonly text: string }> {
  const response = await world.fetch(path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { outcome: response.ok ? "ok" : Problem.parse(JSON.parse(text)).code, text };
}

/** All that Bob's own session shows, and what is on record of him. */
async function everythingOf({ storage }: AccountWorld, { account, people, signedIn }: Person): Promise<unknown> {
  const { read } = storage.database;
  const { id } = signedIn.account;
  return [
    await account.readAccount(),
    await account.listDevices(),
    await account.listNotices(),
    await people.listSent(),
    await people.listRequests(),
    await people.listAcquaintances(),
    await people.listBlocked(),
    await read.selectFrom("accounts").selectAll().where("id", "=", id).execute(),
    await read.selectFrom("sessions").selectAll().where("account_id", "=", id).execute(),
    await read.selectFrom("reports").selectAll().where("reporter_id", "=", id).execute(),
    await read.selectFrom("message_requests").selectAll().where("asker_id", "=", id).execute(),
  ];
}
