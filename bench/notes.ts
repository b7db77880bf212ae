import { ClaimNote, ConfirmClaim, CreateNote, FindNote } from "@tacet/protocol";
import { join } from "node:path";
import { startPostgres } from "../scripts/test-postgres.ts";
import { newPostgresSetUp, newSqliteSetUp, type SetUp } from "../server/test/set-ups.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { prepareNote, type PreparedNote } from "./prepare-notes.ts";

/**
 * Requests per second of each call in a note's life, from this process to a server process, and the same bodies to a bare Hono handler in
 * the same minute; the ratio is what counts. Every write is durable when it is answered (SQLite: synchronous=FULL).
 */

const NOTES = 1000;
const TEXT = "A password of the usual length, and a sentence around it.";

interface Call {
  readonly name: keyof PreparedNote;
  readonly path: string;
  readonly barePath: string;
  readonly contentType: string;
}

const calls: readonly Call[] = [
  { name: "create", path: CreateNote.path, barePath: "/bytes", contentType: "application/octet-stream" },
  { name: "find", path: FindNote.path, barePath: "/json", contentType: "application/json" },
  { name: "claim", path: ClaimNote.path, barePath: "/json", contentType: "application/json" },
  { name: "confirm", path: ConfirmClaim.path, barePath: "/json", contentType: "application/json" },
];

interface Load {
  readonly url: string;
  readonly contentType: string;
  readonly bodies: readonly (string | Uint8Array<ArrayBuffer>)[];
  readonly clients: number;
}

interface Timing {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** So many clients, each sending its next body when the last was answered. */
async function time({ url, contentType, bodies, clients }: Load): Promise<Timing> {
  const latencies: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  const runClient = async (): Promise<void> => {
    for (let index = next++; index < bodies.length; index = next++) {
      const sentAt = performance.now();
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": contentType },
        body: bodies[index] ?? "",
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`${url} answered ${response.status}`);
      latencies.push(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: clients }, runClient));
  const seconds = (performance.now() - startedAt) / 1000;
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return { perSecond: bodies.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99) };
}

async function startBare(): Promise<{ origin: string } & Disposable> {
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "bare-server.ts")], { stdout: "pipe" });
  const { value } = await child.stdout.getReader().read();
  return { origin: `http://127.0.0.1:${new TextDecoder().decode(value).trim()}`, [Symbol.dispose]: () => child.kill() };
}

const print = (...cells: readonly string[]): void =>
  void process.stdout.write(
    `${cells.map((cell, index) => (index < 2 ? cell.padEnd(10) : cell.padStart(10))).join("")}\n`,
  );

async function benchSetUp(kind: string, setUp: SetUp, bareOrigin: string): Promise<void> {
  await using server = await startTestServer(setUp);
  for (const clients of [1, 16, 64]) {
    const notes = [];
    for (let index = 0; index < NOTES; index++) notes.push(await prepareNote(server.origin, TEXT));
    for (const { name, path, barePath, contentType } of calls) {
      const load = { contentType, clients, bodies: notes.map((note) => note[name]) };
      const bare = await time({ ...load, url: `${bareOrigin}${barePath}` });
      const ours = await time({ ...load, url: `${server.origin}${path}` });
      const ratio = ours.perSecond / bare.perSecond;
      print(
        kind,
        name,
        String(clients),
        ours.perSecond.toFixed(0),
        bare.perSecond.toFixed(0),
        ratio.toFixed(2),
        ours.p50Ms.toFixed(2),
        ours.p99Ms.toFixed(2),
      );
    }
  }
}

print("database", "call", "clients", "per s", "bare per s", "ratio", "p50 ms", "p99 ms");
using bare = await startBare();
{
  await using setUp = await newSqliteSetUp();
  await benchSetUp("sqlite", setUp, bare.origin);
}
{
  await using postgres = await startPostgres();
  process.env["TEST_POSTGRES_URL"] = postgres.url;
  await using setUp = await newPostgresSetUp();
  await benchSetUp("postgres", setUp, bare.origin);
}
