import type { Bytes, LostProof, Proofs, RecoveryProofs } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { onEachDatabase, openSqliteForTest } from "../server/test/databases.ts";
import { startAccountWorld, startWorldWithoutMail, tokensOf, type AccountWorld } from "./account-world.ts";
import { askForLink, joinWithAddress, latestTo } from "./mailed-links.ts";
import { outcomeOf } from "./people.ts";

const HOUR_MS = 3_600_000;
const phrase = "unveiling cactus armhole drizzle putdown eskimo";
const password = "nine lanterns above the old harbour";

interface Try {
  readonly who?: string;
  readonly lost?: LostProof;
  readonly proofs: RecoveryProofs;
}

const prove = ({ visitor }: AccountWorld, { who = "alice", lost = "password", proofs }: Try) =>
  visitor.proveRecovery({ who, lost, proofs });

const outcomeOfTry = (world: AccountWorld, tried: Try): Promise<string> =>
  outcomeOf(async () => (await prove(world, tried)).state);

const complete = ({ visitor }: AccountWorld, ticket: Bytes, secrets: Proofs = { password }): Promise<string> =>
  outcomeOf(async () => (await visitor.completeRecovery({ ticket, ...secrets }), "recovered"));

const signIn = ({ visitor }: AccountWorld, proofs: Proofs, who = "alice"): Promise<string> =>
  outcomeOf(async () => (await visitor.signIn({ who, proofs, session: { carrier: "token" } })).state);

const kindsOf = async ({ account }: { readonly account: AccountWorld["visitor"] }) =>
  (await account.listNotices()).notices.map(({ kind }) => kind);

onEachDatabase(
  "with phrase and mailed link the way back is open at once; it ends all sessions, and the account hears of it",
  async (open) => {
    await using world = await startAccountWorld(open);
    const alice = await joinWithAddress(world, "alice");
    const { token } = await alice.account.changeCredentials({ phrase });
    const emailToken = await askForLink(world, "Alice", alice.address);
    const proven = await prove(world, { proofs: { phrase, emailToken } });
    expect(proven.state).toBe("open");
    expect(await complete(world, proven.ticket, { password: "password" })).toBe("secret_too_weak");
    expect(await complete(world, proven.ticket, { phrase })).toBe("proofs_missing");
    expect(await complete(world, proven.ticket, { password, phrase })).toBe("proofs_missing");
    expect(await complete(world, proven.ticket)).toBe("recovered");
    expect(await complete(world, proven.ticket)).toBe("recovery_over");
    expect(await outcomeOf(async () => (await world.as(token ?? "").readAccount()).username)).toBe("unauthenticated");
    expect(await signIn(world, { password: alice.password })).toBe("sign_in_refused");
    expect(await signIn(world, { password })).toBe("signed_in");
    expect((await latestTo(world, alice.address)).subject).toBe("New sign-in at localhost");
    expect((await world.mails()).map(({ subject }) => subject)).toContain(
      "Somebody got back into your account at localhost",
    );
    const { database } = world.storage;
    expect(await database.read.selectFrom("known_devices").select("created_at").execute()).toHaveLength(1);
  },
);

onEachDatabase("with a mailed link alone the way back waits for 48 hours, of which everybody is told", async (open) => {
  await using world = await startAccountWorld(open);
  // PostgreSQL's own clock runs on all the same: far enough ahead, it stays behind.
  world.advance(HOUR_MS);
  const alice = await joinWithAddress(world, "alice");
  const emailToken = await askForLink(world, alice.address.toUpperCase(), alice.address);
  const proven = await prove(world, { who: alice.address, proofs: { emailToken } });
  if (proven.state !== "waiting") throw new Error("it does not wait");
  const { notices } = await alice.account.listNotices();
  expect(notices.find(({ kind }) => kind === "recovery_asked")?.readyAt).toBe(proven.readyAt);
  expect((await latestTo(world, alice.address)).subject).toBe(
    "Somebody asked for a way back into your account at localhost",
  );
  const { waiting } = await alice.account.readRecovery();
  expect(waiting).toMatchObject({ lost: "password", by: "email", readyAt: proven.readyAt });
  expect(proven.readyAt - (waiting?.askedAt ?? 0)).toBe(48 * HOUR_MS);
  expect(await complete(world, proven.ticket)).toBe("recovery_waiting");
  await stepBy(world, 48 * HOUR_MS - 1000);
  expect(await complete(world, proven.ticket)).toBe("recovery_waiting");
  await stepBy(world, 2000);
  expect(await complete(world, proven.ticket)).toBe("recovered");
  expect(await signIn(world, { password })).toBe("signed_in");
});

