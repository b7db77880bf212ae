import { Database } from "bun:sqlite";
import { createNote, openNote, receiptOf, type NotePorts } from "@tacet/client";
import { expect, test } from "bun:test";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { newSqliteSetUp, onEachSetUp } from "../server/test/set-ups.ts";
import { startTestServer, type TestServer } from "../server/test/start-server.ts";

const MARKER = "marker-of-a-plaintext-7b1f";
const PASSPHRASE = "marker-of-a-passphrase-93ac";

/** The network, remembering what went over it. */
function tapped(): NotePorts & { readonly wire: string[] } {
  const wire: string[] = [];
  return {
    wire,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      wire.push(
        url,
        JSON.stringify(init.headers),
        Buffer.from(await new Response(init.body).arrayBuffer()).toString("latin1"),
      );
      wire.push(Buffer.from(await response.clone().arrayBuffer()).toString("latin1"));
      return response;
    },
  };
}

const fragmentOf = (link: string): string => link.slice(link.indexOf("#") + 1);

onEachSetUp(
  "text, passphrase, link and proofs never stand in a log line, a metric, or on the wire in the clear",
  async (setUp) => {
    await using server = await startTestServer({ env: { ...setUp.env, TACET_LOG_LEVEL: "trace" } });
    const ports = tapped();
    const note = await createNote({ server: server.origin, text: MARKER, passphrase: PASSPHRASE }, ports);
    await openNote(note.link, { ...ports, passphrase: "a wrong one" }).catch(() => {});
    await receiptOf(note.receiptLink, ports);
    await provoke(server);
    const metrics = await (await fetch(`${server.origin}/metrics`)).text();
    expect(metrics).toContain("tacet_http_request_duration_seconds");
    const secrets = [MARKER, PASSPHRASE, fragmentOf(note.link), fragmentOf(note.receiptLink)];
    for (const secret of secrets) {
      expect(ports.wire.join("\n")).not.toContain(secret);
      expect(server.log.join("\n")).not.toContain(secret);
      expect(metrics).not.toContain(secret);
    }
    // What did go over the wire as base64url (ids, proofs, capabilities) is in no log line either; request ids are there on purpose.
    const sent = ports.wire.flatMap((part) =>
      [...part.matchAll(/"([A-Za-z0-9_-]{22,})"/g)].map(([, value]) => value ?? ""),
    );
    const values = sent.filter((value) => !/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(value));
    expect(values.length).toBeGreaterThan(10);
    for (const value of values) expect(server.log.join("\n")).not.toContain(value);
    expect(server.log.some((line) => line.includes("/v1/notes/find"))).toBe(true);
  },
);

/** Requests that carry the marker wherever a request can carry something. */
async function provoke({ origin }: TestServer): Promise<void> {
  const asks: readonly [string, RequestInit][] = [
    [`/n/${MARKER}`, {}],
    [
      `/v1/notes/find?token=${MARKER}`,
      { method: "POST", headers: { "content-type": "application/json" }, body: `{"id":"${MARKER}"}` },
    ],
    ["/v1/notes", { method: "POST", headers: { "content-type": "application/octet-stream" }, body: MARKER }],
    [
      "/",
      {
        headers: {
          "user-agent": MARKER,
          referer: `https://x.example/${MARKER}`,
          cookie: `a=${MARKER}`,
          authorization: `Bearer ${MARKER}`,
          "x-request-id": MARKER,
        },
      },
    ],
    ["/v1/notes/find", { method: "POST", headers: { "content-type": MARKER }, body: "{}" }],
    [
      "/v1/notes/find",
      {
        method: "POST",
        headers: { "content-type": "application/json", origin: `https://${MARKER}.example` },
        body: "{}",
      },
    ],
  ];
  for (const [path, init] of asks) {
    const response = await fetch(`${origin}${path}`, init);
    expect(response.status).toBeLessThan(500);
    expect(await response.text()).not.toContain(MARKER);
  }
}

async function filesHolding(folder: string, bytes: Uint8Array): Promise<string[]> {
  const names = await readdir(folder);
  const found = await Promise.all(
    names.map(async (name) => Buffer.from(await Bun.file(join(folder, name)).bytes()).includes(bytes)),
  );
  return names.filter((_, index) => found[index]);
}

test("within a minute of a note's end, its ciphertext, header and keys are in no file of the data folder", async () => {
  await using setUp = await newSqliteSetUp();
  await using server = await startTestServer(setUp);
  const folder = setUp.env["TACET_DATA"] ?? "";
  const note = await createNote({ server: server.origin, text: MARKER.repeat(500) });
  using database = new Database(join(folder, "tacet.db"), { readonly: true });
  const row = database
    .query<{ body: Uint8Array; header: Uint8Array; claim_key: Uint8Array }, []>(
      "SELECT body, header, claim_key FROM notes",
    )
    .get();
  if (!row) throw new Error("no note was stored");
  // A page of a long value is a piece of it: pieces are looked for, not the whole.
  const pieces = [row.body.subarray(100, 164), row.body.subarray(-64), row.header, row.claim_key];
  for (const piece of pieces) expect(await filesHolding(folder, piece)).not.toEqual([]);
  database.close();
  expect((await openNote(note.link)).confirmed).toBe(true);
  const deadline = performance.now() + 60_000;
  const remains = async () => (await Promise.all(pieces.map((piece) => filesHolding(folder, piece)))).flat();
  while ((await remains()).length > 0 && performance.now() < deadline) await Bun.sleep(50);
  expect(await remains()).toEqual([]);
}, 70_000);
