import { expect, test } from "bun:test";
import { generateKeyPairSync, sign } from "node:crypto";
import { isSignedBy, isSmallOrder } from "./signatures.ts";

const message = new TextEncoder().encode("any message at all");

function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = new Uint8Array(publicKey.export({ format: "der", type: "spki" }).subarray(-32));
  return { raw, sign: (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, privateKey)) };
}

test("only the key's own signature of that message fits", async () => {
  const key = newKey();
  const signature = key.sign(message);
  expect(await isSignedBy(key.raw, message, signature)).toBe(true);
  expect(await isSignedBy(newKey().raw, message, signature)).toBe(false);
  expect(await isSignedBy(key.raw, message.subarray(1), signature)).toBe(false);
  expect(await isSignedBy(key.raw, message, new Uint8Array(64))).toBe(false);
  expect(await isSignedBy(key.raw, message, signature.subarray(1))).toBe(false);
});

test("keys that are no point, or of no right length, fit nothing and throw nothing", async () => {
  const signature = newKey().sign(message);
  for (const key of [new Uint8Array(32).fill(0xff), new Uint8Array(31), new Uint8Array(0), new Uint8Array(33)]) {
    expect(await isSignedBy(key, message, signature)).toBe(false);
  }
});

test("keys of small order are known in every encoding, since a fixed signature fits any message under them", async () => {
  const identity = new Uint8Array(32);
  identity[0] = 1;
  const forged = new Uint8Array(64);
  forged[0] = 1;
  expect(await isSignedBy(identity, message, forged)).toBe(true);
  expect(isSmallOrder(identity)).toBe(true);
  const withSignBit = Uint8Array.from(identity);
  withSignBit[31] = 0x80;
  expect(isSmallOrder(withSignBit)).toBe(true);
  expect(isSmallOrder(new Uint8Array(32))).toBe(true);
  for (let round = 0; round < 20; round++) expect(isSmallOrder(newKey().raw)).toBe(false);
});

test("signatures that arrive together are told apart as well as one alone", async () => {
  const keys = Array.from({ length: 20 }, newKey);
  const outcomes = await Promise.all(
    keys.map((key, index) => isSignedBy(key.raw, message, index % 2 === 0 ? key.sign(message) : new Uint8Array(64))),
  );
  expect(outcomes).toEqual(keys.map((_, index) => index % 2 === 0));
});

test("keys and signatures that are none fit nothing when they arrive together with others, too", async () => {
  const key = newKey();
  const signature = key.sign(message);
  const wrong = [new Uint8Array(32).fill(0xff), new Uint8Array(31), new Uint8Array(0), new Uint8Array(33)];
  const outcomes = [key.raw, ...wrong].map((raw) => isSignedBy(raw, message, signature));
  expect(await Promise.all(outcomes)).toEqual([true, false, false, false, false]);
});
