import { Problem } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { onEachDatabase, openSqliteForTest } from "../server/test/databases.ts";
import { cookiesOf, fromOwnPage, passwordOf, startAccountWorld, tokensOf, type AccountWorld } from "./account-world.ts";
import { outcomeOf } from "./people.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const codeOf = async (response: Response): Promise<string> =>
  response.ok ? "ok" : Problem.parse(await response.json()).code;

async function signInByPage(world: AccountWorld, username: string): Promise<Response> {
  const response = await world.fetch(
    "/v1/session/sign-in",
    fromOwnPage({ who: username, proofs: { password: passwordOf(username) }, session: { carrier: "cookie" } }),
  );
  expect(response.status).toBe(200);
  return response;
}

onEachDatabase("an account is made once, is signed in to, and its session ends when it is signed out", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.join("alice");
  expect(await alice.account.readAccount()).toMatchObject({
    username: "alice",
    address: "alice@localhost",
    role: "user",
  });
  expect(await outcomeOf(async () => (await world.join("ALICE")).username)).toBe("username_taken");
  const again = await world.visitor.signIn({
    who: "Alice",
    proofs: { password: alice.password },
    session: { carrier: "token", label: "phone" },
  });
  if (again.state !== "signed_in") throw new Error("no session");
  const phone = world.as(tokensOf(again).token);
  const { devices } = await phone.listDevices();
  expect(Object.fromEntries(devices.map(({ label, isThisOne }) => [label, isThisOne]))).toEqual({
    "alice's laptop": false,
    phone: true,
  });
  await phone.signOut();
  expect(await outcomeOf(async () => (await phone.readAccount()).username)).toBe("unauthenticated");
  expect((await alice.account.listDevices()).devices).toHaveLength(1);
});

onEachDatabase("of many who take one name at once, one gets it", async (open) => {
  await using world = await startAccountWorld(open);
  const names = ["maria", "Maria", "MARIA", "rnaria", "mar1a", "maria"];
  const outcomes = await Promise.all(names.map((name) => outcomeOf(async () => (await world.join(name), "made"))));
  expect(outcomes.toSorted((a, b) => a.localeCompare(b))).toEqual(["made", ...Array<string>(5).fill("username_taken")]);
});

onEachDatabase("one device signs out another, or all others, of its own account alone", async (open) => {
  await using world = await startAccountWorld(open);
  const [alice, mallory] = [await world.join("alice"), await world.join("mallory")];
  const { deviceId } = alice.signedIn;
  expect(await outcomeOf(async () => (await mallory.account.endDevice(deviceId), "ended"))).toBe("device_not_found");
  for (let count = 0; count < 3; count++) await signInByPage(world, "alice");
  expect(await alice.account.endOtherDevices()).toEqual({ ended: 3 });
  await alice.account.endDevice(deviceId);
  expect(await outcomeOf(async () => (await alice.account.readAccount()).username)).toBe("unauthenticated");
  expect((await mallory.account.listDevices()).devices).toHaveLength(1);
});

onEachDatabase("a session ends when it is not used, and at its own time however much it is used", async (open) => {
  await using world = await startAccountWorld(open, { TACET_SESSION_IDLE: "2d", TACET_SESSION_LIFETIME: "5d" });
  const [alice, bob] = [await world.join("alice"), await world.join("bob")];
  for (let day = 0; day < 4; day++) {
    world.advance(DAY_MS);
    await alice.account.readAccount();
  }
  expect(await outcomeOf(async () => (await bob.account.readAccount()).username)).toBe("unauthenticated");
  world.advance(DAY_MS);
  expect(await outcomeOf(async () => (await alice.account.readAccount()).username)).toBe("unauthenticated");
  await world.sweep();
  expect(await world.storage.database.read.selectFrom("sessions").select("id").execute()).toEqual([]);
});

test("a page never sees its token: it lies in a cookie that scripts and other sites cannot use", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  await world.join("alice");
  const response = await signInByPage(world, "alice");
  const fields = response.headers.getSetCookie();
  expect(fields).toHaveLength(2);
  for (const field of fields) expect(field).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(await response.text()).not.toContain("tacet_");
  expect(await codeOf(await world.fetch("/v1/account", { headers: { cookie: cookiesOf(response) } }))).toBe("ok");
});

test("what a browser sends by itself counts only for our own pages", async () => {
  await using world = await startAccountWorld(openSqliteForTest, { TACET_ORIGINS: "https://friend.example" });
  await world.join("alice");
  const cookie = cookiesOf(await signInByPage(world, "alice"));
  const attempts: readonly (readonly [Record<string, string>, string])[] = [
    [{ origin: "https://evil.example" }, "origin_refused"],
    [{ origin: "https://friend.example", "sec-fetch-site": "cross-site" }, "origin_refused"],
    [{ origin: "null" }, "origin_refused"],
    [{ "sec-fetch-site": "same-site" }, "origin_refused"],
    [{}, "origin_refused"],
    [{ "sec-fetch-site": "same-origin" }, "origin_refused"],
    [{ origin: world.origin }, "ok"],
    [{ origin: world.origin, "sec-fetch-site": "same-origin" }, "ok"],
  ];
  for (const [headers, code] of attempts) {
    const init = { method: "POST", headers: { cookie, "content-type": "application/json", ...headers }, body: "{}" };
    expect([headers, await codeOf(await world.fetch("/v1/account/profile", init))]).toEqual([headers, code]);
  }
  const reading = async (headers: Record<string, string>) =>
    codeOf(await world.fetch("/v1/account", { headers: { cookie, ...headers } }));
  expect(await reading({ "sec-fetch-site": "cross-site" })).toBe("origin_refused");
  expect(await reading({ origin: "https://friend.example" })).toBe("origin_refused");
  expect(await reading({ "sec-fetch-site": "none" })).toBe("ok");
});

