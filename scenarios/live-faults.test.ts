import { expect } from "bun:test";
import { FRAME_BURST, MAX_CALLS_AT_ONCE, MAX_FRAME_BYTES } from "@tacet/protocol";
import { sql } from "kysely";
import { Database as Sqlite } from "bun:sqlite";
import { onEachDatabase, onPostgres, onSqlite } from "../server/test/databases.ts";
import { openSocket, until, type RawSocket } from "../server/test/http-socket.ts";
import { enterLive, openLive } from "../server/test/live-client.ts";
import { startPostgresProxy } from "../server/test/postgres-proxy.ts";
import { startAccountWorld } from "./account-world.ts";
import { drawRef, sendBody, startPair } from "./conversation-parts.ts";
import { acknowledged, checkWhole, sendUntil, type Sent } from "./many-senders.ts";
import { askForSocket } from "./raw-live.ts";

/** What sockets and the database do that no honest client and no healthy machine does, and that all others notice nothing of. */

onPostgres(
  "while the database is away senders are told so, and nothing that was acknowledged is lost",
  async (open, { url }) => {
    let isAway = false;
    await using proxy = await startPostgresProxy(url, () => (isAway ? "cut" : "pass"));
    await using world = await startAccountWorld((changes) => open({ ...changes, url: proxy.url, onTrouble: () => {} }));
    const { alice, bob, conversation } = await startPair(world);
    const sent: Sent[] = [];
    let isOver = false;
    const people = [alice.conversations, bob.conversations];
    const sending = sendUntil(() => isOver, { people, conversation: conversation.id, senders: 16, sent });
    await until(() => acknowledged(sent) > 50, 20_000);
    isAway = true;
    const started = sent.length;
    // All of them have run into it, and their client has given up once.
    await until(() => sent.length >= started + 16, 30_000);
    isAway = false;
    const before = acknowledged(sent);
    await until(() => acknowledged(sent) > before + 50, 30_000);
    isOver = true;
    await sending;
    expect(acknowledged(sent)).toBeLessThan(sent.length);
    await checkWhole(alice.conversations, { conversation: conversation.id, sent });
  },
);

onSqlite(
  "while somebody else holds the database, senders wait, readers do not, and calls are bounded",
  async (open, { url }) => {
    await using world = await startAccountWorld(open);
    const { alice, conversation } = await startPair(world);
    using client = await enterLive(await world.listen(), alice);
    using other = new Sqlite(url.replace("sqlite:", ""));
    other.run("BEGIN IMMEDIATE");
    const send = () => client.call("sendMessage", sendBody(conversation, "patience"));
    const waiting = Array.from({ length: MAX_CALLS_AT_ONCE }, send);
    const refused = await send();
    expect(refused).toMatchObject({ kind: "problem", problem: { code: "too_many_requests", retryAfterMs: 100 } });
    expect((await alice.conversations.read(conversation.id)).head.seq).toBe(1);
    other.run("ROLLBACK");
    const answers = await Promise.all(waiting);
    const seqs = answers.map((answer) => (answer.kind === "answer" ? answer.reply : answer.problem));
    expect(seqs).toMatchObject(answers.map((_, index) => ({ seq: index + 2 })));
    expect(await client.call("countUnread")).toMatchObject({ kind: "answer" });
  },
);

onEachDatabase("a session that is gone from the database ends its socket at the next look", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob } = await startPair(world);
  const origin = await world.listen();
  using alices = await enterLive(origin, alice);
  using bobs = await enterLive(origin, bob);
  const { rows } = await sql<{ id: Uint8Array }>`select id from accounts where username = 'alice'`.execute(
    world.storage.database.read,
  );
  const [{ id } = { id: drawRef() }] = rows;
  await world.storage.database.transact((tx) => tx.deleteFrom("sessions").where("account_id", "=", id).execute());
  await world.sweep();
  await alices.next("session_ended");
  expect(await alices.closed()).toBe(4401);
  expect(await bobs.call("countUnread")).toMatchObject({ kind: "answer" });
});

