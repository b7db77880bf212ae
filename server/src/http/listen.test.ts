import { expect, test } from "bun:test";
import { endpoint } from "@tacet/protocol";
import { listen } from "./listen.ts";
import { createTestApp, refusalOf, TellTime } from "../../test/http-app.ts";
import { openSocket, startTestApp, until } from "../../test/http-socket.ts";

const Slow = endpoint({ ...TellTime, name: "slow", path: "/v1/test/slow" });
const request = (path: string, port: number): string =>
  `POST ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nContent-Length: 0\r\n\r\n`;

test("stopping lets running requests finish, and refuses new ones", async () => {
  const server = await startTestApp();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const started = Promise.withResolvers<void>();
  server.app.serve(Slow, async () => {
    started.resolve();
    await released;
    return { now: 7 };
  });
  using running = openSocket(server.port);
  running.send(request("/v1/test/slow", server.port));
  await started.promise;
  const stopped = server.listener.stop(5000);
  expect(await refusalOf(fetch(`http://127.0.0.1:${server.port}/health/live`))).not.toBe("nothing was refused");
  release();
  await stopped;
  await until(() => running.isClosed());
  expect(running.received()).toContain('{"now":7}');
  expect(running.received()).toContain("HTTP/1.1 200");
});

test("a request that does not finish is cut off at the deadline", async () => {
  const server = await startTestApp();
  const started = Promise.withResolvers<void>();
  server.app.serve(Slow, () => {
    started.resolve();
    return new Promise(() => undefined);
  });
  using stuck = openSocket(server.port);
  stuck.send(request("/v1/test/slow", server.port));
  await started.promise;
  await server.listener.stop(50);
  await until(() => stuck.isClosed());
});

test("an open connection without a request does not hold up the stop", async () => {
  const server = await startTestApp();
  using idle = openSocket(server.port);
  idle.send(request("/v1/test/time", server.port));
  await until(() => idle.received().includes("HTTP/1.1 200"));
  const before = performance.now();
  await server.listener.stop(10_000);
  expect(performance.now() - before).toBeLessThan(5000);
  await until(() => idle.isClosed());
});

test("while it stops the app answers 503 and asks to close, and is not ready", async () => {
  const { app } = createTestApp();
  expect((await app.request("/health/ready")).status).toBe(200);
  app.openRequests.close();
  const refused = await app.request("/v1/docs", { headers: { host: "localhost" } });
  expect([refused.status, refused.headers.get("connection"), refused.headers.get("retry-after")]).toEqual([
    503,
    "close",
    "1",
  ]);
});

test("stopping twice is no fault", async () => {
  const server = await startTestApp();
  await Promise.all([server.listener.stop(100), server.listener.stop(100)]);
});

const configFor = (port: number, tlsCert?: string) => ({
  host: "127.0.0.1",
  port,
  tlsCert,
  tlsKey: tlsCert,
  shutdownDeadlineMs: 100,
});

test("a taken port, and a certificate that is none, stop the start with one sentence", async () => {
  await using server = await startTestApp();
  const { app } = createTestApp();
  expect(await refusalOf(listen({ app, config: configFor(server.port) }))).toMatch(
    /is taken by another program: stop it or set TACET_PORT/,
  );
  expect(await refusalOf(listen({ app, config: configFor(0, "/nowhere.pem") }))).toMatch(
    /TACET_TLS_CERT names \/nowhere\.pem, which cannot be read/,
  );
  expect(await refusalOf(listen({ app, config: configFor(0, import.meta.path) }))).toStartWith("ConfigError: ");
});

test("requests that are not HTTP, and heads that do not end, leave the server as it was", async () => {
  await using server = await startTestApp();
  for (const nonsense of [
    "\x16\x03\x01\x02\x00\x01\x00",
    "GET\r\n\r\n",
    "MARKER / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    `GET / HTTP/1.1\r\nX: ${"x".repeat(100_000)}`,
  ]) {
    using socket = openSocket(server.port);
    socket.send(nonsense);
    socket.end();
    await until(() => socket.isClosed());
  }
  for (const target of ["CONNECT a:1 HTTP/1.1", "OPTIONS * HTTP/1.1", "GET /%00/../..%2f HTTP/1.1"]) {
    using socket = openSocket(server.port);
    socket.send(`${target}\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    await until(() => socket.isClosed());
    expect(socket.received()).not.toContain("HTTP/1.1 5");
    expect(socket.received()).not.toContain("HTTP/1.1 200");
  }
  expect((await fetch(`http://127.0.0.1:${server.port}/health/live`)).status).toBe(200);
});

test("a request with two hosts is refused", async () => {
  await using server = await startTestApp();
  using socket = openSocket(server.port);
  socket.send("GET /v1/docs HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
  await until(() => socket.isClosed());
  expect(socket.received()).toStartWith("HTTP/1.1 421");
});
