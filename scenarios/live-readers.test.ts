import { expect, test } from "bun:test";
import { MAX_MESSAGE_CHARACTERS, type Bytes } from "@tacet/protocol";
import { until, type RawSocket } from "../server/test/http-socket.ts";
import { enterLive, openLive, type LiveClient } from "../server/test/live-client.ts";
import { newSqliteSetUp } from "../server/test/set-ups.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { drawRef, saying } from "./conversation-parts.ts";
import { askForSocket } from "./raw-live.ts";
import { meet, type Signed } from "./two-people.ts";

/** Readers that do not read, and clients that talk nonsense: what they cost the server, which is a process of its own, and what others notice. */

const MANY = 300;
/** Some 48 KB as UTF-8, so that all of a burst is far more than any buffer on the way. */
const LONG = "長".repeat(MAX_MESSAGE_CHARACTERS);
/** A reader may hold back 1 MiB in the process; what the engine keeps for garbage comes on top. */
const MAX_GROWTH_BYTES = 256 * 1024 * 1024;

test("readers that do not read are closed and catch up by the log; one that keeps up with a burst gets all of it", async () => {
  await using setUp = await newSqliteSetUp();
  await using server = await startTestServer(setUp);
  const { origin, port } = server;
  const { alice, bob, conversation } = await meet(origin);
  using bobs = await enterLive(origin, bob);
  using slow = new DisposableStack();
  const readers = Array.from({ length: 20 }, () => slow.use(enterRaw(port, alice)));
  await until(() => readers.every((reader) => reader.received().includes('"ready"')));
  for (const reader of readers) reader.pause();
  const before = await residentBytes(origin);
  const sayMuch = (): Promise<unknown> => Promise.all(Array.from({ length: MANY }, () => say(bob, conversation, LONG)));
  await sayMuch();
  const heard = (): number => bobs.frames.filter(({ kind }) => kind === "entry").length;
  await until(() => heard() === MANY, 20_000);
  await sayMuch();
  await until(() => heard() === 2 * MANY, 20_000);
  expect(seqsOf(bobs)).toEqual(Array.from({ length: 2 * MANY }, (_, index) => index + 2));
  expect((await residentBytes(origin)) - before).toBeLessThan(MAX_GROWTH_BYTES);
  for (const reader of readers) reader.resume();
  await until(() => readers.every((reader) => reader.isClosed()), 20_000);
  using alices = await enterLive(origin, alice);
  expect(alices.frames[1]).toMatchObject({ heads: [{ seq: 2 * MANY + 1 }] });
  const page = { conversation, direction: "before", seq: 2 * MANY + 2, limit: 2 } as const;
  expect((await alice.calls.entries(page)).entries.map(({ seq }) => seq)).toEqual([2 * MANY, 2 * MANY + 1]);
});

test("twenty thousand frames of nonsense cost nobody else anything, and leave no trace", async () => {
  await using setUp = await newSqliteSetUp();
  await using server = await startTestServer(setUp);
  const { origin } = server;
  const { alice, bob, conversation } = await meet(origin);
  using bobs = await enterLive(origin, bob);
  const talk = async (from: number, count: number): Promise<void> => {
    using client = await enterLive(origin, alice);
    for (let index = from; index < from + count; index++) client.sendRaw(nonsense(index));
    client.send({ kind: "ping" });
    await client.next("pong");
    expect(new Set(client.frames.map(({ kind }) => kind))).toEqual(
      new Set(["welcome", "heads", "ready", "problem", "pong"]),
    );
  };
  await talk(0, 2_000);
  const before = await residentBytes(origin);
  await Promise.all([0, 1, 2, 3].map((client) => talk(client * 4_500, 4_500)));
  expect((await residentBytes(origin)) - before).toBeLessThan(MAX_GROWTH_BYTES);
  using strangers = openLive(origin);
  strangers.sendRaw(nonsense(0));
  expect(await strangers.closed()).toBeGreaterThan(0);
  await say(bob, conversation, "still here");
  await until(() => seqsOf(bobs).includes(2));
  expect(server.log.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
});

const say = ({ calls }: Signed, conversation: Bytes, text: string): Promise<unknown> =>
  calls.send({ conversation, clientRef: drawRef(), payload: saying(text) });

const seqsOf = ({ frames }: LiveClient): readonly number[] =>
  frames.flatMap((frame) => (frame.kind === "entry" ? [frame.entry.seq] : []));

/** A socket that can stop reading, after hello. */
function enterRaw(port: number, { token }: Signed): RawSocket {
  const socket = askForSocket(port, `Authorization: Bearer ${token}`);
  const hello = Buffer.from('{"kind":"hello","version":1}');
  // RFC 6455 §5.2: one whole text frame, masked with zeros.
  socket.send(Buffer.concat([Buffer.of(0x81, 0x80 | hello.length, 0, 0, 0, 0), hello]));
  return socket;
}

async function residentBytes(origin: string): Promise<number> {
  const metrics = await (await fetch(`${origin}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1]);
}

/** No two of one run are alike, and all are the same in every run. */
function nonsense(index: number): string | Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from(new Bun.CryptoHasher("sha512").update(String(index)).digest());
  const kinds = [
    () => bytes,
    () => Buffer.from(bytes).toString("latin1"),
    () => '{"kind":"call","id":1,"call":"sendMessage","body":{"conv'.slice(0, 1 + (index % 55)),
    () => JSON.stringify({ kind: "call", id: 2 ** 70 + index, call: "countUnread" }),
    () => JSON.stringify({ kind: "call", id: -1, call: "countUnread" }),
    () => JSON.stringify({ kind: "call", id: index, call: `no${index}` }),
    () => JSON.stringify({ kind: "call", id: index, call: "sendMessage", body: { conversation: index, payload: [] } }),
    () => JSON.stringify({ kind: "typing", conversation: { toString: "x" } }),
    () => "[".repeat(2_000 + (index % 500)),
    () => `${'{"kind":'.repeat(500)}1${"}".repeat(500)}`,
    () => JSON.stringify({ kind: ["hello"], __proto__: null, constructor: index }),
    () => JSON.stringify({ kind: "ping", more: index }),
    () => JSON.stringify("x".repeat(5_000 + (index % 1_000))),
    () => "null",
  ] as const;
  return kinds[index % kinds.length]?.() ?? "";
}
