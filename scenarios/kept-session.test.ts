import { ProtocolError } from "@tacet/client";
import { endSession, resumeSession, type KeptSession, type SessionKeeping } from "@tacet/client/accounts";
import { expect, test } from "bun:test";
import { onEachDatabase, openSqliteForTest } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

const DAY_MS = 24 * 3_600_000;

/** A place for one session, in memory, where one program at a time has its turn. */
function createKeeping(kept: KeptSession | undefined, now: () => number = Date.now) {
  let turn: Promise<unknown> = Promise.resolve();
  const place = { kept, failures: [] as unknown[] };
  const replace: SessionKeeping["replace"] = (work) => {
    const mine = turn.then(async () => (place.kept = place.kept && (await work(place.kept))));
    turn = mine.catch(() => {});
    return mine;
  };
  const keeping: SessionKeeping = {
    read: async () => place.kept,
    replace,
    now,
    onNotRenewed: async (error) => void place.failures.push(error),
  };
  return { place, keeping };
}

/** As the SDK reaches the world's server; `lose` decides whose answer never arrives. */
const connectionOf = (world: AccountWorld, lose: (path: string) => boolean = () => false) => ({
  server: world.origin,
  fetch: async (url: string, init: RequestInit): Promise<Response> => {
    const { pathname } = new URL(url);
    const response = await world.fetch(pathname, init);
    if (lose(pathname)) throw new Error("the line broke");
    return response;
  },
});

const yesterday = (): number => Date.now() - DAY_MS;

onEachDatabase("a token is used for a day, and then changed for a new one by whoever comes first", async (open) => {
  await using world = await startAccountWorld(open);
  const { token } = await world.join("alice");
  const { place, keeping } = createKeeping({ token, renewedAt: Date.now() });
  expect((await (await resumeSession(connectionOf(world), keeping))?.readAccount())?.username).toBe("alice");
  expect(place.kept?.token).toBe(token);

  place.kept = { token, renewedAt: yesterday() };
  const programs = await Promise.all([1, 2, 3].map(() => resumeSession(connectionOf(world), keeping)));
  const renewed = place.kept.token;
  expect(renewed).not.toBe(token);
  for (const program of programs) expect((await program?.readAccount())?.username).toBe("alice");
  expect(place).toEqual({ kept: { token: renewed, renewedAt: expect.any(Number) }, failures: [] });
  world.advance(61_000);
  expect(await outcomeOf(async () => (await world.as(token).readAccount()).username)).toBe("unauthenticated");
});

onEachDatabase(
  "when the answer with the new token is lost, the old one goes on, and is changed later",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { token } = await world.join("alice");
    const { place, keeping } = createKeeping({ token, renewedAt: yesterday() });
    const account = await resumeSession(
      connectionOf(world, (path) => path.endsWith("/rotate")),
      keeping,
    );
    expect((await account?.readAccount())?.username).toBe("alice");
    expect(place.kept?.token).toBe(token);
    expect(place.failures).toMatchObject([{ code: "unreachable_server" }]);
    world.advance(DAY_MS);
    expect((await (await resumeSession(connectionOf(world), keeping))?.readAccount())?.username).toBe("alice");
    expect(place.kept?.token).not.toBe(token);
  },
);

test("a new token that cannot be kept is not used: the one that is kept would end the session a minute later", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { token } = await world.join("alice");
  const { keeping, place } = createKeeping({ token, renewedAt: yesterday() });
  const full = new Error("the disk is full");
  const replace: SessionKeeping["replace"] = async (work) => {
    await work({ token, renewedAt: yesterday() });
    throw full;
  };
  const account = await resumeSession(connectionOf(world), { ...keeping, replace });
  expect(place.failures).toEqual([full]);
  expect((await account?.readAccount())?.username).toBe("alice");
  world.advance(61_000);
  expect((await world.as(token).readAccount()).username).toBe("alice");
});

test("a clock that was set back does not put the change off", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { token } = await world.join("alice");
  const { place, keeping } = createKeeping({ token, renewedAt: Date.now() + 30 * DAY_MS });
  await resumeSession(connectionOf(world), keeping);
  expect(place.kept?.token).not.toBe(token);
});

test("where no session is kept there is no account, and one that has ended is said to be", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  expect(await resumeSession(connectionOf(world), createKeeping(undefined).keeping)).toBeUndefined();
  const { token, account } = await world.join("alice");
  await account.signOut();
  const { place, keeping } = createKeeping({ token, renewedAt: yesterday() });
  const resumed = outcomeOf(async () => (await resumeSession(connectionOf(world), keeping), "resumed"));
  expect([await resumed, place.failures]).toEqual(["unauthenticated", []]);
});

test("a session is ended once, also when the answer is lost, and what was over stays over", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { token } = await world.join("alice");
  let losses = 1;
  const broken = connectionOf(world, () => losses-- > 0);
  const { keeping } = createKeeping({ token, renewedAt: Date.now() });
  const account = await resumeSession(broken, keeping);
  if (!account) throw new Error("no session");
  expect(await endSession(account)).toBe("ended");
  expect(await endSession(account)).toBe("over before");
  const refused = endSession({ signOut: () => Promise.reject(new ProtocolError("origin_refused")) });
  expect(await outcomeOf(() => refused)).toBe("origin_refused");
});
