import { expect, test } from "bun:test";
import { join } from "node:path";
import { failureOf } from "../../test/failure-of.ts";
import { createDial } from "./dial.ts";

const encoder = new TextEncoder();

function startPeer(fetch: (request: Request) => Response | Promise<Response>) {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch });
  const origin = `http://127.0.0.1:${server.port}`;
  return {
    origin,
    dial: createDial({ origin, certificate: "must be valid" }),
    [Symbol.dispose]: () => server.stop(true),
  };
}

const endless = (pull: (controller: ReadableStreamDefaultController) => void | Promise<void>): Response =>
  new Response(new ReadableStream({ pull }));

test("a body makes a POST; path, query, headers and bytes arrive as they are, and the answer comes back", async () => {
  using peer = startPeer(async (request) => {
    const { pathname, search } = new URL(request.url);
    const headers = { "x-seen": `${request.method} ${pathname}${search} ${request.headers.get("content-type")}` };
    return new Response(await request.bytes(), { status: 418, headers });
  });
  const body = encoder.encode("to=%2B49&text=grüße");
  const answer = await peer.dial({ path: "/a/b?c=d", headers: { "content-type": "x/y" }, body, timeoutMs: 2000 });
  expect(answer).toMatchObject({ status: 418, text: "to=%2B49&text=grüße" });
  expect(answer.headers["x-seen"]).toBe("POST /a/b?c=d x/y");
});

test("a path that looks like a host stays a path", async () => {
  using peer = startPeer((request) => new Response(new URL(request.url).pathname));
  expect((await peer.dial({ path: "//elsewhere.example/x", timeoutMs: 2000 })).text).toBe("//elsewhere.example/x");
});

test("a redirect is an answer, and nobody follows it", async () => {
  const asked: string[] = [];
  using peer = startPeer((request) => {
    asked.push(new URL(request.url).pathname);
    return new Response("", { status: 307, headers: { location: "/elsewhere" } });
  });
  expect((await peer.dial({ path: "/here", timeoutMs: 2000 })).status).toBe(307);
  expect(asked).toEqual(["/here"]);
});

test("an answer without end is read up to its bound, and one that drips up to its time", async () => {
  using flood = startPeer(() => endless((controller) => controller.enqueue(new Uint8Array(10_000))));
  expect((await flood.dial({ path: "/", timeoutMs: 5000 })).text.length).toBeLessThanOrEqual(64 * 1024);
  using drip = startPeer(() =>
    endless(async (controller) => {
      await Bun.sleep(20);
      controller.enqueue(encoder.encode("."));
    }),
  );
  const startedAt = performance.now();
  expect(await failureOf(drip.dial({ path: "/", timeoutMs: 300 }))).toMatch(/^DialFailed: .* did not answer in time/);
  expect(performance.now() - startedAt).toBeWithin(290, 3000);
});

test("a compressed answer is not unpacked", async () => {
  const packed = Bun.gzipSync(new Uint8Array(20 * 2 ** 20));
  using peer = startPeer(() => new Response(packed, { headers: { "content-encoding": "gzip" } }));
  expect((await peer.dial({ path: "/", timeoutMs: 5000 })).text.length).toBeLessThanOrEqual(64 * 1024);
});

test("proxy variables are not heard", async () => {
  using peer = startPeer(() => new Response("direct"));
  using proxy = startPeer(() => new Response("proxied"));
  const run = async (code: string): Promise<string> => {
    const env = { ...proxyVariables(proxy.origin), PATH: process.env["PATH"] ?? "" };
    return new Response(Bun.spawn([process.execPath, "-e", code], { env }).stdout).text();
  };
  const origin = JSON.stringify(peer.origin);
  expect(await run(`console.log(await (await fetch(${origin})).text())`)).toBe("proxied\n"); // they are in force here
  const dialler = JSON.stringify(join(import.meta.dir, "dial.ts"));
  const asked = `import { createDial } from ${dialler};
    const dial = createDial({ origin: ${origin}, certificate: "must be valid" });
    console.log((await dial({ path: "/", timeoutMs: 5000 })).text)`;
  expect(await run(asked)).toBe("direct\n");
});

const proxyVariables = (origin: string): Record<string, string> => ({
  HTTP_PROXY: origin,
  http_proxy: origin,
  HTTPS_PROXY: origin,
  ALL_PROXY: origin,
  NODE_USE_ENV_PROXY: "1",
});
