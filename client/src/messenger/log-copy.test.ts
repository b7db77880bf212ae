import { expect, test } from "bun:test";
import type { Entry } from "@tacet/protocol";
import { createMemoryRecords } from "../kept/kept-records.memory.ts";
import { createLogCopy, LogDiverged, MAX_KEPT_PLACES } from "./log-copy.ts";

const name = "ab".repeat(16);
const epoch = "0".repeat(32);
const places = { name, epoch, from: 1, to: 100_000 };

const hashOf = (seq: number) => new Uint8Array(32).fill(seq % 256);
const message = (seq: number, text: string): Entry => ({
  seq,
  hash: hashOf(seq),
  kind: "message",
  from: "bob@localhost",
  at: seq,
  payload: JSON.stringify({ text }),
});
const about = (seq: number, kind: Entry["kind"], target: number): Entry => ({
  ...message(seq, "edited"),
  kind,
  target,
});

test("what comes twice changes nothing, and what is missing is seen by its place", async () => {
  const copy = createLogCopy(createMemoryRecords());
  expect(await copy.keep({ name, epoch, entries: [message(3, "three"), message(1, "one")] })).toEqual([3, 1]);
  expect(await copy.keep({ name, epoch, entries: [message(1, "one")] })).toEqual([]);
  expect((await copy.read(places)).map(({ entry }) => entry.seq)).toEqual([1, 3]);
  expect(await copy.read({ ...places, epoch: "1".repeat(32) })).toEqual([]);
});

test("a place that has another hash is of another log", async () => {
  const copy = createLogCopy(createMemoryRecords());
  await copy.keep({ name, epoch, entries: [message(1, "one")] });
  const other = { ...message(1, "one"), hash: hashOf(9) };
  expect(await copy.keep({ name, epoch, entries: [other] }).catch((error: unknown) => error)).toBeInstanceOf(
    LogDiverged,
  );
});

test("what is deleted is nowhere in the records any more, and does not come back with a page that was on its way", async () => {
  const records = createMemoryRecords();
  const copy = createLogCopy(records);
  await copy.keep({ name, epoch, entries: [message(1, "a secret"), about(2, "edit", 1)] });
  const { payload: _, ...deletion } = about(3, "deletion", 1);
  await copy.keep({ name, epoch, entries: [deletion] });
  await copy.keep({ name, epoch, entries: [message(1, "a secret"), about(2, "edit", 1)] });
  expect((await copy.read(places)).map(({ entry }) => entry.kind)).toEqual(["gone", "gone", "deletion"]);
  expect((await copy.readAbout(places)).map(({ kind }) => kind)).toEqual(["deletion"]);
  const all = await records.readRange({ collection: "entries", limit: 10 });
  expect(JSON.stringify(all)).not.toMatch(/secret|edited/);
});

test("what was put together from an answer gives way to the entry itself, and stays under its key", async () => {
  const records = createMemoryRecords();
  const copy = createLogCopy(records);
  const settled = { kind: "delete", collection: "outbox", key: [name, 1, "k"] } as const;
  await copy.keepProvisional(name, { epoch, entry: { ...message(1, "mine"), at: 77 }, key: "k" }, settled);
  expect(await copy.read(places)).toMatchObject([{ key: "k", isProvisional: true, entry: { at: 77 } }]);
  await copy.keep({ name, epoch, entries: [message(1, "mine")] });
  expect(await copy.readOne(name, epoch, 1)).toEqual({ epoch, key: "k", entry: message(1, "mine") });
});

test("the latest ten thousand places are kept", async () => {
  const copy = createLogCopy(createMemoryRecords());
  await copy.keep({ name, epoch, entries: [message(1, "old"), about(2, "reaction", 1)] });
  await copy.keep({ name, epoch, entries: [message(3, "kept")] });
  await copy.prune(name, MAX_KEPT_PLACES + 2);
  expect((await copy.read(places)).map(({ entry }) => entry.seq)).toEqual([3]);
  expect(await copy.readAbout(places)).toEqual([]);
});
