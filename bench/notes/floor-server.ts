import { createHash, createPublicKey, verify } from "node:crypto";
import {
  ClaimNote,
  concatBytes,
  ConfirmClaim,
  createMessage,
  CreateNote,
  FindNote,
  headerMessage,
  NO_CLAIM_SECRET,
  parseNewNote,
  proofMessage,
  signedPart,
} from "@tacet/protocol";
import { Hono, type Context } from "hono";
import * as z from "zod";
import { openPostgresFloor } from "./floor-store.postgres.ts";
import { openSqliteFloor } from "./floor-store.sqlite.ts";
import { sampleAnswers } from "./sample-answers.ts";

/**
 * The bare handler that also does what a call cannot do without: the same signatures over the same bytes, and the same rows made durable.
 * It checks no challenge, limit, time or state, seals nothing, and trusts its bodies. Run as a process of its own.
 */
const { database, origin } = z
  .object({ database: z.string(), origin: z.url() })
  .parse(JSON.parse(process.argv[2] ?? ""));
const sqlitePath = /^sqlite:(.+)/.exec(database)?.[1];
const store = sqlitePath === undefined ? await openPostgresFloor(database) : openSqliteFloor(sqlitePath);

const app = new Hono();
app.post(CreateNote.path, async (context) => {
  const encoded = new Uint8Array(await context.req.arrayBuffer());
  const note = parseNewNote(encoded);
  if (!note) throw new Error("not a note");
  const hash = sha256(signedPart(encoded));
  requireSigned(note.findKey, createMessage(note.challenge, hash), note.createSignature);
  requireSigned(note.findKey, headerMessage(note.header), note.headerSignature);
  await store.create({
    id: note.header.subarray(16, 32),
    find_key: note.findKey,
    claim_key: note.claimKey,
    receipt_hash: note.receiptHash,
    confirm_hash: note.confirmHash,
    create_hash: hash,
    header: note.header,
    header_signature: note.headerSignature,
    body: note.body,
  });
  return context.json({ expiresAt: Date.now() }, 201);
});
app.post(FindNote.path, async (context) => {
  const field = await readJson(context);
  const [noteId, challenge] = [field("id"), field("challenge")];
  const note = await store.read(noteId);
  const message = proofMessage({ purpose: "find", origin, noteId, challenge, claimHash: noClaim });
  requireSigned(note.find_key, message, field("findProof"));
  const found = { header: base64url(note.header), headerSignature: base64url(note.header_signature) };
  return context.json({ ...sampleAnswers.find(Date.now()), ...found });
});
app.post(ClaimNote.path, async (context) => {
  const field = await readJson(context);
  const [noteId, challenge, claimHash] = [field("id"), field("challenge"), field("claimHash")];
  const note = await store.read(noteId);
  const message = proofMessage({ purpose: "claim", origin, noteId, challenge, claimHash });
  requireSigned(note.find_key, message, field("findProof"));
  requireSigned(note.claim_key, message, field("claimProof"));
  return context.body(Uint8Array.from(await store.claim(noteId, claimHash, challenge)));
});
app.post(ConfirmClaim.path, async (context) => {
  const field = await readJson(context);
  await store.confirm(field("id"), sha256(field("claimSecret")), field("confirmToken"));
  return context.json({ confirmedAt: Date.now() });
});

const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");
const noClaim = sha256(NO_CLAIM_SECRET);

function requireSigned(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): void {
  const key = createPublicKey({ key: Buffer.from(concatBytes(SPKI_PREFIX, publicKey)), format: "der", type: "spki" });
  if (!verify(null, message, key, signature)) throw new Error("a signature does not fit");
}

type Body = Readonly<Partial<Record<string, string>>>;

async function readJson(context: Context): Promise<(name: string) => Uint8Array> {
  const body: Body = await context.req.json();
  return (name) => Buffer.from(body[name] ?? "", "base64url");
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash("sha256").update(bytes).digest();
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

const server = Bun.serve({ hostname: "127.0.0.1", port: 0, fetch: app.fetch });
process.stdout.write(`${server.port}\n`);
