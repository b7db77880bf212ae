import { connectPeople } from "@tacet/client/people";
import {
  RemovePhone,
  RequestNewPhoneCode,
  RequestOwnPhoneCode,
  RequestPhoneCode,
  SetPhone,
  type IssuedPhoneCode,
  type PhoneCode,
} from "@tacet/protocol";
import type { ApiStory } from "./api-stories.ts";
import { until } from "../server/test/http-socket.ts";
import { tokenIn } from "./mailed-links.ts";
import { outcomeOf } from "./people.ts";
import type { WiredWorld } from "./wired-world.ts";

/** Lives of accounts that have a phone: every answer that the contract speaks of. */
export const phoneStories: readonly ApiStory[] = [
  { tell: liveWithAPhone },
  { tell: beFound },
  { tell: beRefused },
  { tell: beOutOfReach },
  { options: { http: { registration: "off" } }, tell: comeTooLate },
  { tell: loseCommits },
  { tell: loseTheDatabase },
];

const password = "seven bridges over the quiet river";
const [phone, other] = ["+4915112345678", "+4915112345679"] as const;
const session = { carrier: "token", label: "laptop" } as const;
const noCode: PhoneCode = { request: new Uint8Array(32), code: "000000" };

/** For a call that the server refuses: what it is told is on the record. */
const refused = (call: Promise<unknown>): Promise<string> => outcomeOf(async () => String(await call));

const read = (world: WiredWorld, { request }: IssuedPhoneCode, at: string): PhoneCode => ({
  request: Uint8Array.from(request),
  code: world.texts.codeFor(at),
});

/** Makes an account that signs in by password and phone, and answers a token of it. */
async function join(world: WiredWorld, username: string, at: string): Promise<string> {
  const visitor = world.account();
  const phoneCode = read(world, await visitor.requestPhoneCode({ phone: at, purpose: "register" }), at);
  const proofs = { password, phoneCode };
  const joined = await visitor.register({
    username,
    signInNeeds: "password_and_phone",
    phone: at,
    proofs,
    session,
  });
  return joined.token ?? "";
}

async function liveWithAPhone(world: WiredWorld): Promise<void> {
  const visitor = world.account();
  const alice = world.account(await join(world, "alice", phone));
  await visitor.confirmEmail(tokenIn(await world.mailOf(() => alice.setEmail("alice@mail.example"))));
  await alice.changeProfile({ bio: "writes" });
  await alice.changePrivacy({ findByPhone: "nobody" });
  await alice.readAccount();
  const asked = await visitor.signIn({ who: "alice", proofs: { password }, session });
  if (asked.state !== "code_sent") throw new Error(asked.state);
  await visitor.signIn({ who: "alice", proofs: { password, phoneCode: read(world, asked, phone) }, session });
  await alice.proveAgain({ password });
  const phoneCode = read(world, await alice.requestOwnPhoneCode(), phone);
  await alice.proveAgain({ password, phoneCode });
  const moved = await alice.setPhone({
    phone: other,
    phoneCode: read(world, await alice.requestNewPhoneCode(other), other),
  });
  const free = await world.account(moved.token).changeCredentials({ signInNeeds: "password" });
  await world.account(free.token).removePhone();
}

/** By a number that others know. */
async function beFound(world: WiredWorld): Promise<void> {
  const alice = world.account(await join(world, "alice", phone));
  await alice.changeProfile({ bio: "writes" });
  await alice.changePrivacy({ findByPhone: "everybody", showLastSeen: "everybody" });
  const credentials = { token: await join(world, "bob", other) };
  world.clock.advance(3_600_000);
  await alice.readAccount();
  await connectPeople({ server: world.origin, credentials, fetch: world.ports.fetch }).findByPhone(phone);
}

async function beRefused(world: WiredWorld): Promise<void> {
  const visitor = world.account();
  const alice = world.account(await join(world, "alice", phone));
  const bob = { username: "bob", signInNeeds: "phone", proofs: { phoneCode: noCode }, session } as const;
  await refused(visitor.requestPhoneCode({ phone: "0151", purpose: "sign_in" }));
  await refused(visitor.register({ ...bob, phone: "0151" }));
  await refused(visitor.register({ ...bob, phone: other }));
  await refused(alice.requestNewPhoneCode("0151"));
  await refused(alice.setPhone({ phone: "0151", phoneCode: noCode }));
  await refused(alice.setPhone({ phone: other, phoneCode: noCode }));
  await refused(alice.removePhone());
  world.clock.advance(300_001);
  await refused(alice.setPhone({ phone: other, phoneCode: noCode }));
  await refused(alice.removePhone());
}

async function beOutOfReach(world: WiredWorld): Promise<void> {
  const visitor = world.account();
  const alice = world.account(await join(world, "alice", phone));
  world.texts.countries.length = 0;
  await refused(visitor.requestPhoneCode({ phone, purpose: "sign_in" }));
  await refused(visitor.signIn({ who: "alice", proofs: { password }, session }));
  await refused(alice.proveAgain({ password }));
  await refused(alice.requestOwnPhoneCode());
  await refused(alice.requestNewPhoneCode(other));
}

/** To a server that takes no new accounts. */
async function comeTooLate(world: WiredWorld): Promise<void> {
  const visitor = world.account();
  await refused(visitor.requestPhoneCode({ phone, purpose: "register" }));
  const bob = { username: "bob", signInNeeds: "phone", phone, proofs: { phoneCode: noCode }, session } as const;
  await refused(visitor.register(bob));
}

async function loseCommits(world: WiredWorld): Promise<void> {
  const alice = world.account(await join(world, "alice", phone));
  const phoneCode = read(world, await alice.requestNewPhoneCode(other), other);
  const free = world.account((await alice.changeCredentials({ signInNeeds: "password" })).token);
  // Told behind the answer, with a commit of its own that is not to be lost here.
  await until(() => world.texts.sent.some(({ text }) => text.startsWith("How to sign in")));
  for (const call of [
    () => world.account().requestPhoneCode({ phone, purpose: "sign_in" }),
    () => free.requestOwnPhoneCode(),
    () => free.requestNewPhoneCode(other),
    () => free.setPhone({ phone: other, phoneCode }),
    () => free.removePhone(),
  ]) {
    world.loseNextCommit();
    await refused(call());
  }
}

async function loseTheDatabase(world: WiredWorld): Promise<void> {
  const token = await join(world, "alice", phone);
  world.loseDatabase();
  await refused(world.account().requestPhoneCode({ phone, purpose: "sign_in" }));
  for (const endpoint of [RequestOwnPhoneCode, RequestNewPhoneCode, SetPhone, RemovePhone, RequestPhoneCode]) {
    await world.ask(endpoint, { headers: { authorization: `Bearer ${token}` } });
  }
}
