import { createCipheriv } from "node:crypto";
import { ed25519 } from "@noble/curves/ed25519.js";
import { argon2id } from "@noble/hashes/argon2.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";

/**
 * Computes docs/note-format.vectors.json from the words of docs/note-format.md, sharing no code with the product: other libraries, other
 * hands. The tests compare the two; another implementer compares with the file.
 */

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const join = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const fromHex = (value: string): Uint8Array => new Uint8Array(Buffer.from(value, "hex"));
const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const sequence = (first: number, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (first + index) % 256);

const salt = text("tacet/note/1");
const extract = (ikm: Uint8Array, from: Uint8Array, info: string, length: number) =>
  hkdf(sha256, ikm, from, text(info), length);

function integer(value: number, length: number): Uint8Array {
  return fromHex(value.toString(16).padStart(length * 2, "0"));
}

function fragment(kind: "link" | "receipt link", version: number, secret: Uint8Array): string {
  const versioned = join(Uint8Array.of(version), secret);
  return base64url(join(versioned, sha256(join(text(`tacet/note/1 ${kind}`), versioned)).slice(0, 3)));
}

function padded(length: number): number {
  const exponent = Math.floor(Math.log2(length));
  const dropped = Math.max(0, exponent - (Math.floor(Math.log2(exponent)) + 1));
  const mask = 2 ** dropped - 1;
  return Math.max(256, length + ((mask + 1 - (length & mask)) & mask));
}

interface Case {
  readonly name: string;
  readonly linkSecret: Uint8Array;
  readonly receiptSecret: Uint8Array;
  readonly passphrase: string;
  readonly reads: number;
  readonly madeS: number;
  readonly ttlS: number;
  readonly unique: Uint8Array;
  readonly text: string;
}

const cases: readonly Case[] = [
  {
    name: "no passphrase",
    linkSecret: sequence(1, 32),
    receiptSecret: sequence(65, 32),
    passphrase: "",
    reads: 1,
    madeS: 1_795_000_000,
    ttlS: 432_000,
    unique: sequence(0xa0, 16),
    text: "The key is under the mat.",
  },
  {
    name: "passphrase",
    linkSecret: sequence(1, 32),
    receiptSecret: sequence(65, 32),
    passphrase: "pä$$",
    reads: 1,
    madeS: 1_795_000_000,
    ttlS: 432_000,
    unique: sequence(0xa0, 16),
    text: "The key is under the mat.",
  },
  {
    name: "a passphrase that NFC changes, many reads, text of several blocks",
    linkSecret: sequence(200, 32),
    receiptSecret: sequence(7, 32),
    passphrase: " A\u030Angstro\u0308m ",
    reads: 100,
    madeS: 1_795_000_001,
    ttlS: 2_592_000,
    unique: sequence(0, 16),
    text: 'héllo ✓ \u{1F511}\r\n"quoted" \u0000 '.repeat(40),
  },
];

function noteVector(input: Case) {
  const { linkSecret, passphrase } = input;
  const id = extract(linkSecret, salt, "id", 16);
  const findSeed = extract(linkSecret, salt, "find", 32);
  const passphraseSalt = extract(linkSecret, salt, "passphrase salt", 16);
  const stretched =
    passphrase === ""
      ? new Uint8Array(32)
      : argon2id(text(passphrase.normalize("NFC")), passphraseSalt, {
          m: 65_536,
          t: 3,
          p: 1,
          dkLen: 32,
          version: 0x13,
        });
  const mixed = extract(join(linkSecret, stretched), salt, `mix${passphrase === "" ? "\u0000" : "\u0001"}`, 32);
  const claimSeed = extract(mixed, salt, "claim", 32);
  const header = join(
    Uint8Array.of(1, passphrase === "" ? 0 : 1),
    integer(input.reads, 2),
    integer(input.madeS, 8),
    integer(input.ttlS, 4),
    id,
    input.unique,
  );
  const contentKey = extract(mixed, sha256(header), "content", 32);
  const receipt = receiptKeys(input.receiptSecret);
  const content = JSON.stringify({ text: input.text, confirm: base64url(receipt.confirmToken) });
  const body = seal(contentKey, header, text(content));
  const findKey = ed25519.getPublicKey(findSeed);
  const claimKey = ed25519.getPublicKey(claimSeed);
  const headerSignature = ed25519.sign(join(text("tacet/note/1 header"), header), findSeed);
  const challenge = sequence(11, 40);
  const digest = sha256(
    join(header, headerSignature, findKey, claimKey, receipt.accessHash, receipt.confirmHash, body),
  );
  const createSignature = ed25519.sign(join(text("tacet/note/1 create"), challenge, digest), findSeed);
  return {
    name: input.name,
    linkSecret: hex(linkSecret),
    fragment: fragment("link", 1, linkSecret),
    passphrase,
    id: hex(id),
    findSeed: hex(findSeed),
    findKey: hex(findKey),
    passphraseSalt: hex(passphraseSalt),
    stretched: hex(stretched),
    mixed: hex(mixed),
    claimSeed: hex(claimSeed),
    claimKey: hex(claimKey),
    reads: input.reads,
    madeS: input.madeS,
    ttlS: input.ttlS,
    unique: hex(input.unique),
    header: hex(header),
    headerSignature: hex(headerSignature),
    contentKey: hex(contentKey),
    receiptSecret: hex(input.receiptSecret),
    receiptFragment: fragment("receipt link", 1, input.receiptSecret),
    receiptAccess: hex(receipt.access),
    receiptHash: hex(receipt.accessHash),
    confirmToken: hex(receipt.confirmToken),
    confirmHash: hex(receipt.confirmHash),
    text: input.text,
    content,
    body: hex(body),
    create: { challenge: hex(challenge), digest: hex(digest), signature: hex(createSignature) },
    find: proof({ purpose: "find", seed: findSeed, id, challenge, secret: new Uint8Array(32) }),
    claim: proof({ purpose: "claim", seed: claimSeed, id, challenge, secret: sequence(99, 32) }),
  };
}

