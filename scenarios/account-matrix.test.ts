import { api, encodeBase64url, Problem, type Conversation, type Endpoint, type ErrorCode } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { onEachDatabase } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld, type Person } from "./account-world.ts";
import { drawRef } from "./talking.ts";

/** One account never sees or changes anything of another: every call, made by Mallory with all that names what is Bob's. */

/** What Mallory got to know, from wherever. */
interface Known {
  readonly deviceId: string;
  readonly password: string;
  /** Where a page of Bob's requests would end. */
  readonly pageEnd: string;
  readonly reportId: string;
  /** Of Bob and Carol alone, and of a group of theirs. */
  readonly direct: InConversation;
  readonly group: InConversation & { readonly invite: string };
  /** Out of a text that Bob got. */
  readonly phoneCode: { readonly request: string; readonly code: string };
}

/** Where something stands that Bob said. */
interface InConversation {
  readonly conversation: string;
  readonly target: number;
}

interface Trial {
  readonly body?: (known: Known) => object;
  readonly outcome: "ok" | ErrorCode;
}

const BOBS_PHONE = "+4915112345678";
const aboutBob = () => ({ username: "bob" });
const BOBS_ADDRESS = "bob@localhost";

const clientRef = encodeBase64url(new Uint8Array(16));
const saying = (content: object) => ({ clientRef, payload: JSON.stringify(content) });
const direct = ({ direct: { conversation } }: Known) => ({ conversation });
const group = ({ group: { conversation } }: Known) => ({ conversation });
/** For Mallory it is not even there. */
const unseen = "conversation_not_found";
const ANY_EPOCH = "0".repeat(32);

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
  listConversations: { body: ({ pageEnd }) => ({ after: pageEnd }), outcome: "ok" },
  openDirect: { body: () => ({ with: BOBS_ADDRESS }), outcome: "request_needed" },
  changeRetention: { body: (known) => ({ ...direct(known), disappearAfterMs: 60_000 }), outcome: unseen },
  changeClearOnSignOut: { body: (known) => ({ ...group(known), clears: "own" }), outcome: unseen },
  readWaitingClearings: { outcome: "ok" },
  decideClearings: { body: () => ({ decision: "clear" }), outcome: "ok" },
  readConversation: { body: direct, outcome: unseen },
  readEntries: { body: (known) => ({ ...direct(known), direction: "after", seq: 0, limit: 10 }), outcome: unseen },
  sendMessage: { body: (known) => ({ ...direct(known), ...saying({ text: "me too" }) }), outcome: unseen },
  editMessage: { body: (known) => ({ ...known.direct, ...saying({ text: "not so" }) }), outcome: unseen },
  react: { body: (known) => ({ ...known.direct, ...saying({ emoji: "👎", state: "added" }) }), outcome: unseen },
  deleteMessage: { body: (known) => ({ ...known.direct, clientRef }), outcome: unseen },
  hideMessages: { body: (known) => ({ ...direct(known), seqs: [known.direct.target] }), outcome: unseen },
  listHidden: { body: (known) => ({ ...direct(known), sinceVersion: 0 }), outcome: unseen },
  markConversation: { body: (known) => ({ ...direct(known), epoch: ANY_EPOCH, read: 1 }), outcome: unseen },
  countUnread: { outcome: "ok" },
  listMembers: { body: group, outcome: unseen },
  createGroup: { body: () => ({ clientRef, title: "Ours", members: [BOBS_ADDRESS] }), outcome: "request_needed" },
  addMembers: { body: (known) => ({ ...group(known), people: [BOBS_ADDRESS] }), outcome: unseen },
  removeMember: { body: (known) => ({ ...group(known), person: BOBS_ADDRESS }), outcome: unseen },
  changeMemberRole: { body: (known) => ({ ...group(known), person: BOBS_ADDRESS, role: "member" }), outcome: unseen },
  leaveConversation: { body: group, outcome: unseen },
  changeGroupTitle: { body: (known) => ({ ...group(known), title: "Ours" }), outcome: unseen },
  createGroupInvite: { body: (known) => ({ ...group(known), lifeS: 600 }), outcome: unseen },
  listGroupInvites: { body: group, outcome: unseen },
  revokeGroupInvite: { body: (known) => ({ ...group(known), id: known.group.invite }), outcome: unseen },
  readGroupInvite: { body: () => ({ token: encodeBase64url(new Uint8Array(32)) }), outcome: "link_refused" },
  joinGroup: { body: () => ({ token: encodeBase64url(new Uint8Array(32)) }), outcome: "link_refused" },
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
  secrets.push(known.direct.conversation, known.group.conversation, known.group.invite);
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
  await talk(bob);
  return bob;
}

async function talk({ conversations }: Person): Promise<void> {
  const pair = await conversations.openDirect("carol@localhost");
  const wish = { clientRef: drawRef(), title: "MARKER group", members: ["carol@localhost"] };
  const { id } = await conversations.createGroup(wish);
  for (const conversation of [pair.id, id]) {
    const payload = JSON.stringify({ text: "MARKER to Carol" });
    await conversations.send({ conversation, clientRef: drawRef(), payload });
  }
  await conversations.createInvite({ conversation: id, lifeS: 3600 });
}

/** Whose session goes on under a new token. */
async function withPhone(world: AccountWorld, person: Person): Promise<Person> {
  const issued = await person.account.requestNewPhoneCode(BOBS_PHONE);
  const { token = "" } = await person.account.setPhone({
    phone: BOBS_PHONE,
    phoneCode: world.codeOf(issued, BOBS_PHONE),
  });
  return {
    ...person,
    token,
    account: world.as(token),
    people: world.peopleAs(token),
    conversations: world.conversationsAs(token),
  };
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
  const { conversations } = await bob.conversations.list();
  const inConversation = (kind: Conversation["kind"]): InConversation => {
    const found = conversations.find((each) => each.kind === kind);
    if (!found?.last) throw new Error("Bob has said nothing");
    return { conversation: encodeBase64url(found.id), target: found.last.seq };
  };
  const invite = await read.selectFrom("group_invites").select("id").executeTakeFirstOrThrow();
  return {
    direct: inConversation("direct"),
    group: { ...inConversation("group"), invite: encodeBase64url(invite.id) },
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
async function everythingOf(
  { storage }: AccountWorld,
  { account, people, conversations, signedIn }: Person,
): Promise<unknown> {
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
    await everythingSaid(conversations),
    await read.selectFrom("accounts").selectAll().where("id", "=", id).execute(),
    await read.selectFrom("sessions").selectAll().where("account_id", "=", id).execute(),
    await read.selectFrom("reports").selectAll().where("reporter_id", "=", id).execute(),
    await read.selectFrom("message_requests").selectAll().where("asker_id", "=", id).execute(),
  ];
}

async function everythingSaid(calls: Person["conversations"]): Promise<unknown> {
  const { conversations } = await calls.list();
  return Promise.all(
    conversations.map(async (each) => {
      const { id: conversation } = each;
      const { entries } = await calls.entries({ conversation, direction: "after", seq: 0, limit: 200 });
      const invites = each.kind === "group" ? await calls.listInvites(conversation) : [];
      return [each, entries, await calls.members({ conversation }), invites];
    }),
  );
}