onEachDatabase("when sessions could not be looked at for half a minute, everybody is sent away", async (open) => {
  await using world = await startAccountWorld(open);
  const { alice, bob } = await startPair(world);
  const origin = await world.listen();
  const clients = [await enterLive(origin, alice), await enterLive(origin, bob)];
  const { database } = world.storage;
  await database.transact((tx) => sql`alter table sessions rename to sessions_elsewhere`.execute(tx));
  await world.sweep().catch(() => undefined);
  clients[0]?.send({ kind: "ping" });
  await clients[0]?.next("pong");
  world.advance(31_000);
  await world.sweep().catch(() => undefined);
  for (const client of clients) {
    expect((await client.next("going_away")).reconnectAfterMs).toBeLessThanOrEqual(10_000);
    expect(await client.closed()).toBe(1012);
  }
  await database.transact((tx) => sql`alter table sessions_elsewhere rename to sessions`.execute(tx));
  using back = await enterLive(origin, alice);
  expect(await back.call("countUnread")).toMatchObject({ kind: "answer" });
});

onSqlite("a flood of frames and a frame that is too long end the socket that sent them, and no other", async (open) => {
  await using world = await startAccountWorld(open, { TACET_RATE_FACTOR: "1" });
  const { alice, bob } = await startPair(world);
  const origin = await world.listen();
  using bobs = await enterLive(origin, bob);
  using flooding = await enterLive(origin, alice);
  // Hello was one of them, and time stands still.
  for (let frame = 0; frame < FRAME_BURST; frame++) flooding.send({ kind: "ping" });
  expect(await flooding.closed()).toBe(4429);
  expect(flooding.frames.filter(({ kind }) => kind === "pong")).toHaveLength(FRAME_BURST - 1);
  using longWinded = await enterLive(origin, alice);
  longWinded.sendRaw("x".repeat(MAX_FRAME_BYTES + 1));
  // Bun ends it with 1006 or 1009, as far as the rest of the frame has come by then.
  expect([1006, 1009]).toContain(await longWinded.closed());
  expect(await bobs.call("countUnread")).toMatchObject({ kind: "answer" });
});

onSqlite("one source may have so many sockets, and another one only when one of them is closed", async (open) => {
  await using world = await startAccountWorld(open, { TACET_RATE_FACTOR: "1" });
  const port = portOf(await world.listen());
  using opened = new DisposableStack();
  const ask = (): RawSocket => opened.use(askForSocket(port));
  const openSome = async (count: number): Promise<void> => {
    const some = Array.from({ length: count }, ask);
    await until(() => some.every(isAccepted));
  };
  // How often one may ask is another limit.
  await openSome(300);
  world.advance(60_000);
  await openSome(211);
  const last = ask();
  await until(() => isAccepted(last));
  const refused = ask();
  await until(() => refused.received().includes("too_many_requests"));
  expect(refused.received()).toStartWith("HTTP/1.1 429");
  last[Symbol.dispose]();
  world.advance(60_000);
  await untilAccepted(ask);
});

/** The server hears of a closed socket when it comes to it. */
async function untilAccepted(ask: () => RawSocket): Promise<void> {
  for (let tries = 0; tries < 50; tries++) {
    const asked = ask();
    await until(() => asked.received() !== "");
    if (isAccepted(asked)) return;
  }
  throw new Error("nobody is accepted any more");
}

onSqlite("who never says hello and who never finishes asking is sent away after ten seconds or so", async (open) => {
  await using world = await startAccountWorld(open);
  const { bob } = await startPair(world);
  const origin = await world.listen();
  using bobs = await enterLive(origin, bob);
  using silent = openLive(origin);
  const half = Array.from({ length: 20 }, () => openSocket(portOf(origin)));
  for (const socket of half) socket.send("GET /v1/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConn");
  expect(await silent.closed()).toBe(4408);
  await until(() => half.every((socket) => socket.isClosed()), 30_000);
  expect(await bobs.call("countUnread")).toMatchObject({ kind: "answer" });
});

const portOf = (origin: string): number => Number(new URL(origin).port);
const isAccepted = (socket: RawSocket): boolean => socket.received().startsWith("HTTP/1.1 101");
