import { expect, test } from "bun:test";
import { readConfig } from "../../config/config.ts";
import type { Testimony } from "../../http/witness.ts";
import type { SeenCertificate } from "../../outbound/dial.ts";
import { checkBeat, checkClock, checkPublicClock, type ClockFacts } from "./clock-check.ts";
import { checkPostgres, checkSqlite, type PostgresFacts, type SqliteFacts } from "./database-check.ts";
import { checkPlace, type PlaceFacts } from "./disk-check.ts";
import type { Finding } from "./finding.ts";
import { checkForwarding, FORGED_ADDRESS } from "./forwarding-check.ts";
import { checkKey } from "./key-check.ts";
import { checkMail } from "./mail-check.ts";
import { checkLargeBody, checkReadiness, checkRedirect, checkRefusal, checkSocket } from "./public-url-check.ts";
import { checkRedis, type RedisFacts } from "./redis-check.ts";
import { checkSettings } from "./settings-check.ts";
import { checkSms } from "./sms-check.ts";
import { checkCertificate, checkHsts } from "./tls-check.ts";

/** Every finding that is not ok, as "verdict: sentence"; "ok" when there is none. */
const unwell = (...findings: readonly Finding[]): string =>
  findings
    .filter(({ verdict }) => verdict !== "ok")
    .map(({ verdict, says }) => `${verdict}: ${says}`)
    .join("\n") || "ok";

const config = (env: Record<string, string>) =>
  readConfig({ env, readFile: () => "", isReadByOthers: () => false }).config;
const HTTPS = { TACET_PUBLIC_URL: "https://notes.example" };

const settingCases: readonly (readonly [string, Record<string, string>, RegExp])[] = [
  ["the defaults", {}, /^ok$/],
  ["a proxy on this machine", { ...HTTPS, TACET_TRUSTED_PROXIES: "127.0.0.1" }, /^ok$/],
  ["a content network's ranges", { ...HTTPS, TACET_TRUSTED_PROXIES: "104.16.0.0/12,2400:cb00::/32,fc00::/7" }, /^ok$/],
  ["listening for others as localhost", { TACET_HOST: "0.0.0.0" }, /^fail: TACET_HOST 0\.0\.0\.0 .*TACET_PUBLIC_URL/],
  ["listening past the proxy", { ...HTTPS, TACET_HOST: "::" }, /^warn: TACET_HOST :: lets other machines in/],
  ["trusting everybody", { ...HTTPS, TACET_TRUSTED_PROXIES: "10.0.0.1, 0.0.0.0/0" }, /^fail: .* has 0\.0\.0\.0\/0/],
  ["trusting all of IPv6", { ...HTTPS, TACET_TRUSTED_PROXIES: "::/0" }, /^fail: .* has ::\/0/],
  [
    "plain HTTP",
    { TACET_PUBLIC_URL: "http://notes.example", TACET_INSECURE_HTTP: "yes" },
    /^warn: TACET_INSECURE_HTTP/,
  ],
  ["no limits", { TACET_RATE_FACTOR: "10000" }, /^warn: TACET_RATE_FACTOR 10000/],
];
test.each(settingCases)("settings: %s", (_, env, says) => {
  expect(unwell(...checkSettings({ config: config(env), isContainer: false }))).toMatch(says);
});

test("settings: a container listens to its own network", () => {
  const facts = { config: config({ ...HTTPS, TACET_HOST: "0.0.0.0" }), isContainer: true };
  expect(unwell(...checkSettings(facts))).toBe("ok");
});

const smsCases: readonly (readonly [Parameters<typeof checkSms>[0], RegExp])[] = [
  [{ sms: undefined, smsCountries: undefined }, /^$/],
  [{ sms: ["console"], smsCountries: undefined }, /^ok: Text messages go through console\. None was sent/],
  [{ sms: ["twilio", "vonage"], smsCountries: ["DE"] }, /^ok: Text messages go through twilio, then vonage\.[^\n]*$/],
  [{ sms: ["twilio"], smsCountries: "all" }, /\nwarn: TACET_SMS_COUNTRIES is all/],
  [{ sms: ["vonage-verify"], smsCountries: ["DE"] }, /\nwarn: vonage-verify can send codes and nothing else/],
];
test.each(smsCases)("text messages: %j", (settings, says) => {
  expect(
    checkSms(settings)
      .map((finding) => `${finding.verdict}: ${finding.says}`)
      .join("\n"),
  ).toMatch(says);
});