/** In steps and with beats between them, as a server lives: a clock that jumps by days is not believed. */
async function stepBy({ advance, storage }: AccountWorld, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 12 * HOUR_MS) {
    advance(Math.min(left, 12 * HOUR_MS));
    await storage.beat();
  }
}

onEachDatabase("anybody who is signed in cancels a recovery that waits, and it is told", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await joinWithAddress(world, "alice");
  const mallory = await world.join("mallory");
  const emailToken = await askForLink(world, "alice", alice.address);
  const { ticket } = await prove(world, { proofs: { emailToken } });
  expect(await mallory.account.readRecovery()).toEqual({});
  expect(await mallory.account.cancelRecovery()).toEqual({ cancelled: false });
  world.advance(6 * 60_000);
  expect(await alice.account.cancelRecovery()).toEqual({ cancelled: true });
  expect(await alice.account.cancelRecovery()).toEqual({ cancelled: false });
  expect(await alice.account.readRecovery()).toEqual({});
  expect(await kindsOf(alice)).toContain("recovery_cancelled");
  expect((await latestTo(world, alice.address)).subject).toBe(
    "The way back into your account at localhost was cancelled",
  );
  expect(await complete(world, ticket)).toBe("recovery_over");
});

onEachDatabase("when cancelling and completing meet, one of them happens", async (open) => {
  await using world = await startAccountWorld(open);
  world.advance(HOUR_MS);
  for (const name of ["alice", "bob", "carol"]) {
    const person = await joinWithAddress(world, name);
    const emailToken = await askForLink(world, name, person.address);
    const { ticket } = await prove(world, { who: name, proofs: { emailToken } });
    await stepBy(world, 48 * HOUR_MS);
    const [cancelled, completed] = await Promise.all([
      outcomeOf(async () => ((await person.account.cancelRecovery()).cancelled ? "cancelled" : "too late")),
      complete(world, ticket),
    ]);
    expect([
      ["cancelled", "recovery_over"],
      ["too late", "recovered"],
      ["unauthenticated", "recovered"],
    ]).toContainEqual([cancelled, completed]);
  }
});

onEachDatabase(
  "a second asker with a single proof neither shortens the wait of the first, nor ends it, nor gets a ticket",
  async (open) => {
    await using world = await startAccountWorld(open);
    const alice = await joinWithAddress(world, "alice");
    await alice.account.changeCredentials({ phrase });
    const account = await signedInAgain(world, alice.password);
    const first = await prove(world, { proofs: { phrase } });
    const before = await account.readRecovery();
    const emailToken = await askForLink(world, "alice", alice.address);
    expect(await outcomeOfTry(world, { proofs: { emailToken } })).toBe("recovery_waiting");
    expect(await outcomeOfTry(world, { proofs: { phrase } })).toBe("recovery_waiting");
    expect(await account.readRecovery()).toEqual(before);
    // Two proofs outrank it, and what they change ends it.
    const second = await prove(world, { proofs: { phrase, emailToken } });
    expect(second.state).toBe("open");
    expect(await account.readRecovery()).toEqual(before);
    expect(await complete(world, second.ticket)).toBe("recovered");
    expect(await complete(world, first.ticket)).toBe("recovery_over");
  },
);

async function signedInAgain(world: AccountWorld, secret: string) {
  const outcome = await world.visitor.signIn({
    who: "alice",
    proofs: { password: secret },
    session: { carrier: "token" },
  });
  if (outcome.state !== "signed_in") throw new Error("not signed in");
  return world.as(tokensOf(outcome).token);
}