function receiptKeys(secret: Uint8Array) {
  const access = extract(secret, salt, "receipt access", 32);
  const confirmToken = extract(secret, salt, "receipt confirm", 32);
  return { access, accessHash: sha256(access), confirmToken, confirmHash: sha256(confirmToken) };
}

function seal(key: Uint8Array, header: Uint8Array, content: Uint8Array): Uint8Array {
  const plain = new Uint8Array(padded(4 + content.length));
  plain.set(integer(content.length, 4));
  plain.set(content, 4);
  const cipher = createCipheriv("aes-256-gcm", key, new Uint8Array(12)).setAAD(header);
  return join(cipher.update(plain), cipher.final(), cipher.getAuthTag());
}

interface ProofInput {
  readonly purpose: "find" | "claim";
  readonly seed: Uint8Array;
  readonly id: Uint8Array;
  readonly challenge: Uint8Array;
  readonly secret: Uint8Array;
}

function proof({ purpose, seed, id, challenge, secret }: ProofInput) {
  const origin = "https://notes.example";
  const message = join(
    text("tacet/note/1 "),
    text(purpose),
    Uint8Array.of(0, origin.length),
    text(origin),
    id,
    challenge,
    sha256(secret),
  );
  return {
    origin,
    challenge: hex(challenge),
    claimSecret: hex(secret),
    message: hex(message),
    signature: hex(ed25519.sign(message, seed)),
  };
}

export function makeNoteVectors() {
  const [first] = cases;
  if (!first) throw new Error("there are no cases");
  return {
    description:
      "Test vectors of Tacet note format 1; docs/note-format.md says how each line is made. Byte strings are hex.",
    notes: cases.map(noteVector),
    padding: [1, 255, 256, 257, 258, 300, 1000, 4096, 4097, 65_537, 1_048_580].map((length) => ({
      length,
      padded: padded(length),
    })),
    refusedFragments: {
      truncated: fragment("link", 1, first.linkSecret).slice(0, 47),
      "case folded": fragment("link", 1, first.linkSecret).toLowerCase(),
      "one character changed": fragment("link", 1, first.linkSecret).replace("Q", "R"),
      "of a receipt": fragment("receipt link", 1, first.linkSecret),
      "of another version": fragment("link", 2, first.linkSecret),
    },
    refusedHeaders: {
      "version 2": `02${noteVector(first).header.slice(2)}`,
      "unknown flag": `0102${noteVector(first).header.slice(4)}`,
      "no reads": `01000000${noteVector(first).header.slice(8)}`,
      "101 reads": `01000065${noteVector(first).header.slice(8)}`,
      "59 seconds": `${noteVector(first).header.slice(0, 24)}0000003b${noteVector(first).header.slice(32)}`,
      "30 days and a second": `${noteVector(first).header.slice(0, 24)}00278d01${noteVector(first).header.slice(32)}`,
      "a byte too long": `${noteVector(first).header}00`,
    },
  };
}

export const noteVectorsText = (): string => `${JSON.stringify(makeNoteVectors(), null, 2)}\n`;

if (import.meta.main) await Bun.write(new URL("../docs/note-format.vectors.json", import.meta.url), noteVectorsText());
