import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { OperatorError } from "./operator-error.ts";

/** 32 random bytes under a name. Data keys say by this name which master key wraps them. */
export interface MasterKey {
  readonly kid: string;
  readonly key: Uint8Array;
}

/** The first is current: it wraps what is new. The others still open what is older (RULES.md S6). */
export interface KeyRing {
  readonly current: MasterKey;
  readonly all: readonly MasterKey[];
}

const KEY_BYTES = 32;
/** No random key has so few; keys typed by a person, repeated or left at zero do. */
const MIN_DISTINCT_BYTES = 12;

/** Of `kid:base64,kid:base64`. Throws OperatorError, which names `source` and never shows any of the text. */
export function parseKeyRing(text: string, source: string): KeyRing {
  const all = text
    .trim()
    .split(",")
    .map((entry) => parseMasterKey(entry, source));
  const [current] = all;
  const isRepeated = (read: (key: MasterKey) => string): boolean => new Set(all.map(read)).size < all.length;
  if (!current || isRepeated(({ kid }) => kid) || isRepeated(({ key }) => encode(key))) {
    throw new OperatorError(`${source} names a key twice; give each key once, under its own name.`);
  }
  return { current, all };
}

function parseMasterKey(entry: string, source: string): MasterKey {
  const [, kid, base64] = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/.exec(entry.trim()) ?? [];
  const key = Uint8Array.from(Buffer.from(base64 ?? "", "base64"));
  if (!kid || key.length !== KEY_BYTES || encode(key) !== base64) {
    throw new OperatorError(
      `${source} is not of the form name:key,name:key with keys of 32 bytes in base64; make one with: echo "main:$(openssl rand -base64 32)"`,
    );
  }
  if (new Set(key).size < MIN_DISTINCT_BYTES) {
    throw new OperatorError(`A key in ${source} is not random; make one with: openssl rand -base64 32`);
  }
  return { kid, key };
}

export const formatKeyRing = ({ all }: KeyRing): string => all.map(({ kid, key }) => `${kid}:${encode(key)}`).join(",");

const encode = (key: Uint8Array): string => Buffer.from(key).toString("base64");

export type KeyPurpose = "wrap" | "check" | "challenge" | "witness" | "guess" | "puzzle" | "code" | "bus" | "flood";

/** HKDF-SHA-256 (RFC 5869): purposes never share a key (RULES.md S6). */
export const deriveKey = ({ key }: MasterKey, purpose: KeyPurpose): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", key, "tacet/master key/1", purpose, KEY_BYTES));

/** Stored beside a key's name, it tells another key of that name without telling anything about the key (RULES.md S7). */
export const checkValue = (master: MasterKey): Uint8Array =>
  Uint8Array.from(createHmac("sha256", deriveKey(master, "check")).update(master.kid).digest());

export const isCheckOf = (master: MasterKey, stored: Uint8Array): boolean =>
  stored.length === KEY_BYTES && timingSafeEqual(checkValue(master), stored);