test("a recovery that waits is void once the owner signs in, or changes what a sign-in rests on", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const alice = await joinWithAddress(world, "alice");
  const wait = async () => {
    const emailToken = await askForLink(world, "alice", alice.address);
    return prove(world, { proofs: { emailToken } });
  };
  const first = await wait();
  const again = await signedInAgain(world, alice.password);
  expect(await again.readRecovery()).toEqual({});
  expect(await kindsOf({ account: again })).toContain("recovery_cancelled");
  const second = await wait();
  await again.changeCredentials({ phrase });
  await stepBy(world, 48 * HOUR_MS);
  for (const { ticket } of [first, second]) expect(await complete(world, ticket)).toBe("recovery_over");
});

test("tickets end: after half an hour with two proofs, a week after the wait with one", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const alice = await joinWithAddress(world, "alice");
  await alice.account.changeCredentials({ phrase });
  const emailToken = await askForLink(world, "alice", alice.address);
  const open = await prove(world, { proofs: { phrase, emailToken } });
  const waiting = await prove(world, { proofs: { phrase } });
  world.advance(HOUR_MS / 2);
  expect(await complete(world, open.ticket)).toBe("recovery_over");
  await stepBy(world, 9 * 24 * HOUR_MS);
  expect(await complete(world, waiting.ticket)).toBe("recovery_over");
  expect(await outcomeOfTry(world, { proofs: { phrase } })).toBe("waiting");
  await stepBy(world, 10 * 24 * HOUR_MS);
  await world.sweep();
  expect(await world.storage.database.read.selectFrom("recoveries").select("state").execute()).toEqual([]);
});

test("a clock that jumps by days opens no way in", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const alice = await joinWithAddress(world, "alice");
  const emailToken = await askForLink(world, "alice", alice.address);
  const { ticket } = await prove(world, { proofs: { emailToken } });
  world.jump(72 * HOUR_MS);
  expect(await complete(world, ticket)).toBe("recovery_waiting");
  await stepBy(world, 48 * HOUR_MS);
  expect(await complete(world, ticket)).toBe("unavailable");
});

onEachDatabase(
  "a mailed link serves once, for half an hour, for its own account and for nothing else, and not after its address was replaced",
  async (open) => {
    await using world = await startAccountWorld(open);
    const alice = await joinWithAddress(world, "alice");
    await joinWithAddress(world, "bob");
    const used = await askForLink(world, "alice", alice.address);
    expect(await outcomeOfTry(world, { who: "bob", proofs: { emailToken: used } })).toBe("sign_in_refused");
    expect(await outcomeOf(async () => (await world.visitor.confirmEmail(used), "confirmed"))).toBe("link_refused");
    expect(await complete(world, used)).toBe("recovery_over");
    expect(await outcomeOfTry(world, { lost: "phrase", proofs: { emailToken: used } })).toBe("sign_in_refused");
    const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOfTry(world, { proofs: { emailToken: used } })));
    expect(outcomes.filter((outcome) => outcome === "waiting")).toHaveLength(1);
    await alice.account.cancelRecovery();
    expect(await outcomeOfTry(world, { proofs: { emailToken: used } })).toBe("sign_in_refused");
    const late = await askForLink(world, "alice", alice.address);
    world.advance(HOUR_MS / 2);
    expect(await outcomeOfTry(world, { proofs: { emailToken: late } })).toBe("sign_in_refused");
    world.advance(HOUR_MS);
    const replaced = await askForLink(world, "alice", alice.address);
    await alice.account.proveAgain({ password: alice.password });
    await alice.account.setEmail(null);
    expect(await outcomeOfTry(world, { proofs: { emailToken: replaced } })).toBe("sign_in_refused");
  },
);

