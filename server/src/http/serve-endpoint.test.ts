import { expect, test } from "bun:test";
import { endpoint, json, ProtocolError } from "@tacet/protocol";
import * as z from "zod";
import { codeOf, createTestApp, EchoText, post } from "../../test/http-app.ts";

const TEXT = "/v1/test/text";
const BYTES = "/v1/test/bytes";
const ask = (body: BodyInit, headers?: Record<string, string>, path = TEXT) =>
  createTestApp().app.request(path, post(body, headers));

test("a request as the contract says reaches its handler, and the answer is never cached", async () => {
  const answer = await ask('{"text":"hello"}');
  expect(await answer.json()).toEqual({ text: "hello" });
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
});

test("bytes come back as a download that no browser renders", async () => {
  const answer = await ask("<script>", { "content-type": "application/octet-stream" }, BYTES);
  expect(await answer.text()).toBe("<script>");
  expect(answer.headers.get("content-type")).toBe("application/octet-stream");
  expect(answer.headers.get("content-disposition")).toBe("attachment");
  expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
});

const mediaTypes: readonly (readonly [string, Record<string, string>, string, number | string])[] = [
  ["JSON with its charset", { "content-type": "application/json; charset=UTF-8" }, TEXT, 200],
  ["another charset", { "content-type": "application/json; charset=utf-16" }, TEXT, "unsupported_media_type"],
  ["a form", { "content-type": "application/x-www-form-urlencoded" }, TEXT, "unsupported_media_type"],
  ["plain text", { "content-type": "text/plain" }, TEXT, "unsupported_media_type"],
  ["no type", { "content-type": "" }, TEXT, "unsupported_media_type"],
  ["a type that only begins right", { "content-type": "application/jsonp" }, TEXT, "unsupported_media_type"],
  ["two types", { "content-type": "text/plain, application/json" }, TEXT, "unsupported_media_type"],
  ["JSON where bytes belong", { "content-type": "application/json" }, BYTES, "unsupported_media_type"],
  ["a compressed body", { "content-encoding": "gzip" }, TEXT, "unsupported_media_type"],
];
test.each(mediaTypes)("%s as the body's type is judged exactly", async (_, headers, path, expected) => {
  expect(await codeOf(await ask('{"text":"x"}', headers, path))).toBe(expected);
});

const badBodies: readonly (readonly [string, BodyInit, RegExp])[] = [
  ["nothing", "", /not JSON/],
  ["half of it", '{"text":', /not JSON/],
  ["bytes that are not UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), /not UTF-8/],
  ["a byte order mark", new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d]), /not JSON/],
  ["a list", "[]", /body: /],
  ["null", "null", /body: /],
  ["a missing field", "{}", /^text: Invalid input: expected string, received undefined$/],
  ["a number for a text", '{"text":1}', /^text: Invalid input: expected string, received number$/],
  ["too long a text", JSON.stringify({ text: "x".repeat(101) }), /text: /],
  ["an unknown field", '{"text":"x","extra":"MARKER"}', /^extra: unknown field$/],
  ["an unknown field inside", '{"text":"x","inner":{"n":1,"more":2}}', /^inner\.more: unknown field$/],
  ["__proto__", '{"text":"x","__proto__":{"admin":true}}', /^__proto__: unknown field$/],
  ["constructor", '{"text":"x","constructor":{"prototype":{}}}', /^constructor: unknown field$/],
  ["a key twice", '{"text":"x","text":"y"}', /a key twice/],
  ["a key twice in two spellings", '{"text":"x","\\u0074ext":"y"}', /a key twice/],
  ["deep nesting", `{"text":${"[".repeat(5000)}${"]".repeat(5000)}}`, /nested too deeply/],
  ["deep nesting that does not end", "[".repeat(16_000), /not JSON/],
];
test.each(badBodies)("%s as JSON is refused with the reason, and without repeating values", async (_, body, detail) => {
  const answer = await ask(body);
  expect(answer.status).toBe(400);
  const problem = await answer.json();
  expect(problem).toMatchObject({ code: "invalid_request", status: 400, type: "/v1/docs#error-invalid_request" });
  expect(problem.detail).toMatch(detail);
  expect(JSON.stringify(problem)).not.toContain("MARKER");
});

test("equal keys in different objects, and keys inside texts, are no repetition", async () => {
  const text = '{"a":1,"a":2} \\"a\\": \\\\';
  expect(await codeOf(await ask(JSON.stringify({ text, inner: { n: 1 } })))).toBe(200);
  expect(Reflect.get({}, "admin")).toBeUndefined();
});

test("a body where none belongs is refused", async () => {
  const { app } = createTestApp();
  expect(await codeOf(await app.request("/v1/test/time", post(undefined)))).toBe(200);
  expect(await codeOf(await app.request("/v1/test/time", post("{}")))).toBe("body_too_large");
});

test("only the method of the contract reaches a handler", async () => {
  const { app, calls } = createTestApp();
  for (const method of ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"]) {
    const answer = await app.request(TEXT, { method, headers: { host: "localhost" } });
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  }
  expect(calls()).toBe(0);
});

test("paths that are only like a path of the contract lead nowhere", async () => {
  const { app } = createTestApp();
  for (const path of [
    "/v1/test/text/",
    "/v1/test//text",
    "/V1/test/text",
    "/v1/test/text/x",
    "/v1/test/%74ext%2f",
    "/v1",
  ]) {
    expect(await codeOf(await app.request(path, post("{}")))).toBe("not_found");
  }
});

const failing = (error: unknown) => {
  const { app, log } = createTestApp();
  const Fail = endpoint({
    ...EchoText,
    name: "fail",
    path: "/v1/test/fail",
    reply: json(z.object({ text: z.string() })),
  });
  app.serve(Fail, async () => {
    throw error;
  });
  return { answer: app.request("/v1/test/fail", post('{"text":"x"}')), log };
};

test("an error of the contract is told with its code, and when to try again", async () => {
  const answer = await failing(new ProtocolError("passphrase_delayed", { retryAfterMs: 1500.4, detail: "Wait" }))
    .answer;
  expect(answer.status).toBe(429);
  expect(answer.headers.get("retry-after")).toBe("2");
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({ code: "passphrase_delayed", detail: "Wait", retryAfterMs: 1501 });
});

test("any other error is internal: logged by its place, told to nobody", async () => {
  for (const error of [new TypeError("MARKER\n    at MARKER", { cause: new Error("MARKER") }), "MARKER", undefined]) {
    const { answer, log } = failing(error);
    expect((await answer).status).toBe(500);
    expect(await (await answer).text()).not.toContain("MARKER");
    expect(log()).toContain('"level":"error"');
    expect(log()).not.toContain("MARKER");
  }
  expect(failing(new TypeError("x")).log()).toBe("");
});

test("a reply that breaks the contract is internal, not sent", async () => {
  const { app } = createTestApp();
  const Wrong = endpoint({
    ...EchoText,
    name: "wrong",
    path: "/v1/test/wrong",
    reply: json(z.object({ text: z.string().max(1) })),
  });
  app.serve(Wrong, async ({ text }) => ({ text }));
  expect(await codeOf(await app.request("/v1/test/wrong", post('{"text":"long"}')))).toBe("internal");
});

test("an endpoint cannot be served twice", () => {
  expect(() => createTestApp().app.serve(EchoText, async ({ text }) => ({ text }))).toThrow("served twice");
});