const NOW = 1_795_000_000_000;
const clock: ClockFacts = { machine: NOW, leading: NOW, lastBeat: NOW - 8000, suspectSince: undefined };
const clockCases: readonly (readonly [string, Partial<ClockFacts>, RegExp])[] = [
  ["all is well", {}, /^ok$/],
  ["a database 20 s ahead", { leading: NOW + 20_000 }, /^warn: .* differ by 20 s/],
  ["a database an hour behind", { leading: NOW - 3_600_000, lastBeat: 0 }, /^fail: .* differ by 60 minutes/],
  ["a clock set back", { lastBeat: NOW + 600_000 }, /^fail: The clock is 10 minutes behind what it showed/],
  ["a jump that nobody accepted", { suspectSince: NOW }, /^fail: .*tacet clock accept$/],
];
test.each(clockCases)("clock: %s", (_, changes, says) => {
  expect(unwell(...checkClock({ ...clock, ...changes }))).toMatch(says);
});

test("clock: what a slow answer says is judged by when it can have been said", () => {
  expect(unwell(checkPublicClock({ asked: NOW, heard: NOW + 4000, answered: NOW + 9000 }))).toBe("ok");
  expect(unwell(checkPublicClock({ asked: NOW, heard: NOW - 30_000, answered: NOW + 10 }))).toMatch(/^warn/);
});

test("server: whoever was silent for 20 seconds does not run", () => {
  expect(unwell(checkBeat({ leading: NOW, lastBeat: NOW - 20_000 }))).toBe("ok");
  expect(unwell(checkBeat({ leading: NOW, lastBeat: NOW - 20_001 }))).toMatch(/^fail: No server ran .* since 2026/);
  expect(unwell(checkBeat({ leading: NOW, lastBeat: 0 }))).toMatch(/^fail: No server ran on this database ever/);
});

const GIB = 2 ** 30;
const file = { path: "/data/tacet.db", mode: 0o100600, uid: 10 };
const place: PlaceFacts = {
  path: "/data",
  fileSystem: 0xef53,
  freeBytes: 20 * GIB,
  mayGrowBytes: 10 * GIB,
  files: [{ path: "/data", mode: 0o40700, uid: 10 }, file],
  uid: 10,
};
const placeCases: readonly (readonly [string, Partial<PlaceFacts>, RegExp])[] = [
  ["all is well", {}, /^ok$/],
  [
    "less room than notes may take",
    { freeBytes: 2 * GIB },
    /^warn: .* has 2\.0 GiB free, and notes may grow by 10\.0 GiB/,
  ],
  ["no room", { freeBytes: 1000 }, /^fail: \/data has 0 MiB free/],
  ["NFS", { fileSystem: 0x6969 }, /^fail: .* on a network \(NFS\)/],
  ["CIFS, as a signed number", { fileSystem: -11317950 }, /^fail: .* on a network \(CIFS\)/],
  ["tmpfs", { fileSystem: 0x01021994 }, /^fail: .* in memory/],
  ["a container's layer", { fileSystem: 0x794c7630 }, /^warn: .* mount a volume/],
  ["a file that others read", { files: [{ ...file, mode: 0o100640 }] }, /^fail: .* chmod go= \/data\/tacet\.db$/],
  ["a file of another user", { files: [{ ...file, uid: 0 }] }, /^fail: \/data\/tacet\.db belongs to user 0 .*\(10\)/],
];
test.each(placeCases)("disk: %s", (_, changes, says) => {
  expect(unwell(...checkPlace({ ...place, ...changes }))).toMatch(says);
});

test("key: beside the data is worth a word, and not fitting is a failure", () => {
  const apart = { source: { kind: "file", path: "/keys/k" }, isBesideData: false, trouble: undefined } as const;
  expect(unwell(...checkKey(apart))).toBe("ok");
  expect(unwell(...checkKey({ ...apart, source: { kind: "variable", text: "k1:secret" } }))).toBe("ok");
  expect(unwell(...checkKey({ ...apart, isBesideData: true }))).toMatch(/^warn: .*\/keys\/k is in the data folder/);
  const generated = { ...apart, source: { kind: "generated", path: "/data/master.key" } } as const;
  expect(unwell(...checkKey(generated))).toMatch(/^warn: .* set TACET_MASTER_KEY_FILE/);
  expect(unwell(...checkKey({ ...apart, trouble: "It is another key." }))).toBe("fail: It is another key.");
});

