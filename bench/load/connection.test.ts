import { expect, test } from "bun:test";
import { failureOf } from "../../server/test/failure-of.ts";
import { connect, encodeGet, encodeRequest } from "./connection.ts";

/** Answers every request with these pieces, each sent in a turn of its own. */
function listen(pieces: readonly string[]): { readonly origin: string } & Disposable {
  const listener = Bun.listen({
    hostname: "127.0.0.1",
    port: 0,
    socket: {
      data: async (socket) => {
        for (const piece of pieces) {
          socket.write(piece);
          socket.flush();
          await new Promise((resolve) => void setImmediate(resolve));
        }
      },
    },
  });
  return { origin: `http://127.0.0.1:${listener.port}`, [Symbol.dispose]: () => listener.stop(true) };
}

const request = (origin: string) => encodeRequest(origin, { path: "/x", contentType: "text/plain", body: "ä" });

test("an answer that comes in pieces is put together, and the next one begins anew", async () => {
  using server = listen(["HTTP/1.1 201 Cre", "ated\r\nContent-Length: 5\r\n", "\r", "\nhe", "llo"]);
  using connection = await connect(server.origin);
  for (let tries = 0; tries < 2; tries++) {
    const { status, body } = await connection.exchange(request(server.origin));
    expect([status, body.toString()]).toEqual([201, "hello"]);
  }
});

test("a server that closes the connection, or does not say how long its answer is, is no measurement", async () => {
  using vague = listen(["HTTP/1.1 200 OK\r\n\r\n"]);
  using connection = await connect(vague.origin);
  expect(await failureOf(connection.exchange(request(vague.origin)))).toContain("without its length");
  const closing = listen([]);
  using broken = await connect(closing.origin);
  const answer = broken.exchange(request(closing.origin));
  closing[Symbol.dispose]();
  expect(await failureOf(answer)).toContain("closed the connection");
});

test("a real server understands the request", async () => {
  using server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: async (received) => new Response(`${received.method} ${received.url} ${await received.text()}`),
  });
  const origin = server.url.origin;
  using connection = await connect(origin);
  const { body } = await connection.exchange(request(origin));
  expect(body.toString()).toBe(`POST ${origin}/x ä`);
});

test("a GET is made as whoever the token belongs to, or as nobody", async () => {
  using server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: ({ method, url, headers }) =>
      new Response(`${method} ${new URL(url).pathname} ${headers.get("authorization") ?? "nobody"}`),
  });
  const { origin } = server.url;
  using connection = await connect(origin);
  const ask = async (token?: string) => (await connection.exchange(encodeGet(origin, "/x", token))).body.toString();
  expect([await ask("abc"), await ask()]).toEqual(["GET /x Bearer abc", "GET /x nobody"]);
});
