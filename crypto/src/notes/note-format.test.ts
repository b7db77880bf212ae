import { expect, test } from "bun:test";
import { readFile } from "node:fs/promises";
import {
  concatBytes,
  encodeHex,
  encodeNoteHeader,
  paddedLength,
  parseNoteHeader,
  proofMessage,
  utf8,
} from "@tacet/protocol";
import * as z from "zod";
import { noteVectorsText } from "../../../scripts/note-vectors.ts";
import { stretchPassphrase } from "../argon2id.ts";
import { sha256, verifySignature } from "../primitives.ts";
import { deriveContentKeys, deriveLinkKeys, deriveReceiptKeys } from "./keys.ts";
import { encodeFragment, parseFragment } from "./link.ts";
import { parsePassphrase } from "./passphrase.ts";
import { openContent, sealContent } from "./sealed-content.ts";

const hex = z.string().transform((text) => Uint8Array.from(Buffer.from(text, "hex")));
const proof = z.object({
  origin: z.string(),
  challenge: hex,
  claimSecret: hex,
  message: z.string(),
  signature: z.string(),
});
const Vectors = z.object({
  notes: z.array(
    z.object({
      name: z.string(),
      linkSecret: hex,
      fragment: z.string(),
      passphrase: z.string(),
      id: z.string(),
      findKey: z.string(),
      passphraseSalt: z.string(),
      stretched: hex,
      claimKey: z.string(),
      reads: z.int(),
      madeS: z.int(),
      ttlS: z.int(),
      unique: hex,
      header: z.string(),
      headerSignature: z.string(),
      contentKey: z.string(),
      receiptSecret: hex,
      receiptFragment: z.string(),
      receiptAccess: z.string(),
      receiptHash: z.string(),
      confirmToken: z.string(),
      confirmHash: z.string(),
      text: z.string(),
      body: z.string(),
      find: proof,
      claim: proof,
    }),
  ),
  padding: z.array(z.object({ length: z.int(), padded: z.int() })),
  refusedFragments: z.record(z.string(), z.string()),
  refusedHeaders: z.record(z.string(), hex),
});

const vectorsFile = new URL("../../../docs/note-format.vectors.json", import.meta.url);
const vectorsText = await readFile(vectorsFile, "utf8");
const vectors = Vectors.parse(JSON.parse(vectorsText));
const fromHex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));

test("the published vectors are what an implementation by other libraries computes", () => {
  expect(noteVectorsText()).toBe(vectorsText);
});

for (const vector of vectors.notes) {
  test(`every value of the vector "${vector.name}" comes out`, async () => {
    const linkKeys = await deriveLinkKeys(vector.linkSecret);
    const passphrase = parsePassphrase(vector.passphrase);
    const stretched =
      passphrase.kind === "passphrase" ? await stretchPassphrase(passphrase.bytes, linkKeys.passphraseSalt) : undefined;
    const contentKeys = await deriveContentKeys(vector.linkSecret, stretched);
    const receipt = await deriveReceiptKeys(vector.receiptSecret);
    const { reads, madeS, ttlS, unique } = vector;
    const header = encodeNoteHeader({
      hasPassphrase: stretched !== undefined,
      reads,
      madeS,
      ttlS,
      id: linkKeys.id,
      unique,
    });
    const key = await contentKeys.contentKey(header);
    const content = { text: vector.text, confirm: receipt.confirmToken };
    expect({
      fragment: await encodeFragment("link", vector.linkSecret),
      receiptFragment: await encodeFragment("receipt link", vector.receiptSecret),
      id: encodeHex(linkKeys.id),
      findKey: encodeHex(linkKeys.findKey.publicKey),
      passphraseSalt: encodeHex(linkKeys.passphraseSalt),
      stretched: encodeHex(stretched ?? new Uint8Array(32)),
      claimKey: encodeHex(contentKeys.claimKey.publicKey),
      header: encodeHex(header),
      headerSignature: encodeHex(await linkKeys.findKey.sign(concatBytes(utf8("tacet/note/1 header"), header))),
      contentKey: encodeHex(key),
      receiptAccess: encodeHex(receipt.access),
      receiptHash: encodeHex(receipt.accessHash),
      confirmToken: encodeHex(receipt.confirmToken),
      confirmHash: encodeHex(receipt.confirmHash),
      body: encodeHex(await sealContent(key, header, content)),
    }).toEqual({
      fragment: vector.fragment,
      receiptFragment: vector.receiptFragment,
      id: vector.id,
      findKey: vector.findKey,
      passphraseSalt: vector.passphraseSalt,
      stretched: encodeHex(vector.stretched),
      claimKey: vector.claimKey,
      header: vector.header,
      headerSignature: vector.headerSignature,
      contentKey: vector.contentKey,
      receiptAccess: vector.receiptAccess,
      receiptHash: vector.receiptHash,
      confirmToken: vector.confirmToken,
      confirmHash: vector.confirmHash,
      body: vector.body,
    });
    expect(await openContent(key, header, fromHex(vector.body))).toEqual(content);
    for (const purpose of ["find", "claim"] as const) {
      const { origin, challenge, claimSecret, message, signature } = vector[purpose];
      const statement = { purpose, origin, noteId: linkKeys.id, challenge, claimHash: await sha256(claimSecret) };
      const signer = purpose === "find" ? linkKeys.findKey : contentKeys.claimKey;
      expect(encodeHex(proofMessage(statement))).toBe(message);
      expect(encodeHex(await signer.sign(proofMessage(statement)))).toBe(signature);
      expect(await verifySignature(signer.publicKey, proofMessage(statement), fromHex(signature))).toBe(true);
    }
  });
}

