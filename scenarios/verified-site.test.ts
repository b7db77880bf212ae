import { gzipSync } from "bun";
import { ClientError } from "@tacet/client";
import { afterAll, expect, test } from "bun:test";
import * as z from "zod";
import { compareAnswer } from "../cli/src/site/compare-answer.ts";
import { compareSite } from "../cli/src/site/compare-site.ts";
import { fetchAnswer, MAX_ANSWER_BYTES } from "../cli/src/site/fetch-answer.ts";
import { runTacetProcess } from "../cli/src/testing/run-tacet.ts";
import { makeScratchFolder } from "../cli/src/testing/scratch-folder.ts";
import { describeWebRelease } from "../scripts/build.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { startTamperedSite, tamperAt, withBody, withHeader, type Tamper } from "./tampered-site.ts";

/** `tacet verify`: who serves the pages can change them, and whoever looks can see that. */

const server = await startTestServer();
afterAll(() => server[Symbol.asyncDispose]());
const { files, version } = await describeWebRelease();

const Report = z.object({
  matches: z.boolean(),
  differences: z.array(
    z.object({ path: z.string(), kind: z.string(), subject: z.string().optional(), meaning: z.string() }),
  ),
});

/** What the command says of a site that somebody tampers with, as `path kind subject`. */
async function verify(tamper: Tamper) {
  await using site = startTamperedSite(server.origin, tamper);
  const { exitCode, stdout } = await runTacetProcess(["verify", "--json", site.origin]);
  const { matches, differences } = Report.parse(JSON.parse(stdout));
  expect([exitCode, matches]).toEqual(differences.length === 0 ? [0, true] : [13, false]);
  for (const { meaning } of differences) expect(meaning.length).toBeGreaterThan(20);
  const strip = (text: string) => text.replace(site.origin, "").replace(/-\w{8}\./, "-HASH.");
  return differences.map(({ path, kind, subject }) => strip([path, kind, subject].filter((part) => part).join(" ")));
}

test("a server that gives what the release has is said to, in one sentence and with what that does not show", async () => {
  const { exitCode, stdout, stderr } = await runTacetProcess(["verify", server.origin]);
  expect(exitCode).toBe(0);
  const count = Object.keys(files).length;
  expect(stdout).toBe(
    `${server.origin} gives what tacet ${version} has, in bytes and headers, at all ${count} addresses of its list.\n`,
  );
  expect(stderr).toStartWith("This was one visit, from here. ");
  expect(await verify((answer) => answer)).toEqual([]);
});

test("the pages are in the list, each of them with the strict policy", () => {
  for (const path of ["/", "/about", "/contact", "/n", "/r", "/register", "/account/devices"]) {
    expect(files[path]?.headers["content-security-policy"]).toStartWith("default-src 'none'; script-src 'self'; ");
  }
  expect(Object.keys(files).filter((path) => path.startsWith("/assets/")).length).toBeGreaterThan(3);
});

test("one changed byte is found", async () => {
  const tamper = tamperAt(
    /^\/assets\/start-write-page-.*\.js$/,
    withBody((text) => `${text.slice(0, 5000)}\0${text.slice(5001)}`),
  );
  expect(await verify(tamper)).toEqual(["/assets/start-write-page-HASH.js bytes_differ"]);
});

test("what a changed page runs beside the release's files is named", async () => {
  const evil = `<script src="/assets/evil.js"></script><script>1</script><base href="https://evil.example/"><img src="x" onerror="1">`;
  const tamper = tamperAt(
    /^\/n$/,
    withBody((html) => html.replace("<body>", `<body>${evil}`)),
  );
  expect(await verify(tamper)).toEqual([
    "/n bytes_differ",
    "/n unlisted /assets/evil.js",
    "/n inline_script script",
    "/n unlisted https://evil.example/",
    "/n unlisted /x",
    "/n inline_script onerror",
  ]);
});

const weaken = (paths: RegExp, from: string, to: string): Tamper =>
  tamperAt(
    paths,
    withHeader("content-security-policy", (policy) => policy.replace(from, to)),
  );

test("a weakened policy is found, for pages and for workers", async () => {
  expect(await verify(weaken(/^\/r$|worker/, "script-src 'self'", "script-src 'self' 'unsafe-eval'"))).toEqual([
    "/r header_differs content-security-policy (script-src)",
    "/assets/argon2id-worker-HASH.js header_differs content-security-policy (script-src)",
    "/assets/contact-worker-HASH.js header_differs content-security-policy (script-src)",
  ]);
  expect(await verify(weaken(/^\/$/, "; require-trusted-types-for 'script'", ""))).toEqual([
    "/ header_differs content-security-policy (require-trusted-types-for)",
  ]);
});

