import { api, Problem, rateLimits, type Endpoint } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { openSqliteForTest } from "../server/test/databases.ts";
import { startAccountWorld, type AccountWorld } from "./account-world.ts";
import { nullableFields, sampleBody } from "./sample-body.ts";

/** What holds for every call of the contract, today's and tomorrow's. */

const endpoints: readonly Endpoint[] = api;

/** Whoever adds to it says why everybody may call that. */
const publicByIntention: ReadonlySet<string> = new Set([
  // Notes need no account; each call proves what it may.
  "makeChallenge",
  "createNote",
  "findNote",
  "claimNote",
  "fetchClaim",
  "confirmClaim",
  "readReceipt",
  "burnNote",
  // The ways in, and what somebody who stands before them must know.
  "describeServer",
  // Messages to the operator, each for some work.
  "askContactPuzzle",
  "sendContact",
  "register",
  "signIn",
  // The way back in, and the link that proves an address: each call proves what it may.
  "confirmEmail",
  "startRecovery",
  "proveRecovery",
  "completeRecovery",
  "requestPhoneCode",
]);

type Ask = (endpoint: Endpoint, init?: RequestInit) => Promise<Response>;

const asking =
  (world: AccountWorld, token?: string): Ask =>
  (endpoint, { headers, ...init } = {}) =>
    world.fetch(endpoint.path, {
      method: endpoint.method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...Object.fromEntries(new Headers(headers)),
      },
      ...init,
    });

const json = (body: unknown): RequestInit => ({
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const codeOf = async (response: Response): Promise<string> => {
  if (response.ok) return "ok";
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return Problem.parse(await response.json()).code;
};

const isForAdmins = ({ auth }: Endpoint): boolean => auth === "admin" || auth === "fresh admin";

const takesJson = endpoints.filter((endpoint) => endpoint.body?.kind === "json");

test("there are calls to check", () => {
  expect(endpoints.length).toBeGreaterThan(15);
  expect(takesJson.length).toBeGreaterThan(10);
});

test("what is public is public by intention; every other call asks who is there before it looks at anything", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { token } = await world.join("alice");
  expect(
    endpoints
      .filter(({ auth }) => auth === "public")
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual([...publicByIntention].toSorted());
  for (const endpoint of endpoints.filter(({ auth }) => auth !== "public")) {
    const nobody = await asking(world)(endpoint);
    expect([endpoint.name, nobody.status, nobody.headers.get("www-authenticate")]).toEqual([
      endpoint.name,
      401,
      "Bearer",
    ]);
    expect(await codeOf(nobody)).toBe("unauthenticated");
    if (isForAdmins(endpoint))
      expect([endpoint.name, await codeOf(await asking(world, token)(endpoint))]).toEqual([
        endpoint.name,
        "not_allowed",
      ]);
  }
});

test("what needs a fresh proof refuses a session that gave its proofs long ago", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { token } = await world.joinAsAdmin("alice");
  world.advance(300_001);
  for (const endpoint of endpoints.filter(({ auth }) => auth.startsWith("fresh "))) {
    expect([endpoint.name, await codeOf(await asking(world, token)(endpoint))]).toEqual([
      endpoint.name,
      "fresh_proof_needed",
    ]);
  }
});

test("every call has a rate limit, is answered by nothing but its method, and is never cached", async () => {
  await using world = await startAccountWorld(openSqliteForTest);
  const { token } = await world.join("alice");
  for (const endpoint of endpoints.filter(({ name }) => name !== "signOut")) {
    const ask = asking(world, token);
    expect(rateLimits[endpoint.rate].perMinute).toBeGreaterThan(0);
    const others = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"].filter(
      (each) => each !== endpoint.method,
    );
    for (const method of others) {
      const response = await ask(endpoint, { method });
      expect([endpoint.name, method, response.status, response.headers.get("allow")]).toEqual([
        endpoint.name,
        method,
        405,
        endpoint.method,
      ]);
    }
    const answers = [await ask(endpoint), await ask(endpoint, { method: "PUT" })];
    for (const { headers } of answers) {
      expect([endpoint.name, headers.get("cache-control"), headers.get("etag")]).toEqual([
        endpoint.name,
        "no-store",
        null,
      ]);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
  }
});

for (const endpoint of takesJson) {
  test(`${endpoint.name} understands a body of its shape, and refuses an unknown field and a foreign value, at any depth`, async () => {
    await using world = await startAccountWorld(openSqliteForTest);
    const { token } = await (isForAdmins(endpoint) ? world.joinAsAdmin("alice") : world.join("alice"));
    const send = async (body: unknown): Promise<string> =>
      codeOf(await asking(world, endpoint.auth === "public" ? undefined : token)(endpoint, json(body)));
    const body = sampleBody(endpoint);
    const understood = await send(body);
    expect([endpoint.name, understood]).not.toEqual([endpoint.name, "invalid_request"]);
    const wrongs = spoiled(body, overlongFor(endpoint)).filter((wrong) => !isTakenThere(endpoint, wrong));
    for (const wrong of [...wrongs, [], null, 7, "text"]) {
      expect([JSON.stringify(wrong).slice(0, 500), await send(wrong)]).toEqual([
        JSON.stringify(wrong).slice(0, 500),
        "invalid_request",
      ]);
    }
  });
}

/** Null where the contract says so, and half a character where only machines fill in anything. */
function isTakenThere(endpoint: Endpoint, body: object): boolean {
  const nullable = nullableFields(endpoint);
  return Object.entries(body).some(
    ([name, value]) => (value === null && nullable.includes(name)) || (name === "website" && value === "\uD800"),
  );
}

/** Longer than any field of that call may be, and not too long for its body. */
const overlongFor = ({ body }: Endpoint): string =>
  "a".repeat(body?.kind === "json" && body.maxBytes !== undefined ? 70_000 : 12_000);

/** The same body with one thing wrong, for each thing in it. */
function spoiled(value: object, overlong: string): object[] {
  const inner = Object.entries(value).flatMap(([name, each]) =>
    spoiledInside(each, overlong).map((wrong) => ({ ...value, [name]: wrong })),
  );
  return [...inner, { ...value, unknownField: true }];
}

function spoiledInside(value: unknown, overlong: string): unknown[] {
  if (typeof value === "string") return [7, null, [], {}, true, "\uD800", value + overlong];
  if (typeof value === "number") return ["1", null, 1.5, -1, 2 ** 53];
  if (typeof value === "boolean") return ["true", null, 1];
  if (Array.isArray(value)) return [{}, "a", null];
  return typeof value === "object" && value !== null ? spoiled(value, overlong) : [];
}
