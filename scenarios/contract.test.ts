import { api, encodeBase64url, Problem, rateLimits, type Endpoint } from "@tacet/protocol";
import { expect, test } from "bun:test";
import * as z from "zod";
import { openSqliteForTest } from "../server/test/databases.ts";
import { startNoteWorld, type NoteWorld } from "./note-world.ts";

/** What holds for every call of the contract, today's and tomorrow's. */

const endpoints: readonly Endpoint[] = api;

function ask(world: NoteWorld, endpoint: Endpoint, init: RequestInit = {}): Promise<Response> {
  return world.ports.fetch(`${world.origin}${endpoint.path}`, { method: endpoint.method, ...init });
}

const sendJson = (world: NoteWorld, endpoint: Endpoint, body: unknown): Promise<Response> =>
  ask(world, endpoint, { headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const codeOf = async (response: Response): Promise<string> => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return Problem.parse(await response.json()).code;
};

/** A body of the right shape, made from its JSON schema: every value is well-formed and none is true. */
function wellFormedBody(endpoint: Endpoint): Record<string, unknown> {
  if (endpoint.body?.kind !== "json") return {};
  const Shape = z.object({ properties: z.record(z.string(), z.object({ pattern: z.string() })) });
  const { properties } = Shape.parse(z.toJSONSchema(endpoint.body.schema, { io: "input" }));
  return Object.fromEntries(Object.entries(properties).map(([name, { pattern }]) => [name, textOf(pattern)]));
}

function textOf(pattern: string): string {
  const characters = Number(/\{(\d+)\}/.exec(pattern)?.[1]);
  return encodeBase64url(new Uint8Array(Math.floor((characters * 3) / 4)));
}

const takesJson = endpoints.filter((endpoint) => endpoint.body?.kind === "json");

test("there are calls to check", () => {
  expect(endpoints.length).toBeGreaterThan(7);
  expect(takesJson.length).toBeGreaterThan(5);
});

for (const endpoint of endpoints) {
  test(`${endpoint.name} is public by intention, has a rate limit, and is answered by nothing but its method`, async () => {
    await using world = await startNoteWorld(openSqliteForTest);
    expect(endpoint.auth).toBe("public");
    expect(rateLimits[endpoint.rate].perMinute).toBeGreaterThan(0);
    for (const method of ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      const response = await ask(world, endpoint, { method });
      expect([method, response.status, response.headers.get("allow")]).toEqual([method, 405, endpoint.method]);
    }
  });

  test(`${endpoint.name} is never cached, whether it succeeds or fails`, async () => {
    await using world = await startNoteWorld(openSqliteForTest);
    for (const response of [
      await ask(world, endpoint),
      await sendJson(world, endpoint, {}),
      await ask(world, endpoint, { method: "GET" }),
    ]) {
      expect(response.headers.get("cache-control")).toBe("no-store");
      expect(response.headers.get("x-content-type-options")).toBe("nosniff");
      expect(response.headers.has("etag")).toBe(false);
    }
  });
}

for (const endpoint of takesJson) {
  test(`${endpoint.name} understands a body of its shape, and refuses an unknown field, a missing, long, short or foreign value`, async () => {
    await using world = await startNoteWorld(openSqliteForTest);
    const body = wellFormedBody(endpoint);
    expect(await codeOf(await sendJson(world, endpoint, body))).not.toBe("invalid_request");
    expect(await codeOf(await sendJson(world, endpoint, { ...body, admin: true }))).toBe("invalid_request");
    for (const name of Object.keys(body)) {
      const { [name]: value, ...rest } = body;
      for (const wrong of [
        rest,
        ...[`${String(value)}A`, String(value).slice(1), 7, null, [], {}, ""].map((bad) => ({ ...body, [name]: bad })),
      ]) {
        expect(await codeOf(await sendJson(world, endpoint, wrong))).toBe("invalid_request");
      }
    }
  });
}