test("headers that are gone, and headers that do something, are found", async () => {
  const framed = tamperAt(
    /^\/n$/,
    withHeader("x-frame-options", () => undefined),
  );
  expect(await verify(framed)).toEqual(["/n header_differs x-frame-options"]);
  const refreshing = tamperAt(
    /^\/n$/,
    withHeader("refresh", () => "5; url=https://evil.example/"),
  );
  expect(await verify(refreshing)).toEqual(["/n header_added refresh"]);
});

test("a file that is missing, an error and a redirect are found, and no redirect is followed", async () => {
  const answers = new Map([
    ["/", Response.redirect("https://evil.example/?from=1", 302)],
    ["/n", Response.redirect("/elsewhere", 307)],
    ["/r", new Response("", { status: 503 })],
    ["/robots.txt", new Response("", { status: 404 })],
  ]);
  const asked: string[] = [];
  const differences = await verify((answer, path) => {
    asked.push(path);
    return answers.get(path) ?? answer;
  });
  expect(differences).toEqual([
    "/ redirected_elsewhere https://evil.example/",
    "/n redirected /elsewhere",
    "/r not_served HTTP 503",
    "/robots.txt missing",
  ]);
  expect(asked).toEqual(Object.keys(files));
});

const packed = (bytes: Uint8Array<ArrayBuffer>, answer: Response) =>
  withHeader("content-encoding", () => "gzip")(new Response(gzipSync(bytes), answer));

test("neither an endless answer nor one that unpacks to more than any file has is taken in", async () => {
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) });
  const tamper: Tamper = (answer, path) =>
    path === "/n" ? new Response(endless, answer) : packed(new Uint8Array(MAX_ANSWER_BYTES + 1), answer);
  await using site = startTamperedSite(server.origin, tamper);
  for (const path of ["/n", "/r"]) {
    const { status, body } = await fetchAnswer(`${site.origin}${path}`, AbortSignal.timeout(20_000));
    expect([status, body]).toEqual([200, undefined]);
  }
});

test("compressed answers are compared by what a browser makes of them", async () => {
  expect(await verify(async (answer) => packed(await answer.bytes(), answer))).toEqual([]);
});

test("a file that never comes is told, and a site that never answers ends in time", async () => {
  const never = new Promise<Response>(() => {});
  await using slow = startTamperedSite(
    server.origin,
    tamperAt(/^\/n$/, () => never),
  );
  const patience = { fileMs: 200, siteMs: 10_000 };
  expect(await compareSite(slow.origin, files, patience)).toEqual([{ path: "/n", kind: "not_fetched" }]);
  await using dead = startTamperedSite(server.origin, () => never);
  const outcome = await compareSite(dead.origin, files, { fileMs: 10_000, siteMs: 200 }).catch((error) => error);
  expect(outcome instanceof ClientError && outcome.code).toBe("unreachable_server");
});

test("on https, a site that does not insist on it is told", async () => {
  const expected = { sha256: new Bun.CryptoHasher("sha256").update("x").digest("hex"), headers: {} };
  const kindsWith = (headers: Record<string, string>) =>
    compareAnswer({
      url: new URL("https://notes.example/n"),
      expected,
      answer: { status: 200, headers: new Headers(headers), body: new TextEncoder().encode("x") },
    }).map(({ subject }) => subject);
  expect(kindsWith({})).toEqual(["strict-transport-security"]);
  expect(kindsWith({ "strict-transport-security": "max-age=0" })).toEqual(["strict-transport-security"]);
  expect(kindsWith({ "strict-transport-security": "includeSubDomains; max-age=31536000" })).toEqual([]);
});

test("another release's list can be given, and what is none is refused", async () => {
  using folder = makeScratchFolder();
  const list = { version: "9.9.9", commit: null, files: { "/n": files["/n"] } };
  await Bun.write(folder.at("web-hashes.json"), JSON.stringify(list));
  const other = await runTacetProcess(["verify", server.origin, "--release", folder.at("web-hashes.json")]);
  expect(other.stdout).toContain("gives what tacet 9.9.9 has, ");
  await Bun.write(folder.at("none.json"), JSON.stringify({ ...list, files: { "//evil.example/": files["/n"] } }));
  for (const name of ["none.json", "not-there.json"]) {
    expect((await runTacetProcess(["verify", server.origin, "--release", folder.at(name)])).exitCode).toBe(11);
  }
});

test("over plain http to another machine, a warning says how little an answer is worth", async () => {
  const { exitCode, stderr } = await runTacetProcess(["verify", "http://0.0.0.0:1"]);
  expect(exitCode).toBe(7);
  expect(stderr).toContain("Warning: This is plain http: ");
});

test("a link with its secret is not an address, and nothing is asked", async () => {
  const { exitCode, stderr } = await runTacetProcess(["verify", `${server.origin}/n#AQECAwQFBgc`]);
  expect(exitCode).toBe(2);
  expect(stderr).not.toContain("AQECAwQFBgc");
});
