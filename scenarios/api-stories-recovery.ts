import type { Bytes } from "@tacet/protocol";
import { join } from "./api-stories-accounts.ts";
import type { ApiStory } from "./api-stories.ts";
import { tokenIn } from "./mailed-links.ts";
import { outcomeOf } from "./people.ts";
import type { WiredWorld } from "./wired-world.ts";

/** Addresses of accounts and ways back in: every answer that the contract speaks of. */
export const recoveryStories: readonly ApiStory[] = [
  { tell: liveWithAnAddress },
  { tell: comeBack },
  { tell: askTooOften },
  { options: { mail: "none" }, tell: askWithoutMail },
  { tell: loseCommits },
  { tell: loseTheDatabase },
];

const address = "alice@mail.example";
/** Of accounts that `join` makes. */
const password = "seven bridges over the quiet river";
const phrase = "unveiling cactus armhole drizzle putdown eskimo";
const noBytes: Bytes = new Uint8Array(32);

const refused = (call: Promise<unknown>): Promise<string> => outcomeOf(async () => String(await call));
const signIn = { who: "alice", proofs: { password }, session: { carrier: "token" } } as const;

async function joinWithAddress(world: WiredWorld): Promise<string> {
  const token = await join(world, "alice");
  const account = world.account(token);
  await world.account().confirmEmail(tokenIn(await world.mailOf(() => account.setEmail(address))));
  return token;
}

const askForLink = async (world: WiredWorld): Promise<Bytes> =>
  tokenIn(await world.mailOf(() => world.account().startRecovery({ who: "alice" })));

async function liveWithAnAddress(world: WiredWorld): Promise<void> {
  const alice = world.account(await joinWithAddress(world));
  await world.account().signIn(signIn);
  await alice.readAccount();
  await alice.changeProfile({ bio: "writes" });
  await alice.changePrivacy({ findByPhone: "nobody" });
  const { token } = await alice.changeCredentials({ phrase });
  await refused(world.account().confirmEmail(noBytes));
  const own = world.account(token);
  world.clock.advance(300_001);
  await refused(own.setEmail(null));
  await own.proveAgain({ password });
  await own.setEmail(null);
}

async function comeBack(world: WiredWorld): Promise<void> {
  const visitor = world.account();
  const alice = world.account(await joinWithAddress(world));
  const prove = (emailToken: Bytes) =>
    visitor.proveRecovery({ who: "alice", lost: "password", proofs: { emailToken } });
  const waiting = await prove(await askForLink(world));
  await alice.readRecovery();
  await alice.listNotices();
  await refused(prove(await askForLink(world)));
  await refused(visitor.completeRecovery({ ticket: waiting.ticket, password }));
  await alice.cancelRecovery();
  await refused(visitor.completeRecovery({ ticket: waiting.ticket, password }));
  const { token } = await alice.changeCredentials({ phrase });
  const proofs = { phrase, emailToken: await askForLink(world) };
  const { ticket } = await visitor.proveRecovery({ who: "alice", lost: "password", proofs });
  await refused(visitor.completeRecovery({ ticket }));
  await refused(visitor.completeRecovery({ ticket, password: "password" }));
  await visitor.completeRecovery({ ticket, password: "nine lanterns above the old harbour" });
  await refused(world.account(token).readRecovery());
  for (let tries = 0; tries < 5; tries++) await refused(prove(noBytes));
}

async function askTooOften(world: WiredWorld): Promise<void> {
  const alice = world.account(await join(world, "alice"));
  for (let mails = 0; mails < 6; mails++) await refused(alice.setEmail(address));
  await refused(world.account().register({ ...newcomer, email: address }));
  for (let links = 0; links < 51; links++) await refused(world.account().startRecovery({ who: "nobody" }));
}

const newcomer = {
  username: "bob",
  signInNeeds: "password",
  proofs: { password },
  session: { carrier: "token" },
} as const;

async function askWithoutMail(world: WiredWorld): Promise<void> {
  await refused(world.account(await join(world, "alice")).setEmail(address));
  await refused(world.account().register({ ...newcomer, email: address }));
}

/** Each change with a commit of which nobody knows what became. */
async function loseCommits(world: WiredWorld): Promise<void> {
  const visitor = world.account();
  const alice = world.account(await joinWithAddress(world));
  const emailToken = await askForLink(world);
  const confirming = tokenIn(await world.mailOf(() => alice.setEmail("new@mail.example")));
  const changes: readonly (() => Promise<unknown>)[] = [
    () => visitor.startRecovery({ who: "alice" }),
    () => visitor.proveRecovery({ who: "alice", lost: "password", proofs: { emailToken } }),
    () => visitor.confirmEmail(confirming),
    () => alice.setEmail(null),
    () => alice.cancelRecovery(),
  ];
  for (const change of changes) {
    world.loseNextCommit();
    await refused(change());
  }
  await alice.changeCredentials({ phrase });
  const proofs = { phrase, emailToken: await askForLink(world) };
  const { ticket } = await visitor.proveRecovery({ who: "alice", lost: "password", proofs });
  world.loseNextCommit();
  await refused(visitor.completeRecovery({ ticket, password: "nine lanterns above the old harbour" }));
}

async function loseTheDatabase(world: WiredWorld): Promise<void> {
  const visitor = world.account();
  world.loseDatabase();
  await refused(visitor.confirmEmail(noBytes));
  await refused(visitor.startRecovery({ who: "alice" }));
  await refused(visitor.proveRecovery({ who: "alice", lost: "password", proofs: {} }));
  await refused(visitor.completeRecovery({ ticket: noBytes, password }));
}