test("no other site signs a browser in as somebody else", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { password } = await world.join("mallory");
  const body = { who: "mallory", proofs: { password }, session: { carrier: "cookie" } };
  for (const origin of ["https://evil.example", ""]) {
    const response = await world.fetch(
      "/v1/session/sign-in",
      fromOwnPage(body, { origin, "sec-fetch-site": "cross-site" }),
    );
    expect([await codeOf(response), response.headers.getSetCookie()]).toEqual(["origin_refused", []]);
  }
});

test("a token works only the way it was given: not from a cookie, not in an address, and not beside a wrong one", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { token } = await world.join("alice");
  const cookie = cookiesOf(await signInByPage(world, "alice"));
  const asked = async (headers: Record<string, string>, path = "/v1/account") =>
    codeOf(await world.fetch(path, { headers }));
  expect(await asked({ authorization: `Bearer ${token}` })).toBe("ok");
  expect(await asked({ cookie: `tacet=${token}` })).toBe("unauthenticated");
  expect(await asked({ authorization: `Bearer ${/tacet=([^;]+)/.exec(cookie)?.[1]}` })).toBe("unauthenticated");
  expect(await asked({}, `/v1/account?token=${token}&access_token=${token}`)).toBe("unauthenticated");
  expect(await asked({ cookie, authorization: "Bearer tacet_wrong" })).toBe("unauthenticated");
  expect(await asked({ cookie, authorization: "Basic YTpi" })).toBe("unauthenticated");
  expect(await asked({ cookie: `${cookie}; tacet=${token}` })).toBe("unauthenticated");
});

onEachDatabase("a sign-in draws a session of its own: a cookie that somebody planted becomes none", async (open) => {
  await using world = await startAccountWorld(open);
  const mallory = await world.join("mallory");
  await world.join("alice");
  const planted = cookiesOf(await signInByPage(world, "mallory"));
  const body = { who: "alice", proofs: { password: passwordOf("alice") }, session: { carrier: "cookie" } };
  const response = await world.fetch("/v1/session/sign-in", fromOwnPage(body, { cookie: planted }));
  expect(cookiesOf(response).split(";")[0]).not.toBe(planted.split(";")[0]);
  const whose = await world.fetch("/v1/account", { headers: { cookie: planted } });
  expect((await whose.json()).username).toBe(mallory.username);
});

onEachDatabase("a browser's token is changed every day, and two tabs that ask at once both go on", async (open) => {
  await using world = await startAccountWorld(open);
  await world.join("alice");
  const old = cookiesOf(await signInByPage(world, "alice"));
  world.advance(25 * HOUR_MS);
  const ask = (cookie: string): Promise<Response> => world.fetch("/v1/account", { headers: { cookie } });
  const tabs = await Promise.all([ask(old), ask(old), ask(old)]);
  expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200]);
  const changed = tabs.filter((response) => response.headers.getSetCookie().length > 0);
  expect(changed).toHaveLength(1);
  const [fresh] = changed.map(cookiesOf);
  if (fresh === undefined) throw new Error("nothing was changed");
  expect((await ask(fresh)).status).toBe(200);
  world.advance(30_000);
  expect((await ask(old)).status).toBe(200);
  world.advance(40_000);
  expect((await ask(old)).status).toBe(401);
  // Somebody had kept the old token: nobody can say who of the two is the owner.
  expect((await ask(fresh)).status).toBe(401);
});

onEachDatabase("a new token that got lost on its way costs nobody the session", async (open) => {
  await using world = await startAccountWorld(open);
  await world.join("alice");
  const old = cookiesOf(await signInByPage(world, "alice"));
  const ask = (cookie: string): Promise<Response> => world.fetch("/v1/account", { headers: { cookie } });
  world.advance(25 * HOUR_MS);
  const lost = cookiesOf(await ask(old));
  expect(lost).not.toBe("");
  world.advance(10 * HOUR_MS);
  const second = cookiesOf(await ask(old));
  expect(second).not.toBe("");
  expect((await ask(lost)).status).toBe(401);
  expect((await ask(second)).status).toBe(200);
});

onEachDatabase("a program changes its token itself, once for each", async (open) => {
  await using world = await startAccountWorld(open);
  const alice = await world.join("alice");
  const { token } = await alice.account.rotateSession();
  expect(token).toMatch(/^tacet_/);
  expect((await world.as(token ?? "").readAccount()).username).toBe("alice");
  world.advance(61_000);
  expect(await outcomeOf(async () => (await alice.account.readAccount()).username)).toBe("unauthenticated");
});

onEachDatabase(
  "an account that is signed in to again and again keeps its latest hundred sessions and known devices",
  async (open) => {
    await using world = await startAccountWorld(open);
    const { account, password } = await world.join("alice");
    const signIn = { who: "alice", proofs: { password }, session: { carrier: "token" } } as const;
    for (let count = 0; count < 101; count++) {
      world.advance(1_000);
      await world.visitor.signIn(signIn);
    }
    expect(await outcomeOf(async () => (await account.readAccount()).username)).toBe("unauthenticated");
    const { read } = world.storage.database;
    expect(await read.selectFrom("sessions").select("id").execute()).toHaveLength(100);
    expect(await read.selectFrom("known_devices").select("account_id").execute()).toHaveLength(100);
  },
);
