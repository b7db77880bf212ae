import type { Bytes } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { rotateDataKeys } from "../server/src/operator/data-keys.ts";
import { onEachDatabase, openSqliteForTest } from "../server/test/databases.ts";
import { startAccountWorld, startWorldWithoutMail, tokensOf, type AccountWorld } from "./account-world.ts";
import { joinWithAddress, latestTo, tokenIn } from "./mailed-links.ts";
import { outcomeOf } from "./people.ts";

const MINUTE_MS = 60_000;

const confirm = ({ visitor }: AccountWorld, token: Bytes): Promise<string> =>
  outcomeOf(async () => (await visitor.confirmEmail(token), "confirmed"));

const subjectsTo = async (world: AccountWorld, address: string): Promise<readonly string[]> =>
  (await world.mails()).filter(({ to }) => to === address).map(({ subject }) => subject);

onEachDatabase("an address counts once the link that was mailed to it is opened, which works once", async (open) => {
  await using world = await startAccountWorld(open);
  const { account } = await world.join("alice");
  expect(await account.setEmail("Alice@Mail.Example")).toEqual({ state: "link_sent" });
  expect((await account.readAccount()).email).toBeUndefined();
  const { text } = await latestTo(world, "Alice@mail.example");
  expect(text).toMatch(/^http:\/\/localhost:8080\/confirm#[A-Za-z0-9_-]{43}$/m);
  const token = tokenIn({ text });
  expect(await confirm(world, token)).toBe("confirmed");
  expect((await account.readAccount()).email).toBe("Alice@mail.example");
  expect(await confirm(world, token)).toBe("link_refused");
});

onEachDatabase("of two who open one link at once, one confirms", async (open) => {
  await using world = await startAccountWorld(open);
  const { account } = await world.join("alice");
  await account.setEmail("alice@mail.example");
  const token = tokenIn(await latestTo(world, "alice@mail.example"));
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => confirm(world, token)));
  expect(outcomes.toSorted((a, b) => a.localeCompare(b))).toEqual([
    "confirmed",
    "link_refused",
    "link_refused",
    "link_refused",
  ]);
});

onEachDatabase("of two accounts that confirm one address at once, one has it", async (open) => {
  await using world = await startAccountWorld(open);
  const people = await Promise.all(["alice", "bob", "carol"].map((name) => world.join(name)));
  const tokens: Bytes[] = [];
  for (const { account } of people) {
    await account.setEmail("shared@mail.example");
    tokens.push(tokenIn(await latestTo(world, "shared@mail.example")));
  }
  const outcomes = await Promise.all(tokens.map((token) => confirm(world, token)));
  expect(outcomes.filter((outcome) => outcome === "confirmed")).toHaveLength(1);
  const addresses = await Promise.all(people.map(async ({ account }) => (await account.readAccount()).email));
  expect(addresses.filter((address) => address === "shared@mail.example")).toHaveLength(1);
});

test("a link ends after half an hour, by a newer one, and with the session that asked for it", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account } = await world.join("alice");
  const ask = async (address: string): Promise<Bytes> => {
    await account.setEmail(address);
    return tokenIn(await latestTo(world, address));
  };
  const [older, newer] = [await ask("old@mail.example"), await ask("new@mail.example")];
  expect(await confirm(world, older)).toBe("link_refused");
  world.advance(30 * MINUTE_MS);
  expect(await confirm(world, newer)).toBe("link_refused");
  await world.sweep();
  expect(await world.storage.database.read.selectFrom("account_links").select("id").execute()).toEqual([]);
  const bob = await world.join("bob");
  await bob.account.setEmail("bob@mail.example");
  await bob.account.signOut();
  expect(await confirm(world, tokenIn(await latestTo(world, "bob@mail.example")))).toBe("link_refused");
});

