import type { Proofs, SignInNeeds } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { onEachDatabase, openSqliteForTest } from "../server/test/databases.ts";
import { startAccountWorld, startWorldThatHashesFully, tokensOf, type AccountWorld } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

const phrase = "unveiling cactus armhole drizzle putdown eskimo";
const newPassword = "nine lanterns above the old harbour";

/** Signed in, or the code of the refusal. */
const tryToSignIn = ({ visitor }: AccountWorld, who: string, proofs: Proofs): Promise<string> =>
  outcomeOf(async () => (await visitor.signIn({ who, proofs, session: { carrier: "token" } })).state);

onEachDatabase(
  "each way in takes exactly the proofs that it names, and one answer stands for all that is not right",
  async (open) => {
    await using world = await startAccountWorld(open);
    const password = "seven bridges over the quiet river";
    const ways: readonly (readonly [SignInNeeds, Proofs])[] = [
      ["password", { password }],
      ["phrase", { phrase }],
      ["password_and_phrase", { password, phrase }],
    ];
    for (const [signInNeeds, proofs] of ways) {
      const username = `by-${signInNeeds.replaceAll("_", "-")}`;
      await world.visitor.register({ username, signInNeeds, proofs, session: { carrier: "token" } });
      expect([signInNeeds, await tryToSignIn(world, username, proofs)]).toEqual([signInNeeds, "signed_in"]);
      const wrong: readonly Proofs[] = [
        {},
        ...Object.keys(proofs).map((kind) => ({ ...proofs, [kind]: "something else entirely" })),
        ...(signInNeeds === "password_and_phrase"
          ? [{ password }, { phrase }, { password: phrase, phrase: password }]
          : []),
      ];
      for (const each of wrong) {
        world.advance(25 * 3_600_000); // wrong tries are held off otherwise
        expect([each, await tryToSignIn(world, username, each)]).toEqual([each, "sign_in_refused"]);
      }
    }
    expect(await tryToSignIn(world, "nobody-has-this", { password })).toBe("sign_in_refused");
  },
);

onEachDatabase(
  "a changed password ends every other session, is asked for from then on, and the account hears of it",
  async (open) => {
    await using world = await startAccountWorld(open);
    const alice = await world.join("alice");
    const thief = world.as(
      tokensOf(await signedIn(world, { who: "alice", proofs: { password: alice.password } })).token,
    );
    const { token } = await alice.account.changeCredentials({ password: newPassword });
    expect(await outcomeOf(async () => (await thief.readAccount()).username)).toBe("unauthenticated");
    const own = world.as(token ?? "");
    expect((await own.readAccount()).username).toBe("alice");
    expect(await tryToSignIn(world, "alice", { password: alice.password })).toBe("sign_in_refused");
    expect(await tryToSignIn(world, "alice", { password: newPassword })).toBe("signed_in");
    const { notices } = await own.listNotices();
    expect(notices.map(({ kind, changed }) => [kind, changed])).toContainEqual(["credentials_changed", ["password"]]);
    await own.markNoticesSeen(notices[0]?.at ?? 0);
    expect((await own.listNotices()).notices.every(({ isSeen }) => isSeen)).toBe(true);
  },
);

async function signedIn(world: AccountWorld, tried: { readonly who: string; readonly proofs: Proofs }) {
  const outcome = await world.visitor.signIn({ ...tried, session: { carrier: "token", label: "elsewhere" } });
  if (outcome.state !== "signed_in") throw new Error("not signed in");
  return outcome;
}

test("credentials change only with proofs that are fresh, and these can be given again", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account, password } = await world.join("alice");
  world.advance(300_001);
  const change = () => outcomeOf(async () => (await account.changeCredentials({ phrase })).account.username);
  expect(await change()).toBe("fresh_proof_needed");
  expect(await outcomeOf(async () => (await account.proveAgain({ password: "not that" })).state)).toBe(
    "sign_in_refused",
  );
  expect(await change()).toBe("fresh_proof_needed");
  await account.proveAgain({ password });
  expect(await change()).toBe("alice");
});

test("an account cannot be left without what its sign-in needs, nor with what is guessed first", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account } = await world.join("alice");
  const change = (wish: Parameters<typeof account.changeCredentials>[0]) =>
    outcomeOf(async () => (await account.changeCredentials(wish)).account.signInNeeds);
  expect(await change({ password: null })).toBe("proofs_missing");
  expect(await change({ signInNeeds: "password_and_phrase" })).toBe("proofs_missing");
  expect(await change({ signInNeeds: "phone" })).toBe("proofs_missing");
  expect(await change({ password: "alice1234" })).toBe("secret_too_weak");
  expect(await change({ phrase: "password" })).toBe("secret_too_weak");
  expect(await change({ password: "ü".repeat(200) })).toBe("invalid_request");
});

onEachDatabase(
  "the account hears of a sign-in from a browser that it does not know, and not of one that it does",
  async (open) => {
    await using world = await startAccountWorld(open);
    const alice = await world.join("alice");
    const again = { who: "alice", proofs: { password: alice.password } };
    await world.visitor.signIn({ ...again, session: { carrier: "token", knownDevice: alice.knownDevice } });
    expect((await alice.account.listNotices()).notices).toEqual([]);
    await signedIn(world, again);
    expect((await alice.account.listNotices()).notices).toMatchObject([
      { kind: "new_sign_in", device: "elsewhere", isSeen: false },
    ]);
  },
);

test("secrets are one whichever way their letters are composed", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const password = "Sieben Brücken über den ruhigen Fluß";
  await world.visitor.register({
    username: "jorger",
    signInNeeds: "password",
    proofs: { password: password.normalize("NFD") },
    session: { carrier: "token" },
  });
  expect(await tryToSignIn(world, "jorger", { password: password.normalize("NFC") })).toBe("signed_in");
});

onEachDatabase("old hashes are raised at the next sign-in", async (open) => {
  await using world = await startWorldThatHashesFully(open);
  const { password } = await world.join("alice");
  const { database, sealing } = world.storage;
  const row = async () => database.read.selectFrom("accounts").select(["id", "password"]).executeTakeFirstOrThrow();
  const { id } = await row();
  const place = { table: "accounts", column: "password", key: id };
  const weak = await Bun.password.hash(password, { algorithm: "argon2id", memoryCost: 8192, timeCost: 1 });
  const sealed = sealing.seal(place, new TextEncoder().encode(weak));
  await database.transact(async (tx) => void (await tx.updateTable("accounts").set({ password: sealed }).execute()));
  expect(await tryToSignIn(world, "alice", { password })).toBe("signed_in");
  const raised = new TextDecoder().decode(sealing.open(place, (await row()).password ?? new Uint8Array()));
  expect(raised).toStartWith("$argon2id$v=19$m=19456,t=2,p=1$");
  expect(await tryToSignIn(world, "alice", { password })).toBe("signed_in");
});
