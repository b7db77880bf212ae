import { expect, test } from "bun:test";
import { createReadiness } from "./health.ts";
import { createLogger } from "./logger.ts";
import { createTestApp, EchoText, post } from "../../test/http-app.ts";

const MARKER = "plaintext-marker-4711";

test("no log line holds what a client sent, wherever it stood, even at debug level", async () => {
  const { app, log } = createTestApp();
  const Fail = { ...EchoText, name: "fail", path: "/v1/test/fail" } as const;
  app.serve(Fail, async ({ text }) => JSON.parse(`${text}{`));
  const everywhere = {
    authorization: MARKER,
    cookie: MARKER,
    "x-request-id": MARKER,
    "user-agent": MARKER,
    referer: MARKER,
    "x-forwarded-for": MARKER,
  };
  for (const path of ["/v1/test/text", "/v1/test/fail", `/v1/test/text?${MARKER}`, `/${MARKER}`, "/v1/test/time"]) {
    await app.request(path, post(JSON.stringify({ text: MARKER }), everywhere));
    await app.request(path, post(JSON.stringify({ [MARKER]: MARKER }), everywhere));
    await app.request(path, post(MARKER, { ...everywhere, "content-type": MARKER }));
    await app.request(path, { method: "GET", headers: { host: MARKER } });
  }
  expect(log().split("\n").length).toBe(21);
  expect(log()).not.toContain(MARKER);
});

test("a request gives one line: time, level, id, method, route, status and duration, and no more", async () => {
  const { app, log } = createTestApp();
  const connection = { address: "203.0.113.7", allowSeconds: () => undefined };
  const answer = await app.request("/v1/test/text?q=1", post('{"text":"x"}'), { connection });
  const line = JSON.parse(log());
  expect(Object.keys(line)).toEqual(["level", "time", "requestId", "method", "route", "status", "ms"]);
  expect(line).toMatchObject({ level: "info", method: "POST", route: "/v1/test/text", status: 200 });
  expect(line.requestId).toBe(answer.headers.get("x-request-id"));
});

test("a path that is not served, and a method that nobody knows, are logged without their text", async () => {
  const { app, log } = createTestApp();
  await app.request(`/${MARKER}`, { method: "TRACE", headers: { host: "localhost" } });
  expect(JSON.parse(log())).toMatchObject({ method: "other", route: "unmatched", status: 404 });
});

test("an error that is handed to the log directly shows no message, and fields that hold secrets are hidden", () => {
  const lines: string[] = [];
  const logger = createLogger({ level: "trace", destination: { write: (line) => void lines.push(line) } });
  logger.error(new Error(MARKER));
  logger.warn({ err: new RangeError(MARKER, { cause: { toString: () => MARKER } }) });
  logger.warn(
    { err: Object.assign(new Error(MARKER), { code: "SQLITE_FULL", query: MARKER }) },
    "the database is full",
  );
  logger.warn({ password: MARKER, note: { passphrase: MARKER, key: MARKER, list: [{ token: MARKER }] } });
  expect(lines.join("")).not.toContain(MARKER);
  expect(lines.join("")).toContain('"name":"RangeError"');
  expect(lines.join("")).toContain('"code":"SQLITE_FULL"');
  expect(lines.join("")).toContain('"msg":"the database is full"');
  logger.error({ err: new Error(MARKER), msg: "said once" });
  expect(lines.at(-1)?.match(/"msg"/g)).toEqual(['"msg"']);
});

const scrape = (headers: Record<string, string>, env: Record<string, string> = {}) =>
  createTestApp(env).app.request("/metrics", { headers });
const TOKEN = "0123456789abcdefXYZ";

test("metrics are open to this machine in loopback mode, not to what a proxy forwards", async () => {
  expect((await scrape({ host: "localhost:8080" })).status).toBe(200);
  expect((await scrape({ host: "127.0.0.1:8080" })).status).toBe(200);
  for (const name of ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"]) {
    expect((await scrape({ host: "localhost", [name]: "x" })).status).toBe(404);
  }
  expect((await scrape({ host: "rebound.example" })).status).toBe(404);
});

test("outside loopback mode metrics want the token, and are not there without it", async () => {
  const behindProxy = { TACET_PUBLIC_URL: "https://notes.example", TACET_METRICS_TOKEN: TOKEN };
  expect((await scrape({ host: "localhost" }, behindProxy)).status).toBe(404);
  expect((await scrape({ host: "10.0.0.5:8080", authorization: `Bearer ${TOKEN}` }, behindProxy)).status).toBe(200);
  for (const authorization of [
    TOKEN,
    `Basic ${TOKEN}`,
    `Bearer ${TOKEN}x`,
    `Bearer ${TOKEN.slice(1)}`,
    "Bearer",
    "Bearer ",
  ]) {
    expect((await scrape({ host: "notes.example", authorization }, behindProxy)).status).toBe(404);
  }
  expect(
    (await scrape({ host: "localhost", authorization: "Bearer undefined" }, { TACET_TRUSTED_PROXIES: "10.0.0.1" }))
      .status,
  ).toBe(404);
});

test("metrics count by route and status, and hold nothing that a client chose", async () => {
  const { app } = createTestApp();
  await app.request("/v1/test/text", post(JSON.stringify({ text: MARKER })));
  await app.request(`/${MARKER}`, post(MARKER));
  const text = await (await app.request("/metrics", { headers: { host: "localhost" } })).text();
  expect(text).toContain(
    'tacet_http_request_duration_seconds_count{method="POST",route="/v1/test/text",status="200"} 1',
  );
  expect(text).toContain('route="unmatched",status="404"');
  expect(text).toContain("process_resident_memory_bytes");
  expect(text).not.toContain(MARKER);
});

const never = () => new Promise<boolean>(() => undefined);
const broken = async (): Promise<boolean> => {
  throw new Error("postgres://user:password@db");
};

test("the server is ready when every part is, and says which is not", async () => {
  const checks = { database: async () => true, clock: broken, disk: never };
  const readiness = createReadiness({ checks, timeoutMs: 10, reuseMs: 1000, monotonicMs: () => 0 });
  const answer = await readiness();
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({
    status: "not ready",
    parts: { database: "ok", clock: "failing", disk: "failing" },
  });
});

test("probes in quick succession ask the parts once", async () => {
  let asked = 0;
  let now = 0;
  const database = async () => ((asked += 1), true);
  const readiness = createReadiness({ checks: { database }, timeoutMs: 10, reuseMs: 1000, monotonicMs: () => now });
  expect((await readiness()).status).toBe(200);
  await Promise.all([readiness(), readiness()]);
  expect(asked).toBe(1);
  now = 1001;
  await readiness();
  expect(asked).toBe(2);
});

test("two servers in one process count their requests apart, and both tell what the process uses", async () => {
  const apps = [createTestApp().app, createTestApp().app] as const;
  await apps[0].request("/v1/test/time", post(undefined));
  const [busy, idle] = await Promise.all(
    apps.map(async (app) => (await app.request("/metrics", { headers: { host: "localhost" } })).text()),
  );
  for (const text of [busy, idle]) expect(text?.match(/^process_cpu_seconds_total /gm)).toHaveLength(1);
  expect(busy).toContain('route="/v1/test/time"');
  expect(idle).not.toContain('route="/v1/test/time"');
});