onEachDatabase(
  "an address of somebody else's is answered as any other, and its owner hears of it, not the asker",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { address, account } = await joinWithAddress(world, "alice");
    const mallory = await world.join("mallory");
    const before = (await world.mails()).length;
    const answers = [];
    for (const email of [address.toUpperCase(), "free@mail.example"]) {
      const body = JSON.stringify({ email });
      const headers = { "content-type": "application/json", authorization: `Bearer ${mallory.token}` };
      const answer = await world.fetch("/v1/account/email", { method: "POST", headers, body });
      answers.push([answer.status, [...answer.headers.keys()], await answer.text()]);
    }
    expect(answers[0]).toEqual(answers[1]);
    const [told, ...others] = (await world.mails()).slice(before);
    expect(others).toHaveLength(1);
    expect([told?.to, told?.subject]).toEqual([address, "You already have an account at localhost"]);
    expect(told?.text).not.toContain("#");
    await world.visitor.register({
      username: "mallory2",
      signInNeeds: "password",
      proofs: { password: "seven bridges over the quiet river" },
      email: address,
      session: { carrier: "token" },
    });
    expect(await subjectsTo(world, address)).toContainEqual("You already have an account at localhost");
    expect((await account.readAccount()).email).toBe(address);
  },
);

onEachDatabase(
  "a replaced or removed address is told at the old one, and whoever else is signed in no longer is",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { address, account, password } = await joinWithAddress(world, "alice");
    const signInElsewhere = async () => {
      const outcome = await world.visitor.signIn({ who: "alice", proofs: { password }, session: { carrier: "token" } });
      if (outcome.state !== "signed_in") throw new Error("not signed in");
      return world.as(tokensOf(outcome).token);
    };
    const thief = await signInElsewhere();
    const changed = "Something changed in your account at localhost";
    await account.setEmail("new@mail.example");
    expect(await subjectsTo(world, address)).not.toContain(changed);
    await account.confirmEmail(tokenIn(await latestTo(world, "new@mail.example")));
    expect(await subjectsTo(world, address)).toContain(changed);
    expect((await latestTo(world, address)).text).toContain("this was changed on");
    expect((await latestTo(world, address)).text).toContain("the e-mail address");
    expect(await outcomeOf(async () => (await thief.readAccount()).username)).toBe("unauthenticated");
    const another = await signInElsewhere();
    const removed = await account.setEmail(null);
    if (removed.state !== "removed") throw new Error("not removed");
    expect(await subjectsTo(world, "new@mail.example")).toContain(changed);
    expect(await outcomeOf(async () => (await another.readAccount()).username)).toBe("unauthenticated");
    const own = world.as(removed.token ?? "");
    expect((await own.readAccount()).email).toBeUndefined();
    expect((await own.listNotices()).notices.filter(({ changed: what }) => what?.includes("email"))).toHaveLength(3);
  },
);

onEachDatabase("an address is found however it is written, also when all look-ups were hashed anew", async (open) => {
  await using world = await startAccountWorld(open);
  const { account } = await world.join("alice");
  await account.setEmail("Alice.M@Mail.Example");
  await account.confirmEmail(tokenIn(await latestTo(world, "Alice.M@mail.example")));
  const { storage } = world;
  const { database, keySource } = storage;
  const linksTo = async (who: string) => {
    const before = (await world.mails()).length;
    await world.visitor.startRecovery({ who });
    return (await world.mails()).slice(before).map(({ to }) => to);
  };
  expect(await linksTo("alice.m@mail.example")).toEqual(["Alice.M@mail.example"]);
  await rotateDataKeys({ database, source: keySource, wait: () => storage.beat() });
  await storage.beat();
  expect(await linksTo("ALICE.M@mail.example")).toEqual(["Alice.M@mail.example"]);
});

test("changed credentials end the links that were asked for before", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account } = await world.join("alice");
  await account.setEmail("alice@mail.example");
  const token = tokenIn(await latestTo(world, "alice@mail.example"));
  await account.changeCredentials({ phrase: "unveiling cactus armhole drizzle putdown eskimo" });
  expect(await confirm(world, token)).toBe("link_refused");
});

