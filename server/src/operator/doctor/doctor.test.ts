import { RedisClient } from "bun";
import { expect, test } from "bun:test";
import { chmodSync, mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { newPostgresSetUp, newSqliteSetUp, onEachSetUp, type SetUp } from "../../../test/set-ups.ts";
import { withRedis } from "../../../test/redis.ts";
import { startMailbox } from "../../../test/mailbox.ts";
import { startTestServer } from "../../../test/start-server.ts";
import { examineRedisAt, openDatabaseFor } from "../../app.ts";
import { writeMeta } from "../../storage/server-facts.ts";
import { readSettings, type Environment } from "../settings.ts";
import { examine, type CheckedFinding } from "./doctor.ts";

/** The doctor on real servers and databases. What it makes of each fact is in checks.test.ts; real proxies are in scenarios/. */

async function visit(env: Environment, address?: string): Promise<readonly CheckedFinding[]> {
  const settings = readSettings(env);
  const openDatabase = () => openDatabaseFor(settings.config);
  return Array.fromAsync(examine({ settings, openDatabase, examineRedis: examineRedisAt, address }));
}

const unwell = (findings: readonly CheckedFinding[]): readonly string[] =>
  findings.filter(({ verdict }) => verdict !== "ok").map(({ check, verdict, says }) => `${verdict} ${check}: ${says}`);

const anyKey = (): string => `test:${Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString("base64")}`;
const small = { TACET_NOTES_MAX_BYTES: "64MiB" };
const keyBeside = expect.stringMatching(/^warn key: The master key \S+ lies beside the data/);

onEachSetUp("a running server without a proxy is well, but for a key that lies beside its data", async ({ env }) => {
  await using server = await startTestServer({ env });
  const findings = await visit({ ...env, ...small, TACET_PORT: String(server.port) });
  expect(unwell(findings)).toEqual(env["TACET_MASTER_KEY"] === undefined ? [keyBeside] : []);
  expect(new Set(findings.map(({ check }) => check))).toEqual(
    new Set(["settings", "disk", "database", "key", "clock", "server", "url", "proxy", "socket", "body"]),
  );
});

onEachSetUp("a doctor with another master key says so, and asks nobody", async ({ env }) => {
  await using server = await startTestServer({ env });
  const findings = await visit({ ...env, ...small, TACET_PORT: String(server.port), TACET_MASTER_KEY: anyKey() });
  const expected = env["TACET_MASTER_KEY"] === undefined ? /is not among those given/ : /is not the one this database/;
  expect(unwell(findings)).toEqual([expect.stringMatching(expected)]);
  expect(findings.map(({ check }) => check)).not.toContain("url");
});

onEachSetUp("a clock that the server suspects is told, with the word that settles it", async ({ env }) => {
  await using server = await startTestServer({ env });
  // With each beat the server takes back what it does not suspect itself: it is stopped first.
  await server[Symbol.asyncDispose]();
  await using database = await openDatabaseFor(readSettings(env).config);
  await database.transact((tx) => writeMeta(tx, "clock_suspect", String(Date.now())));
  const findings = await visit({ ...env, ...small, TACET_PORT: String(server.port) });
  expect(unwell(findings)).toContainEqual(expect.stringMatching(/^fail clock: .* tacet clock accept$/));
  expect(unwell(findings)).toContainEqual(expect.stringMatching(/^fail url: http:\S+ refuses connections/));
});

test("files that others can read, and a folder that is not there, are told", async () => {
  await using setUp = await newSqliteSetUp();
  const data = setUp.env["TACET_DATA"] ?? "";
  await using server = await startTestServer({ env: setUp.env });
  chmodSync(join(data, "tacet.db"), 0o644);
  expect(unwell(await visit({ ...setUp.env, ...small, TACET_PORT: String(server.port) }))).toEqual([
    expect.stringMatching(/^fail disk: Other users can get at \S+tacet\.db: run chmod go= /),
    keyBeside,
  ]);
  expect(unwell(await visit({ TACET_DATA: join(data, "nowhere") }))).toEqual([
    expect.stringMatching(/^fail disk: This could not be examined \(Error, ENOENT\)/),
  ]);
});

test("a folder in which no server ever ran is told by its database", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tacet-doctor-"));
  mkdirSync(join(folder, "data"), { mode: 0o700 });
  expect(unwell(await visit({ ...small, TACET_DATA: join(folder, "data") }))).toEqual([
    expect.stringMatching(/^fail database: There is no database at \S+tacet\.db/),
  ]);
  await rm(folder, { recursive: true });
});

test("a table of notes on which PostgreSQL vacuums late is told", async () => {
  await using setUp = await newPostgresSetUp();
  await using server = await startTestServer({ env: setUp.env });
  const sql = postgres(setUp.env["TACET_DATABASE"] ?? "", { max: 1 });
  await sql`alter table notes set (autovacuum_enabled = false)`;
  await sql.end();
  expect(unwell(await visit({ ...setUp.env, ...small, TACET_PORT: String(server.port) }))).toEqual([
    expect.stringMatching(/^fail database: Autovacuum is held back on notes,/),
  ]);
});

const mailOf = (findings: readonly CheckedFinding[]) => findings.filter(({ check }) => check === "mail");