test("padded lengths are as published, and the shortest 200 contents look alike", () => {
  for (const { length, padded } of vectors.padding) expect(paddedLength(length)).toBe(padded);
  expect(new Set(Array.from({ length: 200 }, (_, index) => paddedLength(index + 1)))).toEqual(new Set([256]));
});

test("damaged, foreign and newer fragments are refused, and told apart", async () => {
  for (const [name, fragment] of Object.entries(vectors.refusedFragments)) {
    const reason = name === "of another version" ? "newer" : "damaged";
    expect(await parseFragment("link", fragment)).toEqual({ ok: false, reason });
  }
});

test("headers that version 1 does not allow are refused", () => {
  for (const [name, header] of Object.entries(vectors.refusedHeaders))
    expect([name, parseNoteHeader(header)]).toEqual([name, undefined]);
});

test("a change of any one byte of header or body is refused", async () => {
  const [vector] = vectors.notes;
  if (!vector) throw new Error("no vector");
  const header = fromHex(vector.header);
  const body = fromHex(vector.body);
  const contentKeys = await deriveContentKeys(vector.linkSecret, undefined);
  const key = await contentKeys.contentKey(header);
  for (let index = 0; index < body.length; index++)
    expect(await openContent(key, header, flip(body, index))).toBeUndefined();
  for (let index = 0; index < header.length; index++) {
    const changed = flip(header, index);
    expect(await openContent(key, changed, body)).toBeUndefined();
    expect(await openContent(await contentKeys.contentKey(changed), changed, body)).toBeUndefined();
  }
});

test("a truncated, extended or empty body is refused", async () => {
  const [vector] = vectors.notes;
  if (!vector) throw new Error("no vector");
  const header = fromHex(vector.header);
  const body = fromHex(vector.body);
  const key = fromHex(vector.contentKey);
  for (const length of [0, 1, 15, 16, 19, 20, body.length - 1])
    expect(await openContent(key, header, body.subarray(0, length))).toBeUndefined();
  expect(await openContent(key, header, concatBytes(body, Uint8Array.of(0)))).toBeUndefined();
});

test("a passphrase has one meaning on every client", () => {
  expect(parsePassphrase("")).toEqual({ kind: "none" });
  expect(parsePassphrase(" ")).toEqual({ kind: "passphrase", bytes: utf8(" ") });
  expect(parsePassphrase("\u0000")).toEqual({ kind: "passphrase", bytes: utf8("\u0000") });
  expect(parsePassphrase("A\u030A")).toEqual({ kind: "passphrase", bytes: utf8("Å") });
  expect(parsePassphrase("\uD800")).toEqual({ kind: "refused", reason: "not well-formed" });
  expect(parsePassphrase("é".repeat(512)).kind).toBe("passphrase");
  expect(parsePassphrase("é".repeat(513))).toEqual({ kind: "refused", reason: "too long" });
});

function flip(bytes: Uint8Array, index: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed[index] = (changed[index] ?? 0) ^ 1;
  return changed;
}