onEachDatabase(
  "what happens to an account is told at its address, in its language, several changes in one mail",
  async (open) => {
    await using world = await startAccountWorld(open);
    const alice = await joinWithAddress(world, "alice");
    const again = { who: "alice", proofs: { password: alice.password } };
    await alice.account.changeProfile({ language: "es" });
    await world.visitor.signIn({ ...again, session: { carrier: "token", label: "un portátil" } });
    expect((await latestTo(world, alice.address)).text).toContain("un portátil");
    const phrase = "unveiling cactus armhole drizzle putdown eskimo";
    const before = (await world.mails()).length;
    const { token = "" } = await alice.account.changeCredentials({ phrase, signInNeeds: "password_and_phrase" });
    const told = (await world.mails()).slice(before);
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toContain("la frase secreta y lo que se pide para iniciar sesión");
    const rotated = await world.as(token).rotateSession();
    await world.as(rotated.token ?? "").readAccount();
    world.advance(2 * MINUTE_MS);
    expect(await outcomeOf(async () => (await world.as(token).readAccount()).username)).toBe("unauthenticated");
    expect((await latestTo(world, alice.address)).subject).toBe("Se cerró una sesión en localhost por tu seguridad");
  },
);

test("whoever registers may give an address, which counts by its link too", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const signedIn = await world.visitor.register({
    username: "alice",
    signInNeeds: "password",
    proofs: { password: "seven bridges over the quiet river" },
    email: "alice@mail.example",
    session: { carrier: "token" },
  });
  expect(signedIn.account.email).toBeUndefined();
  await world.visitor.confirmEmail(tokenIn(await latestTo(world, "alice@mail.example")));
  expect((await world.as(tokensOf(signedIn).token).readAccount()).email).toBe("alice@mail.example");
});

test("an address asks for fresh proofs, for a form that mail can go to, and for a server that sends mail", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account } = await world.join("alice");
  const set = (email: string) => outcomeOf(async () => (await account.setEmail(email)).state);
  expect(await set("alice@localhost")).toBe("invalid_request");
  expect(await set("alice%mail.example@evil.example")).toBe("invalid_request");
  world.advance(6 * MINUTE_MS);
  expect(await set("alice@mail.example")).toBe("fresh_proof_needed");
  expect((await world.visitor.describeServer()).email).toBe(true);
  await using silent = await startWorldWithoutMail(openSqliteForTest);
  const bob = await silent.join("bob");
  expect(await outcomeOf(async () => (await bob.account.setEmail("bob@mail.example")).state)).toBe("mail_not_offered");
  expect((await silent.visitor.describeServer()).email).toBe(false);
});

test("one account asks for so many links a day", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account } = await world.join("alice");
  const outcomes: string[] = [];
  for (let count = 0; count < 11; count++) {
    outcomes.push(await outcomeOf(async () => (await account.setEmail(`alice${count}@mail.example`)).state));
  }
  expect(outcomes).toEqual([...Array<string>(10).fill("link_sent"), "daily_limit_reached"]);
});

test("nobody has an address flooded with mails, whoever asks", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const outcomes: string[] = [];
  for (const name of ["alice", "bob", "carol", "dave", "erin", "frank"]) {
    const { account } = await world.join(name);
    outcomes.push(await outcomeOf(async () => (await account.setEmail("Victim@mail.example")).state));
  }
  expect(outcomes).toEqual([...Array<string>(5).fill("link_sent"), "daily_limit_reached"]);
  expect(await world.mails()).toHaveLength(5);
});

test("the token counts in the body of its call and nowhere else, and reading consumes nothing", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account } = await world.join("alice");
  await account.setEmail("alice@mail.example");
  const { text } = await latestTo(world, "alice@mail.example");
  const inQuery = `/v1/account/email/confirm?token=${text.slice(text.indexOf("#") + 1, text.indexOf("#") + 44)}`;
  for (const method of ["GET", "HEAD"]) expect((await world.fetch(inQuery, { method })).status).toBe(405);
  const headers = { "content-type": "application/json" };
  expect((await world.fetch(inQuery, { method: "POST", headers, body: "{}" })).status).toBe(400);
  expect(await confirm(world, tokenIn({ text }))).toBe("confirmed");
});
