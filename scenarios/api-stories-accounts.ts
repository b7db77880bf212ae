import {
  api,
  ChangeCredentials,
  ChangePrivacy,
  ChangeProfile,
  EndDevice,
  EndOtherDevices,
  MarkNoticesSeen,
  ProveAgain,
  Register,
  RotateSession,
  SignIn,
  SignOut,
  type Endpoint,
} from "@tacet/protocol";
import type { ApiStory } from "./api-stories.ts";
import { outcomeOf } from "./people.ts";
import type { WiredWorld } from "./wired-world.ts";

/** Lives of accounts: every answer that the contract speaks of. */
export const accountStories: readonly ApiStory[] = [
  { tell: liveWithAnAccount },
  { tell: beRefused },
  { tell: loseCommits },
  { tell: loseTheDatabase },
];

const password = "seven bridges over the quiet river";

/** Makes an account and answers a token of it. */
export async function join(world: WiredWorld, username: string): Promise<string> {
  const { token } = await world.account().register(registration(username));
  if (token === undefined) throw new Error("no token");
  return token;
}

export const registration = (username: string) =>
  ({
    username,
    signInNeeds: "password",
    proofs: { password },
    session: { carrier: "token", label: "laptop" },
  }) as const;

export const signIn = (who: string, secret = password) =>
  ({ who, proofs: { password: secret }, session: { carrier: "token" } }) as const;

/** For a call that the server refuses: what it is told is on the record. */
const refused = (call: Promise<unknown>): Promise<string> => outcomeOf(async () => String(await call));

async function liveWithAnAccount(world: WiredWorld): Promise<void> {
  const visitor = world.account();
  await visitor.describeServer();
  const alice = world.account(await join(world, "alice"));
  await visitor.signIn(signIn("alice"));
  await alice.changeProfile({ displayName: "Alice", bio: "writes", language: "de" });
  await alice.changePrivacy({ showLastSeen: "nobody", findByUsername: "everybody", findByPhone: "nobody" });
  await alice.readAccount();
  await alice.proveAgain({ password });
  const { notices } = await alice.listNotices();
  await alice.markNoticesSeen(notices[0]?.at ?? 0);
  const { devices } = await alice.listDevices();
  const other = devices.find(({ isThisOne }) => !isThisOne);
  if (other) await alice.endDevice(other.id);
  await visitor.signIn(signIn("alice"));
  await alice.endOtherDevices();
  const { token } = await alice.rotateSession();
  const rotated = world.account(token);
  const changed = await rotated.changeCredentials({ phrase: "unveiling cactus armhole drizzle putdown eskimo" });
  const latest = world.account(changed.token);
  await latest.listNotices();
  await latest.signOut();
}

async function beRefused(world: WiredWorld): Promise<void> {
  const visitor = world.account();
  const alice = world.account(await join(world, "alice"));
  await refused(visitor.register(registration("alice")));
  await refused(visitor.register(registration("admin")));
  await refused(visitor.register({ ...registration("bob"), proofs: { password: "password" } }));
  await refused(visitor.register({ ...registration("bob"), proofs: {} }));
  await refused(visitor.signIn(signIn("alice", "not that")));
  for (let tries = 0; tries < 7; tries++) await refused(alice.proveAgain({ password: "not that" }));
  for (let tries = 0; tries < 5; tries++) await refused(visitor.signIn(signIn("alice", "not that")));
  await refused(alice.endDevice(new Uint8Array(16)));
  await refused(alice.changeCredentials({ password: "password" }));
  await refused(alice.changeCredentials({ password: null }));
  world.clock.advance(300_001);
  await refused(alice.changeCredentials({ password: null }));
}

/** Each change once as it should be, and once with a commit of which nobody knows what became. */
async function loseCommits(world: WiredWorld): Promise<void> {
  const token = await join(world, "alice");
  const alice = world.account(token);
  const spare = await world.account().signIn(signIn("alice"));
  if (spare.state !== "signed_in") throw new Error("not signed in");
  const changes: readonly (readonly [Endpoint, () => Promise<unknown>])[] = [
    [Register, () => world.account().register(registration("bob"))],
    [SignIn, () => world.account().signIn(signIn("alice"))],
    [ProveAgain, () => alice.proveAgain({ password })],
    [ChangeProfile, () => alice.changeProfile({ bio: "" })],
    [ChangePrivacy, () => alice.changePrivacy({ findByPhone: "nobody" })],
    [MarkNoticesSeen, () => alice.markNoticesSeen(0)],
    [ChangeCredentials, () => alice.changeCredentials({ phrase: null })],
    [EndDevice, () => alice.endDevice(spare.deviceId)],
    [EndOtherDevices, () => alice.endOtherDevices()],
    [RotateSession, () => alice.rotateSession()],
    [SignOut, () => alice.signOut()],
  ];
  for (const [, change] of changes) {
    world.loseNextCommit();
    await refused(change());
  }
}

/** Whoever shows a token is looked up before anything else is done. */
async function loseTheDatabase(world: WiredWorld): Promise<void> {
  const token = await join(world, "alice");
  await world.account().signIn(signIn("alice"));
  world.loseDatabase();
  await refused(world.account().register(registration("bob")));
  await refused(world.account().signIn(signIn("alice")));
  for (const endpoint of endpoints.filter(({ auth }) => auth !== "public")) {
    await world.ask(endpoint, { headers: { authorization: `Bearer ${token}` } });
  }
}

const endpoints: readonly Endpoint[] = api;
