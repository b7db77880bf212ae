import type { SignedIn } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { onEachDatabase, openSqliteForTest } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

const HOUR_MS = 3_600_000;

interface Try {
  readonly who?: string;
  readonly password?: string;
  readonly knownDevice?: SignedIn["knownDevice"];
}

const tryToSignIn = (
  { visitor }: AccountWorld,
  { who = "alice", password = "not that", knownDevice }: Try = {},
): Promise<string> =>
  outcomeOf(async () => {
    const session = { carrier: "token", ...(knownDevice && { knownDevice }) } as const;
    return (await visitor.signIn({ who, proofs: { password }, session })).state;
  });

async function guess(world: AccountWorld, times: number, tried?: Try): Promise<Record<string, number>> {
  const outcomes: Record<string, number> = {};
  for (let count = 0; count < times; count++) {
    const outcome = await tryToSignIn(world, tried);
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return outcomes;
}

onEachDatabase(
  "who guesses is held off, for a known name and an unknown one alike, and the right password waits too",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { password } = await world.join("alice");
    for (const who of ["alice", "nobody"]) {
      expect([who, await guess(world, 6, { who })]).toEqual([who, { sign_in_refused: 4, sign_in_delayed: 2 }]);
    }
    expect(await tryToSignIn(world, { password })).toBe("sign_in_delayed");
  },
);

onEachDatabase(
  "a browser that the account knows is let in while strangers guess, and held off for its own guesses",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { password, knownDevice } = await world.join("alice");
    await guess(world, 20);
    expect(await tryToSignIn(world, { password, knownDevice })).toBe("signed_in");
    expect(await guess(world, 8, { knownDevice })).toEqual({ sign_in_refused: 6, sign_in_delayed: 2 });
  },
);

test("a device token of somebody else's makes nobody a known device", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  await world.join("alice");
  const { knownDevice } = await world.join("mallory");
  expect(await guess(world, 6, { knownDevice })).toEqual({ sign_in_refused: 4, sign_in_delayed: 2 });
});

onEachDatabase("a hold ends, and a sign-in begins the count anew", async (open) => {
  await using world = await startAccountWorld(open);
  const { password } = await world.join("alice");
  await guess(world, 5);
  world.advance(HOUR_MS);
  expect(await tryToSignIn(world, { password })).toBe("signed_in");
  expect(await guess(world, 5)).toEqual({ sign_in_refused: 4, sign_in_delayed: 1 });
});

test("whoever has found an open session cannot guess its password through it for long", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { account, password } = await world.join("alice");
  const prove = (secret: string) => outcomeOf(async () => (await account.proveAgain({ password: secret })).state);
  const outcomes: string[] = [];
  for (let count = 0; count < 7; count++) outcomes.push(await prove("not that"));
  expect(outcomes).toEqual([...Array<string>(6).fill("sign_in_refused"), "sign_in_delayed"]);
  world.advance(HOUR_MS);
  expect(await prove(password)).toBe("proven");
});

test("many who guess at once are let through as often as one who guesses patiently", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  await world.join("alice");
  const outcomes = await Promise.all(Array.from({ length: 40 }, () => tryToSignIn(world)));
  expect(outcomes.filter((outcome) => outcome === "sign_in_refused")).toHaveLength(4);
});

onEachDatabase(
  "one source makes so many accounts a day, and more the next day; what was refused does not count",
  async (open) => {
    await using world = await startAccountWorld(open, { TACET_ACCOUNTS_PER_DAY: "3" });
    const make = (username: string): Promise<string> => outcomeOf(async () => (await world.join(username)).username);
    const names = ["alice", "alice", "admin", "bob", "carol", "dave"];
    const outcomes: string[] = [];
    for (const name of names) outcomes.push(await make(name));
    expect(outcomes).toEqual(["alice", "username_taken", "username_refused", "bob", "carol", "too_many_requests"]);
    world.advance(24 * HOUR_MS);
    expect(await make("dave")).toBe("dave");
  },
);
