import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { keyAfter, keysUnder, MAX_KEY_CHARACTERS, MAX_KEY_PARTS, type KeptKey } from "./kept-key.ts";
import {
  MAX_BATCH_CHARACTERS,
  MAX_CHANGES,
  MAX_PAGE,
  MAX_VALUE_CHARACTERS,
  type KeptChange,
  type KeptRecords,
} from "./kept-records.ts";
import { anyStory, tellStory } from "./kept-records-stories.ts";

/** Answers records that nobody else has open, with nothing in them. */
export type OpenRecords = () => Promise<KeptRecords>;

const put = (key: KeptKey, value: string, collection = "entries"): KeptChange => ({
  kind: "put",
  collection,
  key,
  value,
});

const keysOf = async (records: KeptRecords, collection = "entries"): Promise<readonly KeptKey[]> =>
  (await records.readRange({ collection, limit: MAX_PAGE })).map(({ key }) => key);

/** What every place for records does alike. `stories`: how many are told of it and of a model. */
export function keptRecordsConformance(name: string, open: OpenRecords, stories: number): void {
  test(`${name}: what was put is there, as JSON says it, and a later value takes its place`, async () => {
    await using records = await open();
    const value = { text: "ünï 🙂 \uD800", list: [1, null, true, { deep: -0.5 }], left: undefined };
    await records.write([{ kind: "put", collection: "entries", key: ["a", 1], value }]);
    expect(await records.get("entries", ["a", 1])).toStrictEqual(JSON.parse(JSON.stringify(value)));
    await records.write([put(["a", 1], "later")]);
    expect(await records.get("entries", ["a", 1])).toBe("later");
    expect(await records.get("entries", ["a", 2])).toBeUndefined();
    expect(await records.get("drafts", ["a", 1])).toBeUndefined();
  });

  test(`${name}: null, false, nothing in it: a value that is there is not one that is absent`, async () => {
    await using records = await open();
    for (const value of [null, false, 0, "", [], {}]) {
      await records.write([{ kind: "put", collection: "entries", key: "k", value }]);
      expect(await records.get("entries", "k")).toStrictEqual(value);
    }
  });

  test(`${name}: nobody changes what is kept by changing what was put or read`, async () => {
    await using records = await open();
    const value = { texts: ["first"] };
    const key = ["a", 1];
    const writing = records.write([{ kind: "put", collection: "entries", key, value }]);
    value.texts.push("second");
    key.push(2);
    await writing;
    const read = await records.readRange({ collection: "entries", limit: 5 });
    expect(read).toStrictEqual([{ key: ["a", 1], value: { texts: ["first"] } }]);
  });

  test(`${name}: keys sort: numbers as numbers, texts before lists, beginnings before what they begin`, async () => {
    await using records = await open();
    const sorted = ["", "10", "9", "a", "é", [], [-1], [2], [10], ["10"], ["9"], ["a"], ["a", 1], ["a", 1, 0], ["b"]];
    await records.write(sorted.toReversed().map((key) => put(key, "")));
    expect(await keysOf(records)).toStrictEqual(sorted);
  });

  test(`${name}: a conversation is read in pages from both ends, and counted, beside others of like names`, async () => {
    await using records = await open();
    const names = ["cnv", "cnv_a", "cnv_a0", "cnv_b"];
    await records.write(names.flatMap((id) => [1, 2, 3, 10, 20].map((seq) => put([id, seq], `${id} ${seq}`))));
    const range = { collection: "entries", ...keysUnder("cnv_a") };
    expect(await records.count(range)).toBe(5);
    const newest = await records.readRange({ ...range, limit: 2, direction: "descending" });
    expect(newest.map(({ value }) => value)).toEqual(["cnv_a 20", "cnv_a 10"]);
    const before = await records.readRange({ ...range, to: ["cnv_a", 10], limit: 9, direction: "descending" });
    expect(before.map(({ value }) => value)).toEqual(["cnv_a 3", "cnv_a 2", "cnv_a 1"]);
    const first = await records.readRange({ ...range, limit: 3 });
    const rest = await records.readRange({ ...range, from: keyAfter(first.at(-1)?.key ?? ""), limit: 3 });
    expect([...first, ...rest].map(({ key }) => key)).toEqual([1, 2, 3, 10, 20].map((seq) => ["cnv_a", seq]));
  });

  test(`${name}: a batch over several collections is made in its order`, async () => {
    await using records = await open();
    await records.write([put("k", "draft", "drafts"), put(["a", 1], "one"), put(["a", 2], "two")]);
    await records.write([
      { kind: "delete", collection: "drafts", key: "k" },
      { kind: "delete_range", collection: "entries", ...keysUnder("a") },
      put(["a", 2], "again"),
      put("k", "outbox", "outbox"),
      { kind: "delete", collection: "outbox", key: "k" },
    ]);
    expect(await keysOf(records, "drafts")).toEqual([]);
    expect(await keysOf(records)).toEqual([["a", 2]]);
    expect(await keysOf(records, "outbox")).toEqual([]);
  });

  const unusable: readonly (readonly [string, KeptChange])[] = [
    [
      "a key of too many parts",
      put(
        Array.from({ length: MAX_KEY_PARTS + 1 }, () => 1),
        "",
      ),
    ],
    ["a key that is too long", put(["x", "x".repeat(MAX_KEY_CHARACTERS)], "")],
    ["a broken number", put(["a", 0.5], "")],
    ["no number", put(["a", Number.NaN], "")],
    ["a number that is not exact", put(["a", 2 ** 60], "")],
    ["minus zero", put(["a", -0], "")],
    ["a name of a collection that somebody has typed", put("k", "", "Alice's drafts")],
    ["a value that is too large", put("k", "x".repeat(MAX_VALUE_CHARACTERS))],
    ["an end that is too long", { kind: "delete_range", collection: "entries", to: "x".repeat(600) }],
  ];
  test.each(unusable)(`${name}: %s is refused, and all of its batch with it`, async (_what, change) => {
    await using records = await open();
    await records.write([put("old", "stays")]);
    const batch = [put("new", ""), { kind: "delete", collection: "entries", key: "old" } as const, change];
    expect((await failureOf(records.write(batch))).name).toMatch(/^(Type|Range)Error$/);
    expect(await keysOf(records)).toEqual(["old"]);
  });

  test(`${name}: batches and pages have an end`, async () => {
    await using records = await open();
    const many = Array.from({ length: MAX_CHANGES }, (_, seq) => put(["a", seq], ""));
    await records.write(many);
    expect((await failureOf(records.write([...many, put("k", "")]))).name).toBe("RangeError");
    expect(await records.readRange({ collection: "entries", limit: MAX_PAGE })).toHaveLength(MAX_CHANGES);
    for (const limit of [0, -1, 0.5, MAX_PAGE + 1]) {
      expect((await failureOf(records.readRange({ collection: "entries", limit }))).name).toBe("RangeError");
    }
    const large = "x".repeat(MAX_VALUE_CHARACTERS - 2);
    const parts = Array.from({ length: MAX_BATCH_CHARACTERS / MAX_VALUE_CHARACTERS }, (_, seq) =>
      put(["b", seq], large),
    );
    expect((await failureOf(records.write([...parts, put("k", "")]))).name).toBe("RangeError");
    expect(await records.count({ collection: "entries", ...keysUnder("b") })).toBe(0);
    await records.write(parts);
    expect(await records.count({ collection: "entries", ...keysUnder("b") })).toBe(parts.length);
    await records.write([]);
  });

  test(`${name}: writes that nobody waits for are made in their order, the large before the small`, async () => {
    await using records = await open();
    const large = "x".repeat(MAX_VALUE_CHARACTERS / 2);
    const failing = failureOf(records.write([put("k", "", "No name")]));
    await Promise.all([records.write([put("k", large)]), records.write([put("k", "small")]), failing]);
    expect(await records.get("entries", "k")).toBe("small");
    const [, , kept] = [records.write([put("k", large)]), records.clear(), records.write([put("l", "")])];
    await kept;
    expect(await keysOf(records)).toEqual(["l"]);
  });

  test(`${name}: clearing takes everything, and more can be kept afterwards`, async () => {
    await using records = await open();
    await records.write([put("k", ""), put("k", "", "drafts")]);
    await records.clear();
    expect([await keysOf(records), await keysOf(records, "drafts")]).toEqual([[], []]);
    await records.write([put("k", "anew")]);
    expect(await records.get("entries", "k")).toBe("anew");
  });

  test(`${name}: what was closed says so, and what was begun before is done`, async () => {
    const records = await open();
    const writing = records.write([put("k", "")]);
    await records[Symbol.asyncDispose]();
    await writing;
    const closed = { name: "KeptError", code: "closed" };
    expect(await failureOf(records.get("entries", "k"))).toMatchObject(closed);
    expect(await failureOf(records.readRange({ collection: "entries", limit: 1 }))).toMatchObject(closed);
    expect(await failureOf(records.count({ collection: "entries" }))).toMatchObject(closed);
    expect(await failureOf(records.write([put("k", "")]))).toMatchObject(closed);
    expect(await failureOf(records.clear())).toMatchObject(closed);
    await records[Symbol.asyncDispose]();
  });

  test(`${name}: ranges and batches are those of a simple model`, async () => {
    await using records = await open();
    const property = fc.asyncProperty(anyStory, async (story) => {
      await records.clear();
      await tellStory(records, story);
    });
    await fc.assert(property, { numRuns: stories });
  });
}

/** Of a promise that must fail. */
export async function failureOf(promise: Promise<unknown>): Promise<Error & { readonly code?: unknown }> {
  const failure: unknown = await promise.then(
    () => new Error("it did not fail"),
    (error: unknown) => error,
  );
  return failure instanceof Error ? failure : new Error(`thrown: ${String(failure)}`);
}