const sqlite: SqliteFacts = { journalMode: "wal", quickCheck: "ok", walBytes: 0, fileBytes: GIB };
const postgres: PostgresFacts = {
  version: 180_004,
  synchronousCommit: "on",
  autovacuum: "on",
  lazyTables: [],
  isEncrypted: false,
  isRemote: false,
};
const databaseCases: readonly (readonly [string, readonly Finding[], RegExp])[] = [
  ["SQLite", checkSqlite(sqlite), /^ok$/],
  ["SQLite, too large to read", checkSqlite({ ...sqlite, quickCheck: undefined }), /^ok$/],
  ["SQLite, damaged", checkSqlite({ ...sqlite, quickCheck: "row 1 missing" }), /^fail: .* tacet restore/],
  ["SQLite, another journal", checkSqlite({ ...sqlite, journalMode: "delete" }), /^fail: .* is delete/],
  ["SQLite, a log that is not emptied", checkSqlite({ ...sqlite, walBytes: GIB }), /^warn: .* 1\.0 GiB/],
  ["PostgreSQL", checkPostgres(postgres), /^ok$/],
  ["PostgreSQL, remote and encrypted", checkPostgres({ ...postgres, isRemote: true, isEncrypted: true }), /^ok$/],
  [
    "PostgreSQL, remote in clear",
    checkPostgres({ ...postgres, isRemote: true }),
    /^warn: .* in clear: add \?sslmode=verify-full/,
  ],
  ["PostgreSQL, old", checkPostgres({ ...postgres, version: 120_001 }), /^fail: PostgreSQL 12/],
  ["PostgreSQL, forgetful", checkPostgres({ ...postgres, synchronousCommit: "off" }), /^warn: .* is off/],
  ["PostgreSQL, no autovacuum", checkPostgres({ ...postgres, autovacuum: "off" }), /^fail: .* autovacuum is off/],
  ["PostgreSQL, a lazy table", checkPostgres({ ...postgres, lazyTables: ["notes"] }), /^fail: .* held back on notes/],
];
test.each(databaseCases)("database: %s", (_, findings, says) => {
  expect(unwell(...findings)).toMatch(says);
});

