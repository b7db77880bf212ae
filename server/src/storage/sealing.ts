import { createCipheriv, createDecipheriv, createHmac, randomBytes } from "node:crypto";
import { concatBytes, ProtocolError, utf8 } from "@tacet/protocol";
import type { KeyShelf } from "./key-shelf.ts";
import { deriveKey, type KeyRing } from "./key-ring.ts";

/** Which value of the database this is. The names are fixed strings: a column that is renamed keeps its old one here. */
export interface SealedPlace {
  readonly table: string;
  readonly column: string;
  /** The primary key of the row. */
  readonly key: Uint8Array;
}

export interface Sealing {
  /**
   * AES-256-GCM under the current data key: version u8 ‖ data key id 8 ‖ nonce 12 ‖ ciphertext ‖ tag 16. The AAD names the place,
   * so that a sealed value copied to another row or column does not open (RULES.md S9).
   */
  seal(place: SealedPlace, plain: Uint8Array): Uint8Array;
  /**
   * Throws SealBroken on a damaged value, and ProtocolError("unavailable") when another process has sealed it with a key so new that
   * this one is still fetching it.
   */
  open(place: SealedPlace, sealed: Uint8Array): Uint8Array;
  /**
   * HMAC-SHA-256(lookup key, length of kind u8 ‖ kind ‖ text), by which a sealed value is found (RULES.md S8). Letters of addresses count as
   * small ones, so that one is found however it was written. Search by all of them: during a rotation there are several. What is written is the first that `LookupForWriting` gives.
   */
  lookup(kind: LookupKind, text: string): readonly Uint8Array[];
  /** A key for a purpose from each master key, the current first. Ask each time: the ring changes when it is rotated. */
  derive(purpose: DerivedPurpose): readonly Uint8Array[];
}

/** What people are looked up by: a number in E.164, or an address whose domain is in ASCII. */
export type LookupKind = "phone" | "email";

type DerivedPurpose = "challenge" | "witness" | "guess" | "puzzle" | "code" | "bus" | "flood";

/** The value is not what was sealed there: the row was damaged, moved or forged. */
export class SealBroken extends Error {
  override readonly name = "SealBroken";
}

const VERSION = 1;
const ID_BYTES = 8;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + ID_BYTES;

/** `onUnknownKey` fetches the keys anew; until it has, a value whose key is not known is not called damaged. */
export function createSealing(shelf: KeyShelf, onUnknownKey: () => void): Sealing {
  const derive = createDerive();
  return {
    seal: (place, plain) => {
      const { id, key } = shelf.takeCurrent();
      const header = concatBytes(Uint8Array.of(VERSION), id);
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      cipher.setAAD(createAad(header, place));
      return concatBytes(header, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag());
    },
    open: (place, sealed) => {
      const key = shelf.find(dataKeyIdOf(place, sealed));
      if (key === "absent") throw broken(place);
      if (key !== "not yet known") return openWith(key, place, sealed);
      onUnknownKey();
      throw new ProtocolError("unavailable", { detail: "A new key is being fetched; ask again", retryAfterMs: 1_000 });
    },
    lookup: (kind, text) => {
      const message = concatBytes(prefixed(utf8(kind)), utf8(fold[kind](text)));
      return shelf.held("lookup").map(({ key }) => Uint8Array.from(createHmac("sha256", key).update(message).digest()));
    },
    derive: (purpose) => derive(shelf.ring(), purpose),
  };
}

/** The same for all ways to write one thing. What is hashed anew is read as it was sealed, which is as somebody wrote it. */
const fold: Readonly<Record<LookupKind, (text: string) => string>> = {
  phone: (text) => text,
  email: (text) => text.toLowerCase(),
};

/** Every challenge asks: derived once for each ring, and forgotten with it. */
function createDerive() {
  const known = new WeakMap<KeyRing, Map<DerivedPurpose, readonly Uint8Array[]>>();
  return (ring: KeyRing, purpose: DerivedPurpose): readonly Uint8Array[] => {
    const ofRing = known.get(ring) ?? new Map<DerivedPurpose, readonly Uint8Array[]>();
    const keys = ofRing.get(purpose) ?? ring.all.map((master) => deriveKey(master, purpose));
    known.set(ring, ofRing.set(purpose, keys));
    return keys;
  };
}

/** Which data key a sealed value needs. Throws SealBroken. */
export function dataKeyIdOf(place: SealedPlace, sealed: Uint8Array): Uint8Array {
  if (sealed.length < HEADER_BYTES + NONCE_BYTES + TAG_BYTES || sealed[0] !== VERSION) throw broken(place);
  return sealed.subarray(1, HEADER_BYTES);
}

function openWith(key: Uint8Array, place: SealedPlace, sealed: Uint8Array): Uint8Array {
  const body = sealed.subarray(HEADER_BYTES + NONCE_BYTES);
  const nonce = sealed.subarray(HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(createAad(sealed.subarray(0, HEADER_BYTES), place));
  decipher.setAuthTag(body.subarray(body.length - TAG_BYTES));
  const plain = decipher.update(body.subarray(0, body.length - TAG_BYTES));
  try {
    decipher.final();
  } catch (error) {
    throw broken(place, error);
  }
  return Uint8Array.from(plain);
}

const broken = ({ table, column }: SealedPlace, cause?: unknown): SealBroken =>
  new SealBroken(`a sealed value in ${table}.${column} is damaged`, { cause });

function createAad(header: Uint8Array, { table, column, key }: SealedPlace): Uint8Array {
  return concatBytes(utf8("tacet/sealed/1"), header, prefixed(utf8(table)), prefixed(utf8(column)), key);
}

/** With its length before it, so that ("ab", "c") and ("a", "bc") differ. */
const prefixed = (bytes: Uint8Array): Uint8Array => concatBytes(Uint8Array.of(bytes.length), bytes);