test("a relay is greeted and logged in to, and gets no mail; one that refuses the password is told", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tacet-doctor-"));
  const login = { user: "tacet", password: "marker-of-a-password" };
  await using mailbox = await startMailbox({ login });
  const env = { ...small, TACET_DATA: folder, TACET_MAIL_FROM: "tacet@notes.example" };
  const well = mailOf(await visit({ ...env, TACET_SMTP_URL: mailbox.url }));
  expect(well).toEqual([
    expect.objectContaining({ verdict: "ok", says: expect.stringContaining("accepts the login") }),
  ]);
  const wrong = mailOf(await visit({ ...env, TACET_SMTP_URL: mailbox.url.replace("tacet:", "other:") }));
  expect(unwell(wrong)).toEqual([expect.stringMatching(/^fail mail: .* does not accept the user and password/)]);
  expect(JSON.stringify([...well, ...wrong])).not.toContain("marker");
  expect([mailbox.attempts(), mailbox.mails.length]).toEqual([0, 0]);
  await rm(folder, { recursive: true });
});

withRedis("the Redis that joins processes is asked for what a server needs of it", async (redis) => {
  const env = { TACET_DATABASE: "postgres://127.0.0.1:1/none", TACET_MASTER_KEY: anyKey(), TACET_REDIS: redis.url };
  const redisOf = async () => (await visit(env)).filter(({ check }) => check === "redis");
  expect(await redisOf()).toEqual([
    { check: "redis", verdict: "ok", says: expect.stringMatching(/^Redis \d\S+ at 127\.0\.0\.1:\d+ answers\.$/) },
    { check: "redis", verdict: "ok", says: expect.any(String) },
  ]);
  const keeper = new RedisClient(redis.url);
  await keeper.send("ACL", ["SETUSER", "default", "-eval"]);
  expect(unwell(await redisOf())).toEqual([expect.stringMatching(/^fail redis: .* does not let this user do/)]);
  keeper.close();
  await redis.kill();
  expect(unwell(await redisOf())).toEqual([expect.stringMatching(/^fail redis: .* does not answer/)]);
});

interface BadProxy {
  readonly mistake: string;
  /** What becomes of the headers on the way to the server. */
  readonly change: (headers: Headers) => void;
  readonly maxBytes?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly says: RegExp;
}

const badProxies: readonly BadProxy[] = [
  {
    mistake: "asks for its own name for the server",
    change: (headers) => headers.set("host", "tacet:8080"),
    says: /^fail url: The proxy does not hand on the Host/,
  },
  {
    mistake: "hands on what clients write about themselves",
    change: () => {},
    env: { TACET_TRUSTED_PROXIES: "127.0.0.1" },
    says: /^fail proxy: A forged X-Forwarded-For is believed/,
  },
  {
    mistake: "is not named",
    change: (headers) => headers.set("x-forwarded-for", "192.0.2.7"),
    says: /^fail proxy: The proxy at 127\.0\.0\.1 is not believed/,
  },
  {
    mistake: "says nothing of its clients",
    change: (headers) => headers.delete("x-forwarded-for"),
    env: { TACET_TRUSTED_PROXIES: "127.0.0.1" },
    says: /^fail proxy: The proxy at 127\.0\.0\.1 writes no X-Forwarded-For/,
  },
  {
    mistake: "stops bodies at 1 MiB",
    change: (headers) => headers.set("x-forwarded-for", "192.0.2.7"),
    maxBytes: 2 ** 20,
    env: { TACET_TRUSTED_PROXIES: "127.0.0.1" },
    says: /^fail body: A note of 2163048 bytes does not get through/,
  },
  {
    mistake: "opens no WebSockets",
    change: (headers) => headers.set("x-forwarded-for", "192.0.2.7"),
    env: { TACET_TRUSTED_PROXIES: "127.0.0.1" },
    says: /^fail socket: No WebSocket opens at \/v1\/live \(the upgrade is lost on the way\)/,
  },
  {
    mistake: "has a password of its own for every path",
    change: (headers) => headers.set("authorization", "Basic dGFjZXQ6dGFjZXQ="),
    says: /^fail url: It is another server/,
  },
];

for (const { mistake, change, maxBytes = 2 ** 30, env = {}, says } of badProxies) {
  test(`a proxy that ${mistake} is told`, async () => {
    await using setUp = await newSqliteSetUp();
    let upstream = 0;
    using proxy = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      maxRequestBodySize: maxBytes,
      fetch: async (request) => {
        const headers = new Headers(request.headers);
        // As proxies do that are told nothing of it: these two are between neighbours (RFC 9110 §7.6.1).
        for (const name of ["connection", "upgrade"]) headers.delete(name);
        change(headers);
        const url = `http://127.0.0.1:${upstream}${new URL(request.url).pathname}`;
        const body = request.method === "POST" ? { body: await request.bytes() } : {};
        return fetch(url, { method: request.method, headers, ...body });
      },
    });
    const settings = {
      ...setUp.env,
      ...env,
      TACET_PUBLIC_URL: `http://notes.example:${proxy.port}`,
      TACET_INSECURE_HTTP: "yes",
    };
    await using server = await startTestServer({ env: settings });
    upstream = server.port;
    expect(unwell(await visit({ ...settings, ...small }, "127.0.0.1"))).toContainEqual(expect.stringMatching(says));
  });
}

test("no finding holds a secret", async () => {
  await using setUp = await newPostgresSetUp();
  await using server = await startTestServer({ env: setUp.env });
  const said = JSON.stringify(await visit({ ...setUp.env, TACET_PORT: String(server.port) }));
  for (const secret of secretsOf(setUp)) expect(said).not.toContain(secret);
});

const secretsOf = ({ env }: SetUp): readonly string[] => [
  env["TACET_MASTER_KEY"]?.split(":")[1] ?? "none",
  new URL(env["TACET_DATABASE"] ?? "").password,
];
