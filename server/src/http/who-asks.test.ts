import { expect, test } from "bun:test";
import { createClientSource, UNKNOWN_SOURCE } from "./client-source.ts";
import { createServedOrigin } from "./served-origin.ts";
import { codeOf, createTestApp, post } from "../../test/http-app.ts";

const PROXIES = ["10.0.0.0/8", "127.0.0.1", "fd00::/8"];
const sources: readonly (readonly [string, string, string | null, string])[] = [
  ["a direct client", "203.0.113.7", null, "203.0.113.7"],
  ["a direct client that claims another address", "203.0.113.7", "198.51.100.1", "203.0.113.7"],
  ["a client behind a proxy", "10.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["a client that writes an address before the proxy does", "10.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1"],
  ["a client behind two proxies", "10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2", "198.51.100.1"],
  ["a client that claims to be a proxy", "10.0.0.1", "192.0.2.66, 10.9.9.9", "192.0.2.66"],
  ["the proxy itself", "10.0.0.1", null, "10.0.0.1"],
  ["a proxy asking through a proxy", "10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"],
  ["junk from a proxy", "10.0.0.1", "unknown", "10.0.0.1"],
  ["junk behind a proxy's own address", "10.0.0.1", "198.51.100.1, , 10.0.0.2", "10.0.0.2"],
  ["an empty header", "10.0.0.1", "", "10.0.0.1"],
  ["an address with a port", "10.0.0.1", "198.51.100.1:5000", "10.0.0.1"],
  ["a short form of IPv4", "10.0.0.1", "1", "10.0.0.1"],
  ["an octal form of IPv4", "10.0.0.1", "0306.063.0144.01", "10.0.0.1"],
  ["IPv4 written as IPv6", "::ffff:203.0.113.7", null, "203.0.113.7"],
  ["a proxy's IPv4 written as IPv6", "::ffff:10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"],
  ["an IPv6 client", "2001:db8:1:2:3:4:5:6", null, "20010db800010002::/64"],
  ["its neighbour in the same /64", "2001:db8:1:2:ffff::1", null, "20010db800010002::/64"],
  ["an IPv6 client in another /64", "2001:db8:1:3::1", null, "20010db800010003::/64"],
  ["an IPv6 client behind an IPv6 proxy", "fd00::1", "2001:db8:1:2::9", "20010db800010002::/64"],
  ["an address with a zone", "fd00::1", "fe80::1%eth0", "fd00000000000000::/64"],
  ["no address at all", "", "198.51.100.1", UNKNOWN_SOURCE],
];
test.each(sources)("%s is told by the right address", (_, peer, forwardedFor, source) => {
  expect(createClientSource(PROXIES)(peer, forwardedFor)).toBe(source);
});

test("without trusted proxies nobody is believed", () => {
  expect(createClientSource(undefined)("127.0.0.1", "198.51.100.1")).toBe("127.0.0.1");
});

test("a thousand entries of a forged chain are read from the right, where the proxy writes", () => {
  const forged = Array.from({ length: 1000 }, (_, index) => `192.0.2.${index % 250}`).join(",");
  expect(createClientSource(PROXIES)("10.0.0.1", `${forged}, 198.51.100.1`)).toBe("198.51.100.1");
});

const served = (publicUrl: string, host: string): string => {
  try {
    return createServedOrigin(publicUrl)(host);
  } catch {
    return "refused";
  }
};
const hosts: readonly (readonly [string, string, string])[] = [
  ["https://notes.example", "notes.example", "https://notes.example"],
  ["https://notes.example", "NOTES.example:443", "https://notes.example"],
  ["https://notes.example:8443", "notes.example:8443", "https://notes.example:8443"],
  ["https://notes.example", "notes.example:8443", "refused"],
  ["https://notes.example", "notes.example.", "refused"],
  ["https://notes.example", "evil.example", "refused"],
  ["https://notes.example", "localhost", "refused"],
  ["https://notes.example", "notes.example, evil.example", "refused"],
  ["https://notes.example", "user@notes.example", "refused"],
  ["https://notes.example", "", "refused"],
  ["http://localhost:8080", "localhost:9", "http://localhost:9"],
  ["http://localhost:8080", "127.0.0.1:8080", "http://127.0.0.1:8080"],
  ["http://localhost:8080", "[::1]:8080", "http://[::1]:8080"],
  ["http://localhost:8080", "192.168.1.5:8080", "refused"],
  ["http://localhost:8080", "rebound.evil.example:8080", "refused"],
  ["http://localhost:8080", "localhost.evil.example", "refused"],
  ["http://localhost:8080", "localhost:99999", "refused"],
];
test.each(hosts)("at %s a request for host %p is of %s", (publicUrl, host, origin) => {
  expect(served(publicUrl, host)).toBe(origin);
});

test("a foreign host is refused everywhere but at the health probes", async () => {
  const { app, calls } = createTestApp();
  const foreign = { host: "evil.example" };
  expect(await codeOf(await app.request("/v1/test/text", post('{"text":"x"}', foreign)))).toBe("host_not_served");
  for (const path of ["/", "/v1/docs", "/nowhere"]) {
    expect(await codeOf(await app.request(path, { headers: foreign }))).toBe("host_not_served");
  }
  expect((await app.request("/health/live", { headers: foreign })).status).toBe(200);
  expect(calls()).toBe(0);
});

const LISTED = { TACET_ORIGINS: "https://app.example", TACET_PUBLIC_URL: "https://notes.example" };
const from = (headers: Record<string, string>) =>
  createTestApp(LISTED).app.request("/v1/test/text", post('{"text":"x"}', { host: "notes.example", ...headers }));

const callers: readonly (readonly [string, Record<string, string>, number | string])[] = [
  ["a program", {}, 200],
  ["the server's own page", { origin: "https://notes.example", "sec-fetch-site": "same-origin" }, 200],
  ["a listed page", { origin: "https://app.example", "sec-fetch-site": "cross-site" }, 200],
  ["another page", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, "origin_refused"],
  ["another port", { origin: "https://notes.example:8443" }, "origin_refused"],
  ["the plain form of the own page", { origin: "http://notes.example" }, "origin_refused"],
  ["a sandboxed page", { origin: "null" }, "origin_refused"],
  ["another page whose browser hides the origin", { "sec-fetch-site": "cross-site" }, "origin_refused"],
  ["a neighbouring site", { "sec-fetch-site": "same-site" }, "origin_refused"],
];
test.each(callers)("a write by %s is answered or refused", async (_, headers, expected) => {
  expect(await codeOf(await from(headers))).toBe(expected);
});

test("only listed origins may read answers across origins, never with credentials", async () => {
  const shared = await from({ origin: "https://app.example" });
  expect(shared.headers.get("access-control-allow-origin")).toBe("https://app.example");
  expect(shared.headers.get("vary")).toBe("Origin");
  expect(shared.headers.get("access-control-allow-credentials")).toBeNull();
  expect((await from({ origin: "https://evil.example" })).headers.get("access-control-allow-origin")).toBeNull();
});

test("a preflight is answered for listed origins alone, and calls nothing", async () => {
  const { app, calls } = createTestApp(LISTED);
  const preflight = (origin: string) =>
    app.request("/v1/test/text", {
      method: "OPTIONS",
      headers: { host: "notes.example", origin, "access-control-request-method": "POST" },
    });
  const granted = await preflight("https://app.example");
  expect([granted.status, granted.headers.get("access-control-allow-methods")]).toEqual([204, "POST"]);
  expect(await codeOf(await preflight("https://evil.example"))).toBe("origin_refused");
  expect(calls()).toBe(0);
});
