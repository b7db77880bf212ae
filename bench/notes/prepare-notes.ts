import { createHash, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import {
  ClaimNote,
  ConfirmClaim,
  createMessage,
  CreateNote,
  encodeNewNote,
  encodeNoteHeader,
  FindNote,
  headerMessage,
  NO_CLAIM_SECRET,
  proofMessage,
  signedPart,
  type Bytes,
} from "@tacet/protocol";
import * as z from "zod";
import type { RawRequest } from "../load/connection.ts";
import { fetchChallenge, type FreshChallenge } from "./fetch-challenge.ts";

/** Every request in the life of one note, signed and ready: what is timed then is the servers' work. */
export interface PreparedNote {
  readonly create: RawRequest;
  readonly find: RawRequest;
  readonly claim: RawRequest;
  readonly confirm: RawRequest;
}

/** A password and a sentence around it: the padded size of all short notes, with its tag. */
const SEALED_BYTES = 256 + 16;

/** For a server at this origin. The challenges in them, one each since a claim uses one up, are good for a minute. */
export async function prepareNotes(origin: string, count: number): Promise<PreparedNote[]> {
  const notes: PreparedNote[] = [];
  const prepareSome = async (): Promise<void> => {
    while (notes.length < count) notes.push(prepareNote({ origin, ...(await fetchChallenge(origin)) }));
  };
  await Promise.all(Array.from({ length: 16 }, prepareSome));
  return notes.slice(0, count);
}

export interface Subject extends FreshChallenge {
  readonly origin: string;
}

/** The server sees random bytes where a reader would see derived keys and ciphertext, and cannot tell. */
export function prepareNote({ origin, challenge, now }: Subject): PreparedNote {
  const id = random(16);
  const findKey = newKey();
  const claimKey = newKey();
  const claimSecret = random(32);
  const claimHash = sha256(claimSecret);
  const confirmToken = random(32);
  const proof = { origin, noteId: id, challenge };
  const findMessage = proofMessage({ ...proof, purpose: "find", claimHash: sha256(NO_CLAIM_SECRET) });
  const claimMessage = proofMessage({ ...proof, purpose: "claim", claimHash });
  const proofs = { findProof: findKey.sign(claimMessage), claimProof: claimKey.sign(claimMessage) };
  const policy = { hasPassphrase: false, reads: 1, madeS: Math.floor(now / 1000), ttlS: 3600 };
  const header = encodeNoteHeader({ ...policy, id, unique: random(16) });
  const keys = { findKey: findKey.publicKey, claimKey: claimKey.publicKey };
  return {
    create: encodeCreate({ challenge, header, ...keys, confirmHash: sha256(confirmToken) }, findKey),
    find: toJson(FindNote, { id, challenge, findProof: findKey.sign(findMessage) }),
    claim: toJson(ClaimNote, { id, challenge, claimHash, ...proofs }),
    confirm: toJson(ConfirmClaim, { id, claimSecret, confirmToken }),
  };
}

interface Unsigned {
  readonly challenge: Bytes;
  readonly header: Bytes;
  readonly findKey: Bytes;
  readonly claimKey: Bytes;
  readonly confirmHash: Bytes;
}

function encodeCreate(unsigned: Unsigned, findKey: Key): RawRequest {
  const note = {
    ...unsigned,
    createSignature: new Uint8Array(64),
    headerSignature: findKey.sign(headerMessage(unsigned.header)),
    receiptHash: random(32),
    body: random(SEALED_BYTES),
  };
  const createSignature = findKey.sign(createMessage(unsigned.challenge, sha256(signedPart(encodeNewNote(note)))));
  const body = encodeNewNote({ ...note, createSignature });
  return { path: CreateNote.path, contentType: "application/octet-stream", body };
}

type JsonCall = typeof FindNote | typeof ClaimNote | typeof ConfirmClaim;

function toJson<Call extends JsonCall>({ path, body }: Call, value: z.output<Call["body"]["schema"]>): RawRequest {
  return { path, contentType: "application/json", body: JSON.stringify(z.encode<z.core.$ZodType>(body.schema, value)) };
}

interface Key {
  readonly publicKey: Bytes;
  readonly sign: (message: Uint8Array) => Bytes;
}

function newKey(): Key {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return { publicKey: rawKey(publicKey), sign: (message) => Uint8Array.from(sign(null, message, privateKey)) };
}

/** RFC 8410 §4: 32 bytes after what names the algorithm. */
const rawKey = (key: KeyObject): Bytes => Uint8Array.from(key.export({ format: "der", type: "spki" }).subarray(-32));

const random = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
const sha256 = (bytes: Uint8Array): Bytes => Uint8Array.from(createHash("sha256").update(bytes).digest());