const ready = { kind: "ready", version: "8.0.1" } as const;
const redisCases: readonly (readonly [string, RedisFacts, RegExp])[] = [
  ["on this machine", { url: "redis://:marker@localhost", answer: ready }, /^ok$/],
  ["elsewhere, encrypted", { url: "rediss://u:marker@redis.internal", answer: ready }, /^ok$/],
  ["elsewhere, in clear", { url: "redis://u:marker@redis.internal", answer: ready }, /^warn: .* use rediss:\/\//],
  [
    "silent",
    { url: "redis://u:marker@[::1]:7", answer: { kind: "silent" } },
    /^fail: Redis at \[::1\]:7 does not answer/,
  ],
  ["strict", { url: "redis://u:marker@localhost", answer: { kind: "refuses" } }, /^fail: .* EVALSHA, .* tacet:/],
];
test.each(redisCases)("redis: one that is %s", (_, facts, says) => {
  expect(unwell(...checkRedis(facts))).toMatch(says);
  expect(JSON.stringify(checkRedis(facts))).not.toContain("marker");
});

const DAY = 24 * 3_600_000;
const certificate: SeenCertificate = { validFrom: NOW - DAY, validTo: NOW + 30 * DAY, distrust: undefined };
const certificateCases: readonly (readonly [string, Partial<SeenCertificate>, RegExp])[] = [
  ["good", {}, /^ok$/],
  ["about to end", { validTo: NOW + 4 * DAY }, /^warn: .* ends in 4 days/],
  ["expired", { validTo: NOW - DAY, distrust: "CERT_HAS_EXPIRED" }, /^fail: The certificate expired/],
  ["not valid yet", { validFrom: NOW + DAY, distrust: "CERT_NOT_YET_VALID" }, /^fail: .* clock of this machine/],
  ["for another host", { distrust: "ERR_TLS_CERT_ALTNAME_INVALID" }, /^fail: .* for another host/],
  ["self-signed", { distrust: "DEPTH_ZERO_SELF_SIGNED_CERT" }, /^fail: .* signed by nobody/],
  ["without its chain", { distrust: "UNABLE_TO_VERIFY_LEAF_SIGNATURE" }, /^fail: .* intermediate/],
];
test.each(certificateCases)("tls: a certificate that is %s", (_, changes, says) => {
  expect(unwell(checkCertificate({ ...certificate, ...changes }, NOW))).toMatch(says);
});

test("tls: HSTS that is missing or says nothing is told", () => {
  expect(unwell(checkHsts("max-age=31536000"))).toBe("ok");
  for (const header of [undefined, "", "max-age=0"]) expect(unwell(checkHsts(header))).toMatch(/^warn/);
});

const seen = { peer: "10.0.0.1", isPeerTrusted: true, forwardedFor: "192.0.2.7", source: "192.0.2.7" };
const PROXY = ["10.0.0.0/24"];
type Seen = Pick<Testimony, "peer" | "isPeerTrusted" | "forwardedFor" | "source">;
const forwardingCases: readonly (readonly [string, Partial<Seen>, readonly string[] | undefined, RegExp])[] = [
  ["written anew", {}, PROXY, /^ok$/],
  ["appended", { forwardedFor: `${FORGED_ADDRESS}, 192.0.2.7` }, PROXY, /^ok$/],
  ["through two proxies", { forwardedFor: `${FORGED_ADDRESS}, 192.0.2.7, 10.0.0.2` }, PROXY, /^ok$/],
  [
    "through one that is not named",
    { forwardedFor: `${FORGED_ADDRESS}, 192.0.2.7, 203.0.113.1`, source: "203.0.113.1" },
    PROXY,
    /^warn: This request counts as one of 203\.0\.113\.1, which handed it on/,
  ],
  [
    "handed on as it came",
    { forwardedFor: FORGED_ADDRESS, source: FORGED_ADDRESS },
    PROXY,
    /^fail: A forged X-Forwarded-For is believed/,
  ],
  [
    "appended from an address that is trusted",
    { forwardedFor: `${FORGED_ADDRESS}, 10.0.0.9`, source: FORGED_ADDRESS },
    PROXY,
    /^fail: Requests from 10\.0\.0\.9 may claim any address/,
  ],
  [
    "appended over loopback",
    { peer: "127.0.0.1", forwardedFor: `${FORGED_ADDRESS}, 127.0.0.1`, source: FORGED_ADDRESS },
    ["127.0.0.0/8"],
    /^warn: This machine asks the proxy over loopback/,
  ],
  ["taken away", { forwardedFor: null, source: "10.0.0.1" }, PROXY, /^fail: .* writes no X-Forwarded-For/],
  [
    "with a port",
    { forwardedFor: "192.0.2.7:5000", source: "10.0.0.1" },
    PROXY,
    /^fail: .* writes "192\.0\.2\.7:5000" into X-Forwarded-For/,
  ],
  [
    "from a proxy that is not named",
    { isPeerTrusted: false, source: "10.0.0.1" },
    undefined,
    /^fail: The proxy at 10\.0\.0\.1 is not believed.*TACET_TRUSTED_PROXIES=10\.0\.0\.1$/,
  ],
  ["without a proxy", { peer: "192.0.2.7", isPeerTrusted: false, forwardedFor: FORGED_ADDRESS }, undefined, /^ok$/],
  [
    "past the proxy",
    { peer: "192.0.2.7", isPeerTrusted: false, forwardedFor: FORGED_ADDRESS },
    PROXY,
    /^warn: This request came from 192\.0\.2\.7, and no proxy added to it/,
  ],
  ["of a server with other settings", {}, ["172.16.0.1"], /^fail: The running server has another/],
];
test.each(forwardingCases)("proxy: X-Forwarded-For %s", (_, changes, trustedProxies, says) => {
  expect(unwell(checkForwarding({ seen: { ...seen, ...changes }, trustedProxies }))).toMatch(says);
});

const answer = (status: number, body: unknown = "<html>", headers: Record<string, string> = {}) => ({
  status,
  headers: { "content-type": typeof body === "string" ? "text/html" : "application/problem+json", ...headers },
  text: typeof body === "string" ? body : JSON.stringify(body),
});
const answerCases: readonly (readonly [string, Finding, RegExp])[] = [
  ["ready", checkReadiness(answer(200, { status: "ready", parts: {} })), /^ok$/],
  [
    "not ready",
    checkReadiness(
      answer(503, { status: "not ready", parts: { database: "ok", clock: "failing", "\u001b[2J": "failing" } }),
    ),
    /^fail: .* not ready: clock\./,
  ],
  ["a proxy without a server", checkReadiness(answer(502)), /^fail: The proxy answers 502/],
  ["a redirect", checkReadiness(answer(301)), /^fail: Something there redirects/],
  ["somebody's page", checkReadiness(answer(200)), /^fail: Something else than Tacet/],
  [
    "another host",
    checkRefusal(answer(400, { code: "host_not_served" })),
    /^fail: The proxy does not hand on the Host/,
  ],
  ["another key", checkRefusal(answer(404, { code: "not_found" })), /^fail: It is another server/],
  ["too many questions", checkRefusal(answer(429, { code: "too_many_requests" })), /^warn/],
  ["a page in its place", checkRefusal(answer(404)), /^fail: It does not answer as this version/],
  ["a large note", checkLargeBody(answer(400, { code: "invalid_request" }), 9), /^ok$/],
  ["a proxy's limit", checkLargeBody(answer(413), 9), /^fail: A note of 9 bytes/],
  ["another limit", checkLargeBody(answer(429, { code: "too_many_requests" }), 9), /^warn/],
  ["a socket", checkSocket("opened"), /^ok$/],
  [
    "an upgrade that is lost on the way",
    checkSocket(answer(426, { code: "upgrade_required" })),
    /^fail: No WebSocket opens at \/v1\/live \(the upgrade is lost on the way\).*Upgrade and Connection/,
  ],
  ["a proxy that refuses sockets", checkSocket(answer(400)), /^fail: No WebSocket .*\(status 400\)/],
  ["too many sockets", checkSocket(answer(429, { code: "too_many_requests" })), /^warn/],
  [
    "a redirect to HTTPS",
    checkRedirect(answer(301, "", { location: "https://notes.example/" }), "https://notes.example"),
    /^ok$/,
  ],
  [
    "a redirect to a host that starts alike",
    checkRedirect(answer(301, "", { location: "https://notes.example.evil/" }), "https://notes.example"),
    /^warn: .* redirects elsewhere/,
  ],
  ["plain HTTP", checkRedirect(answer(200), "https://notes.example"), /^fail: .* answers without TLS/],
];
test.each(answerCases)("url: %s", (_, finding, says) => {
  expect(unwell(finding)).toMatch(says);
});

const relay = { host: "mail.example", port: 587, tls: "STARTTLS", login: { user: "u", password: "marker" } } as const;
const mailCases: readonly (readonly [string, string, string | number | undefined, RegExp])[] = [
  ["a host that is not there", "EDNS", "ENOTFOUND", /^fail: The mail relay mail\.example:587 does not resolve: .*\.$/],
  ["nobody listens", "ESOCKET", "ECONNREFUSED", /refuses connections: .* \(ESOCKET ECONNREFUSED\)\.$/],
  ["a firewall", "ETIMEDOUT", undefined, /IPAddressAllow/],
  ["a firewall that the system tells of", "ESOCKET", "ETIMEDOUT", /IPAddressAllow/],
  ["no STARTTLS", "ETLS", 502, /try smtps:\/\/ .* \(ETLS 502\)\.$/],
  ["no TLS", "ESOCKET", "ERR_SSL_WRONG_VERSION_NUMBER", /try smtp:\/\//],
  ["another host's certificate", "ESOCKET", "ERR_TLS_CERT_ALTNAME_INVALID", /for another host/],
  ["a certificate signed by itself", "ESOCKET", "DEPTH_ZERO_SELF_SIGNED_CERT", /NODE_EXTRA_CA_CERTS/],
  ["a certificate that has expired", "ESOCKET", "CERT_HAS_EXPIRED", /has to be renewed there/],
  ["a wrong password", "EAUTH", 535, /does not accept the user and password .* \(EAUTH 535\)\.$/],
  ["something else", "EPROTOCOL", 554, /^fail: .* could not be used \(EPROTOCOL 554\)\.$/],
];
test.each(mailCases)("mail: %s", (_, stage, why, says) => {
  const [reply, code] = typeof why === "number" ? [why, undefined] : [undefined, why];
  const found = unwell(checkMail({ target: relay, trouble: { stage, reply, code, isFinal: false } }));
  expect(found).toMatch(says);
  expect(found).not.toContain("marker");
});

test("mail: a relay that answers is well, and how is told", () => {
  expect(checkMail({ target: relay, trouble: undefined })).toEqual({
    verdict: "ok",
    says: "The mail relay mail.example:587 answers over TLS, and accepts the login. No mail was sent.",
  });
  expect(checkMail({ target: { ...relay, tls: "none", login: undefined }, trouble: undefined }).says).toContain(
    "in clear, on this machine, without a login",
  );
});
