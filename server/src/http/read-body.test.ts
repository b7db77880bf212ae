import { expect, test } from "bun:test";
import { createReadCookies } from "./cookies.ts";
import type { Exchange } from "./exchange.ts";
import { createPace, defaultPaceRules } from "./pace.ts";
import { createReadBody } from "./read-body.ts";
import { refusalOf } from "../../test/http-app.ts";
import { bytesHead, openSocket, startTestApp, until } from "../../test/http-socket.ts";

const MAX = 100_000;
const chunk = (size: number): string => `${size.toString(16)}\r\n${"x".repeat(size)}\r\n`;

test("a declared length beyond the limit is refused before a byte is sent", async () => {
  await using server = await startTestApp();
  using socket = openSocket(server.port);
  socket.send(bytesHead(server.port, `Content-Length: ${MAX + 1}`, ""));
  await until(() => socket.received().includes("body_too_large") && socket.isClosed());
  expect(socket.received()).toStartWith("HTTP/1.1 413");
  expect(server.calls()).toBe(0);
});

test("an absurd declared length is refused with a problem, not by the runtime", async () => {
  await using server = await startTestApp();
  using socket = openSocket(server.port);
  socket.send(bytesHead(server.port, "Content-Length: 9000000000000", ""));
  await until(() => socket.isClosed());
  expect(socket.received()).toContain("body_too_large");
});

test("a chunked body is cut off at the limit, and a body of exactly the limit is taken", async () => {
  await using server = await startTestApp();
  using over = openSocket(server.port);
  over.send(bytesHead(server.port, "Transfer-Encoding: chunked", ""));
  over.send(chunk(60_000) + chunk(60_000));
  await until(() => over.received().includes("body_too_large") && over.isClosed());
  using exact = openSocket(server.port);
  exact.send(bytesHead(server.port, "Transfer-Encoding: chunked", ""));
  exact.send(`${chunk(60_000)}${chunk(40_000)}0\r\n\r\n`);
  await until(() => exact.received().includes("HTTP/1.1 200"));
  expect(server.calls()).toBe(1);
});

test("a body that breaks off reaches no handler, whether its length was declared or not", async () => {
  await using server = await startTestApp();
  for (const [field, body] of [
    ["Content-Length: 50000", "x".repeat(30_000)],
    ["Content-Length: 50", "x".repeat(30)],
    ["Transfer-Encoding: chunked", chunk(30)],
  ] as const) {
    using socket = openSocket(server.port);
    socket.send(bytesHead(server.port, field, "") + body);
    socket.end();
    await until(() => socket.isClosed());
  }
  await until(() => server.log().match(/"status":400/g)?.length === 3);
  expect(server.calls()).toBe(0);
});

test("contradicting lengths, and bytes behind a declared length, smuggle no second request", async () => {
  await using server = await startTestApp();
  for (const fields of [
    ["Content-Length: 5", "Transfer-Encoding: chunked"],
    ["Content-Length: 5", "Content-Length: 6"],
    ["Transfer-Encoding: chunked, identity"],
    ["Transfer-Encoding: xchunked"],
    ["Content-Length: +5"],
    ["Content-Length: -5"],
  ]) {
    using socket = openSocket(server.port);
    socket.send(`${bytesHead(server.port, ...fields, "")}0\r\n\r\nGET /v1/docs HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    await until(() => socket.isClosed());
    expect(socket.received()).not.toContain("HTTP/1.1 200");
  }
  expect(server.calls()).toBe(0);
});

test("a body that stands still is given up: 408, and the connection ends", async () => {
  await using server = await startTestApp();
  for (const [field, start] of [
    ["Content-Length: 50", "x"],
    ["Content-Length: 50000", "x"],
    ["Transfer-Encoding: chunked", "5\r\nhel"],
  ] as const) {
    using socket = openSocket(server.port);
    socket.send(bytesHead(server.port, field, "") + start);
    await until(() => socket.isClosed());
    expect(socket.received()).toStartWith("HTTP/1.1 408");
    expect(socket.received()).toContain("request_timeout");
  }
  expect(server.calls()).toBe(0);
});

test("a dripping body is given up, a slow and honest one is taken", async () => {
  await using server = await startTestApp();
  const upload = async (bytesEach: number, times: number): Promise<string> => {
    using socket = openSocket(server.port);
    socket.send(bytesHead(server.port, `Content-Length: ${bytesEach * times}`, ""));
    for (let sent = 0; sent < times && !socket.isClosed(); sent++) {
      socket.send("x".repeat(bytesEach));
      await Bun.sleep(20);
    }
    await until(() => socket.received().includes("HTTP/1.1 "));
    return socket.received().slice(9, 12);
  };
  expect(await upload(2000, 25)).toBe("200");
  expect(await upload(20, 500)).toBe("408");
});

const exchange: Exchange = {
  requestId: "r",
  source: "s",
  origin: "http://localhost",
  ageMs: () => 0,
  cookies: createReadCookies("http://localhost")(null),
  requireOwnPage: () => {},
  connection: undefined,
  answerHeaders: new Map(),
};

test("the hard deadline ends even a body that keeps its pace", async () => {
  let now = 0;
  const pace = createPace({ ...defaultPaceRules, graceMs: 3_600_000, tickMs: 5 }, () => now);
  const readBody = createReadBody({ pace, maxBytesInAll: 1000 });
  const endless = new ReadableStream<Uint8Array>({ start: (stream) => stream.enqueue(new Uint8Array(10)) });
  const reading = readBody(new Request("http://localhost/", { method: "POST", body: endless }), exchange, 100);
  now = 31_000;
  expect(await refusalOf(reading)).toContain("request_timeout");
});

test("bodies held at once are bounded in all, and disposing of one makes room", async () => {
  const readBody = createReadBody({ pace: createPace(defaultPaceRules, () => 0), maxBytesInAll: 150 });
  const read = () =>
    readBody(new Request("http://localhost/", { method: "POST", body: "x".repeat(100) }), exchange, 100);
  const held = await read();
  expect(await refusalOf(read())).toContain("unavailable");
  held[Symbol.dispose]();
  expect((await read()).bytes.length).toBe(100);
});

test("more requests at once from one source than it may have are refused", async () => {
  await using server = await startTestApp();
  const sockets = Array.from({ length: 33 }, () => openSocket(server.port));
  for (const socket of sockets)
    socket.send(`${bytesHead(server.port, "Content-Length: 90000", "")}${"x".repeat(20_000)}`);
  await until(() => sockets.some((socket) => socket.received().includes("too_many_requests")));
  for (const socket of sockets) socket[Symbol.dispose]();
});
