import { expect, test } from "bun:test";
import { createHmac, randomBytes } from "node:crypto";
import { chooseCurrent, LEARNING_MS, orderHeldKeys, type DataKeyRow } from "./data-keys.ts";
import { parseKeyRing } from "./key-ring.ts";
import { createKeyShelf } from "./key-shelf.ts";
import { MasterKeyMissing, unwrapKey, wrapKey } from "./key-wrap.ts";
import { createSealing, SealBroken, type LookupKind } from "./sealing.ts";

const createRing = (kid = "main") => parseKeyRing(`${kid}:${randomBytes(32).toString("base64")}`, "a test");
const place = { table: "notes", column: "body", key: Uint8Array.of(1, 2, 3) };
const plain = new TextEncoder().encode("what a note says");

function createRow(ring = createRing(), changes: Partial<DataKeyRow> = {}): DataKeyRow {
  const { purpose = "rows" } = changes;
  const fresh = { id: Uint8Array.from(randomBytes(8)), purpose, key: randomBytes(32) };
  const wrapped = wrapKey(ring, fresh);
  const kept = { id: fresh.id, purpose: fresh.purpose, kid: ring.current.kid, wrapped };
  return { ...kept, created_at: 0, retired_at: null, seals: 0, ...changes };
}

function createFixture() {
  const ring = createRing();
  const row = createRow(ring);
  const shelf = createKeyShelf(ring);
  shelf.load([row], 0);
  let asked = 0;
  const sealing = createSealing(shelf, () => {
    asked += 1;
  });
  return { ring, row, shelf, sealing, asked: () => asked };
}

test("what is sealed opens at its place, and says nothing of what it holds", () => {
  const { sealing } = createFixture();
  const sealed = sealing.seal(place, plain);
  expect(sealing.open(place, sealed)).toEqual(plain);
  expect(Buffer.from(sealed).includes("note")).toBe(false);
  expect(sealed.length).toBe(1 + 8 + 12 + plain.length + 16);
  expect(sealing.seal(place, plain)).not.toEqual(sealed);
  expect(sealing.open(place, sealing.seal(place, new Uint8Array()))).toEqual(new Uint8Array());
});

const elsewhere = {
  "another row": { ...place, key: Uint8Array.of(1, 2, 4) },
  "another column": { ...place, column: "header" },
  "another table": { ...place, table: "claims" },
  "names that join to the same": { ...place, table: "note", column: "sbody" },
  "a longer key": { ...place, key: Uint8Array.of(1, 2, 3, 0) },
};
for (const [name, other] of Object.entries(elsewhere)) {
  test(`a sealed value copied to ${name} does not open`, () => {
    const { sealing } = createFixture();
    expect(() => sealing.open(other, sealing.seal(place, plain))).toThrow(SealBroken);
  });
}

test("a damaged value does not open, whichever bit was changed or byte cut off", () => {
  const { sealing, shelf, row } = createFixture();
  const sealed = sealing.seal(place, plain);
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Uint8Array.from(sealed);
    changed[index] = (changed[index] ?? 0) ^ 1;
    expect(() => sealing.open(place, changed)).toThrow();
    expect(() => sealing.open(place, sealed.subarray(0, index))).toThrow();
  }
  shelf.load([row], 0);
  expect(sealing.open(place, sealed)).toEqual(plain);
});

test("a value under a key not known yet is asked for, and called damaged only when nobody has that key", () => {
  const { ring, row, shelf, sealing, asked } = createFixture();
  const newer = createRow(ring, { created_at: 5 });
  const otherShelf = createKeyShelf(ring);
  otherShelf.load([newer], 5);
  const sealed = createSealing(otherShelf, () => {}).seal(place, plain);
  expect(() => sealing.open(place, sealed)).toThrow("being fetched");
  expect(asked()).toBe(1);
  shelf.load([row], 5);
  expect(() => sealing.open(place, sealed)).toThrow(SealBroken);
  shelf.load([row, newer], 5);
  expect(sealing.open(place, sealed)).toEqual(plain);
});

