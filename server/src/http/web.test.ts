import { expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { api, errorStatus } from "@tacet/protocol";
import { docsPage } from "./docs-page.ts";
import { createTestApp } from "../../test/http-app.ts";
import { readWebFiles } from "./web-files.ts";

/** A built web app in a folder of its own, removed after the test. */
async function builtApp() {
  const root = await mkdtemp(join(tmpdir(), "tacet-web-"));
  const folder = join(root, "dist");
  await mkdir(join(folder, "assets"), { recursive: true });
  const write = (name: string, text: string) => writeFile(join(folder, name), text);
  await write("index.html", `<!doctype html><title>Tacet</title>${" ".repeat(2000)}`);
  await write("account.html", "<!doctype html><title>Account</title>");
  await write("favicon.svg", "<svg/>");
  await write("assets/app-1a2b.js", "export {};");
  await write("assets/argon2id-worker-9z.js", "postMessage(1);");
  await write("secret.env", "TOKEN=1");
  await write("../outside.txt", "outside");
  const { app } = createTestApp({}, { webFiles: await readWebFiles(folder) });
  const get = (path: string, headers: Record<string, string> = {}, method = "GET") =>
    app.request(path, { method, headers: { host: "localhost", ...headers } });
  return { get, [Symbol.asyncDispose]: () => rm(root, { recursive: true }) };
}

const directive = (answer: Response, name: string): string | undefined =>
  answer.headers
    .get("content-security-policy")
    ?.split("; ")
    .find((part) => part.startsWith(`${name} `));

test("pages answer at their paths, for GET and HEAD, and leave no trace where links lead and sessions are", async () => {
  await using built = await builtApp();
  for (const [path, caching] of [
    ["/", "no-cache"],
    ["/n", "no-store"],
    ["/r", "no-store"],
    ["/n?utm=1", "no-store"],
    ["/register", "no-store"],
    ["/sign-in", "no-store"],
    ["/account", "no-store"],
    ["/account/privacy", "no-store"],
    ["/account/devices", "no-store"],
    ["/account/security", "no-store"],
    ["/account/leave", "no-store"],
    ["/admin", "no-store"],
    ["/admin/audit", "no-store"],
  ] as const) {
    const page = await built.get(path);
    expect([page.status, page.headers.get("cache-control")]).toEqual([200, caching]);
    const isOfAccounts = path.length > 2 && !path.startsWith("/n");
    expect(await page.text()).toContain(isOfAccounts ? "<title>Account</title>" : "<title>Tacet</title>");
    const head = await built.get(path, {}, "HEAD");
    expect([head.status, await head.text()]).toEqual([200, ""]);
  }
  expect((await built.get("/n", {}, "POST")).headers.get("allow")).toBe("GET, HEAD");
});

test("pages carry a policy without anything unsafe, and headers that lock them down", async () => {
  await using built = await builtApp();
  const page = await built.get("/n");
  expect(page.headers.get("content-security-policy")).not.toContain("unsafe");
  expect(page.headers.get("content-security-policy")).toStartWith("default-src 'none'; script-src 'self'; ");
  expect(directive(page, "connect-src")).toBe("connect-src 'self'");
  expect(directive(page, "frame-ancestors")).toBe("frame-ancestors 'none'");
  expect(directive(page, "require-trusted-types-for")).toBe("require-trusted-types-for 'script'");
  expect(page.headers.get("referrer-policy")).toBe("no-referrer");
  expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(page.headers.get("x-frame-options")).toBe("DENY");
  expect(page.headers.get("permissions-policy")).toContain("camera=()");
  expect(page.headers.get("strict-transport-security")).toBeNull();
});

test("the argon2id worker alone may run WebAssembly", async () => {
  await using built = await builtApp();
  const worker = await built.get("/assets/argon2id-worker-9z.js");
  expect(directive(worker, "script-src")).toBe("script-src 'self' 'wasm-unsafe-eval'");
  expect(directive(await built.get("/assets/app-1a2b.js"), "script-src")).toBe("script-src 'self'");
});

test("assets are kept for a year, with their types, and compressed for those who can read it", async () => {
  await using built = await builtApp();
  const asset = await built.get("/assets/app-1a2b.js");
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(asset.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  const zipped = await built.get("/", { "accept-encoding": "br, gzip" });
  expect(zipped.headers.get("content-encoding")).toBe("gzip");
  expect(new TextDecoder().decode(Bun.gunzipSync(await zipped.bytes()))).toContain("Tacet");
  expect((await built.get("/", { "accept-encoding": "gzip;q=0" })).headers.get("content-encoding")).toBeNull();
});

test("no path leads out of the built app, or to files that are not of the web", async () => {
  await using built = await builtApp();
  for (const path of [
    "/secret.env",
    "/../outside.txt",
    "/%2e%2e/outside.txt",
    "/..%2foutside.txt",
    "/assets/..%5c..%5coutside.txt",
    "/assets/",
    "/index.html",
    "//etc/passwd",
    "/n/",
    "/N",
    "/assets/%00",
  ]) {
    expect((await built.get(path)).status).toBe(404);
  }
});

test("robots are asked to stay away, and what is missing is told as people or programs read it", async () => {
  await using built = await builtApp();
  expect(await (await built.get("/robots.txt")).text()).toBe("User-agent: *\nDisallow: /\n");
  const page = await built.get("/nothing", { accept: "text/html,*/*" });
  expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect(await page.text()).toContain("<title>Tacet</title>");
  const problem = await built.get("/nothing");
  expect(await problem.json()).toMatchObject({ code: "not_found" });
});

test("without a built app the API works and pages are not there", async () => {
  const { app } = createTestApp({}, { webFiles: await readWebFiles("/nowhere/dist") });
  const page = await app.request("/", { headers: { host: "localhost", accept: "text/html" } });
  expect(page.status).toBe(404);
  expect(await page.text()).toContain("This server has no pages");
});

test("a server with an https address asks browsers to insist on it", async () => {
  const { app } = createTestApp({ TACET_PUBLIC_URL: "https://notes.example" });
  const answer = await app.request("/v1/docs", { headers: { host: "notes.example" } });
  expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000");
});

test("the description of the API is served as data and as a page with an anchor for every code", async () => {
  const { app } = createTestApp();
  const get = (path: string) => app.request(path, { headers: { host: "localhost" } });
  expect(await (await get("/v1/openapi.json")).json()).toMatchObject({ openapi: "3.1.1" });
  expect(await (await get("/v1/asyncapi.json")).json()).toMatchObject({ asyncapi: "3.0.0" });
  const page = await (await get("/v1/docs")).text();
  for (const { path, name, method } of api) expect(page).toMatch(new RegExp(`id="${name}"[^]*${method} ${path}<`));
  for (const code of Object.keys(errorStatus)) expect(page).toContain(`id="error-${code}"`);
  expect((await get("/v1/docs")).headers.get("content-security-policy")).not.toContain("unsafe");
  expect(page).not.toMatch(/<script|style=/);
  expect((await get("/v1/docs.css")).headers.get("content-type")).toBe("text/css; charset=utf-8");
});

test("the page about the API shows text as text", async () => {
  const [first] = api;
  const page = await docsPage([{ ...first, summary: `<img src=x onerror="alert(1)">` }]);
  expect(page).toContain("&lt;img src=x");
  expect(page).not.toContain("<img");
});