onEachDatabase(
  "an account of two proofs gives out none of them: each way back takes the other and one more",
  async (open) => {
    await using world = await startAccountWorld(open);
    const alice = await joinWithAddress(world, "alice");
    await alice.account.changeCredentials({ phrase, signInNeeds: "password_and_phrase" });
    const emailToken = await askForLink(world, "alice", alice.address);
    for (const [lost, proofs] of [
      ["password", { emailToken }],
      ["password", { phrase }],
      ["phrase", { emailToken }],
      ["phone", { password: alice.password, phrase, emailToken }],
      ["phrase", { password: "not that", emailToken }],
    ] as const) {
      world.advance(HOUR_MS / 20);
      expect([lost, await outcomeOfTry(world, { lost, proofs })]).toEqual([lost, "sign_in_refused"]);
    }
    const proven = await prove(world, { lost: "phrase", proofs: { password: alice.password, emailToken } });
    expect(proven.state).toBe("open");
    const newPhrase = "satin violin harbor mosaic thunder pebble";
    expect(await complete(world, proven.ticket, { phrase: newPhrase })).toBe("recovered");
    expect(await signIn(world, { phrase: newPhrase })).toBe("sign_in_refused");
    expect(await signIn(world, { phrase: newPhrase, password: alice.password })).toBe("signed_in");
  },
);

onEachDatabase(
  "whoever guesses at recoveries is held off, for known and unknown names and addresses alike",
  async (open) => {
    await using world = await startAccountWorld(open);
    const alice = await joinWithAddress(world, "alice");
    await alice.account.changeCredentials({ phrase });
    const emailToken = await askForLink(world, "alice", alice.address);
    for (const who of ["alice", "nobody", alice.address, "nobody@mail.example"]) {
      const outcomes: string[] = [];
      for (let count = 0; count < 6; count++) {
        // However the letters of an address are written.
        const name = who.includes("@") && count % 2 === 1 ? who.toUpperCase() : who;
        outcomes.push(await outcomeOfTry(world, { who: name, proofs: { phrase: "not that" } }));
      }
      expect([who, outcomes]).toEqual([
        who,
        [...Array<string>(4).fill("sign_in_refused"), ...Array<string>(2).fill("sign_in_delayed")],
      ]);
    }
    // A link that was mailed to the account is not held off by strangers.
    expect(await outcomeOfTry(world, { proofs: { emailToken, phrase } })).toBe("open");
  },
);

onEachDatabase("asking for a link is answered alike for everybody, byte for byte", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await joinWithAddress(world, "alice");
  await world.join("bob");
  const answers = [];
  for (const who of ["alice", alice.address, "bob", "nobody", "nobody@mail.example", "not a name at all"]) {
    const headers = { "content-type": "application/json" };
    const answer = await world.fetch("/v1/recovery/start", { method: "POST", headers, body: JSON.stringify({ who }) });
    answers.push([answer.status, [...answer.headers.keys()], await answer.text()]);
  }
  for (const answer of answers) expect(answer).toEqual([200, expect.anything(), "{}"]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect((await world.mails()).filter(({ text }) => text.includes("/recover#"))).toHaveLength(2);
});

test("strangers cannot use up the links of a browser that the account knows, nor flood its address", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const alice = await joinWithAddress(world, "alice");
  const links = async () => (await world.mails()).filter(({ text }) => text.includes("/recover#")).length;
  for (let count = 0; count < 7; count++) await world.visitor.startRecovery({ who: "alice" });
  expect(await links()).toBe(5);
  // Changing the address has forgotten the browsers: a new sign-in makes one known.
  const again = await world.visitor.signIn({
    who: "alice",
    proofs: { password: alice.password },
    session: { carrier: "token", knownDevice: alice.knownDevice },
  });
  expect(again.state).toBe("signed_in");
  for (let count = 0; count < 7; count++) {
    await world.visitor.startRecovery({ who: "alice", knownDevice: alice.knownDevice });
  }
  expect(await links()).toBe(10);
  for (let count = 0; count < 36; count++) await world.visitor.startRecovery({ who: `somebody${count}` });
  expect(await outcomeOf(async () => (await world.visitor.startRecovery({ who: "bob" }), "taken"))).toBe(
    "daily_limit_reached",
  );
});

test("without mail, and for an account without an address, a recovery by link is answered alike, and nothing is written", async () => {
  await using world = await startWorldWithoutMail(openSqliteForTest);
  await world.join("alice");
  expect(await world.visitor.startRecovery({ who: "alice" })).toEqual({});
  await world.mails();
  expect(await world.storage.database.read.selectFrom("account_links").select("id").execute()).toEqual([]);
});