test("a wrapped key opens in its own row and under its own master key alone", () => {
  const ring = createRing();
  const row = createRow(ring);
  expect(unwrapKey(ring, row)).toHaveLength(32);
  expect(() => unwrapKey(ring, { ...row, id: Uint8Array.from(randomBytes(8)) })).toThrow();
  expect(() => unwrapKey(createRing(), row)).toThrow();
  expect(() => unwrapKey(createRing("other"), row)).toThrow(MasterKeyMissing);
  expect(() => unwrapKey(ring, { ...row, wrapped: row.wrapped.subarray(1) })).toThrow("damaged");
});

test("a new key seals once every process has had time to learn it, and a retired one never", () => {
  const ring = createRing();
  const old = createRow(ring, { created_at: 1 });
  const young = createRow(ring, { created_at: 1_000_000 });
  expect(chooseCurrent([old, young], 1_000_000)).toBe(old);
  expect(chooseCurrent([old, young], 1_000_000 + LEARNING_MS)).toBe(young);
  expect(chooseCurrent([{ ...old, retired_at: 1_000_000 }, young], 1_000_000)).toBe(young);
  expect(chooseCurrent([], 1)).toBeUndefined();
});

test("what people are looked up by is told by the key alone, and a phone is never an e-mail address", () => {
  const ring = createRing();
  const row = createRow(ring, { purpose: "lookup" });
  const shelf = createKeyShelf(ring);
  shelf.load([row], 0);
  const sealing = createSealing(shelf, () => {});
  const lookup = (kind: LookupKind, text: string) => sealing.lookup(kind, text);
  const message = Buffer.concat([Uint8Array.of(5), Buffer.from("phone+4917012345678")]);
  const hash = createHmac("sha256", unwrapKey(ring, row)).update(message).digest();
  expect(lookup("phone", "+4917012345678")).toEqual([Uint8Array.from(hash)]);
  expect(lookup("email", "+4917012345678")).not.toEqual(lookup("phone", "+4917012345678"));
  expect(lookup("phone", "+4917012345679")).not.toEqual(lookup("phone", "+4917012345678"));
});

test("look-ups are written with the oldest key that is not retired, and searched by all", () => {
  const [old, young, youngest] = [1, 2, 3].map((created_at) =>
    createRow(createRing(), { purpose: "lookup", created_at }),
  );
  if (!old || !young || !youngest) throw new Error("three were made");
  const seals = createRow();
  expect(orderHeldKeys([seals, old, young], "lookup")).toEqual([old, young]);
  const retired = { ...old, retired_at: 5 };
  expect(orderHeldKeys([seals, retired, young, youngest], "lookup")).toEqual([young, retired, youngest]);
  expect(orderHeldKeys([seals], "lookup")).toEqual([]);
});

test("a key for looking up neither seals nor opens", () => {
  const { ring, row, shelf, sealing } = createFixture();
  const sealed = sealing.seal(place, plain);
  const lookup = createRow(ring, { purpose: "lookup", created_at: -LEARNING_MS });
  shelf.load([lookup, row], 0);
  expect(sealing.seal(place, plain).subarray(1, 9)).toEqual(row.id);
  const renamed = Uint8Array.from(sealed);
  renamed.set(lookup.id, 1);
  expect(() => sealing.open(place, renamed)).toThrow("being fetched");
  shelf.load([lookup, row], 0);
  expect(() => sealing.open(place, renamed)).toThrow(SealBroken);
  expect(() => unwrapKey(ring, { ...lookup, purpose: "rows" })).toThrow();
});

test("seals are counted for each key", () => {
  const { shelf, sealing, row } = createFixture();
  for (let count = 0; count < 3; count += 1) sealing.seal(place, plain);
  expect(shelf.takeCounts()).toEqual([{ id: row.id, seals: 3 }]);
  expect(shelf.takeCounts()).toEqual([]);
});
