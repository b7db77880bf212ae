import { expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { KeptChange, KeptRecords } from "@tacet/client/kept";
import { shareBrowserWorld } from "./browser.ts";
import type { Tampering } from "./kept-raw.ts";
import { alicesPlace, openKeptTab, readRaw } from "./kept-tab.ts";
import { launchLastingChromium } from "./launch-chromium.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

/** As somebody writes it, with a letter of each kind of string that browsers know. */
const MARKER = "marker-8d1c5e02-of-a-message";

const keep = (records: KeptRecords): Promise<void> =>
  records.write([
    { kind: "put", collection: "entries", key: ["cnv_1", 7], value: { text: MARKER, by: `${MARKER} ☂` } },
    { kind: "put", collection: "drafts", key: "cnv_1", value: MARKER },
  ]);

async function startTab() {
  const { page, faults } = await world.person();
  return { ...(await openKeptTab(page.context(), world.origin)), faults };
}

test("what a browser holds of kept records is their places, and bytes that say nothing", async () => {
  const { page, open, faults } = await startTab();
  await keep(await open(alicesPlace));
  const { names, records } = await readRaw(page);
  expect(names).toEqual(["tacet kept 000102030405060708090a0b0c0d0e0f"]);
  expect(records.map(({ store, key }) => `${store} ${key}`).toSorted()).toEqual([
    'keys "values"',
    'records ["drafts","cnv_1"]',
    'records ["entries",["cnv_1",7]]',
  ]);
  expect(records.find(({ store }) => store === "keys")?.value).toBe("[object CryptoKey]");
  expect(JSON.stringify(records)).not.toContain("marker");
  expect(faults).toEqual([]);
});

test("a value is sealed anew each time, also when it is the same", async () => {
  const { page, open } = await startTab();
  const records = await open(alicesPlace);
  await keep(records);
  const before = await readRaw(page);
  await keep(records);
  const after = await readRaw(page);
  const sealed = [...before.records, ...after.records].filter(({ store }) => store === "records");
  expect(new Set(sealed.map(({ value }) => value.slice(0, 12))).size).toBe(4);
});

test("nobody reads the key out, not even the page that uses it", async () => {
  const { page, open } = await startTab();
  await open(alicesPlace);
  const outcomes = await page.evaluate(() => globalThis.keptDoors.exportKey());
  for (const outcome of outcomes) expect(outcome).toStartWith("InvalidAccessError");
});

const K1 = '["entries",["a",1]]';
const K2 = '["entries",["a",2]]';
const tamperings: readonly (readonly [string, Tampering])[] = [
  ["was moved to another key", { kind: "move", from: K1, to: K2 }],
  ["was moved to another collection", { kind: "move", from: '["drafts",["a",2]]', to: K2 }],
  ["was changed", { kind: "flip", key: K2, byte: 20 }],
  ["has another nonce", { kind: "flip", key: K2, byte: 0 }],
  ["has another tag", { kind: "flip", key: K2, byte: -1 }],
  ["is no bytes at all", { kind: "replace", key: K2, by: "hello" }],
];

const put = (seq: number, collection = "entries"): KeptChange => ({
  kind: "put",
  collection,
  key: ["a", seq],
  value: seq,
});

test.each(tamperings)("a record that %s is absent, and gone once it was looked for", async (_what, tampering) => {
  const { page, open } = await startTab();
  const records = await open(alicesPlace);
  await records.write([put(1), put(2), put(3), put(2, "drafts")]);
  await page.evaluate((how) => globalThis.keptDoors.tamper(how), tampering);
  // Two are asked for, and two come: a shorter page would say that there are no more.
  const read = await records.readRange({ collection: "entries", limit: 2 });
  expect(read.map(({ value }) => value)).toEqual([1, 3]);
  expect(await records.count({ collection: "entries" })).toBe(2);
  await records.write([put(2)]);
  await page.evaluate((how) => globalThis.keptDoors.tamper(how), tampering);
  expect(await records.get("entries", ["a", 2])).toBeUndefined();
  expect(await records.count({ collection: "entries" })).toBe(2);
});

test("under another key everything that was there is absent, and what comes then is kept", async () => {
  const { page, open } = await startTab();
  const before = await open(alicesPlace);
  await keep(before);
  await before[Symbol.asyncDispose]();
  await page.evaluate(() => globalThis.keptDoors.tamper({ kind: "new key" }));
  const after = await open(alicesPlace);
  expect(await after.readRange({ collection: "entries", limit: 5 })).toEqual([]);
  expect(await after.get("drafts", "cnv_1")).toBeUndefined();
  expect((await readRaw(page)).records.map(({ store }) => store)).toEqual(["keys"]);
  await keep(after);
  expect(await after.get("drafts", "cnv_1")).toBe(MARKER);
});

test("without its key, as a wiping leaves it that was cut short, what was there goes at once", async () => {
  const { page, open } = await startTab();
  const before = await open(alicesPlace);
  await keep(before);
  await before[Symbol.asyncDispose]();
  await page.evaluate(() => globalThis.keptDoors.tamper({ kind: "no key" }));
  await open(alicesPlace);
  expect((await readRaw(page)).records.map(({ store }) => store)).toEqual(["keys"]);
});

test("a record that another tab puts while a broken one is looked at is not deleted in its place", async () => {
  const context = (await world.person()).page.context();
  const [alice, bob] = [await openKeptTab(context, world.origin), await openKeptTab(context, world.origin)];
  const [looking, putting] = [await alice.open(alicesPlace), await bob.open(alicesPlace)];
  await looking.write([put(2)]);
  await alice.page.evaluate((how) => globalThis.keptDoors.tamper(how), { kind: "flip", key: K2, byte: 20 } as const);
  const going = await alice.page.evaluateHandle(() => globalThis.keptDoors.holdNext("decrypt"));
  const read = looking.get("entries", ["a", 2]);
  await alice.page.evaluate((hold) => hold.begun, going);
  await putting.write([put(2)]);
  await alice.page.evaluate((hold) => hold.release(), going);
  expect(await read).toBeUndefined();
  expect(await looking.get("entries", ["a", 2])).toBe(2);
});

test("a session that leaves nothing keeps nothing in the browser", async () => {
  const { page, openInMemory } = await startTab();
  const records = await openInMemory();
  await keep(records);
  expect(await records.get("drafts", "cnv_1")).toBe(MARKER);
  expect(await readRaw(page)).toEqual({ names: [], records: [] });
});

/** Which of these texts stand in any file below it. */
async function textsOnDisk(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const contents = await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), "latin1")));
  return texts.filter((text) => contents.some((content) => content.includes(text)));
}

test("it outlives the browser, and no file of the browser has its words", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tacet-browser-"));
  try {
    const first = await launchLastingChromium(folder);
    const { page, open } = await openKeptTab(first, world.origin);
    await keep(await open(alicesPlace));
    // So that it is seen that what is not sealed would be found.
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const request = indexedDB.open("unsealed");
          request.addEventListener("upgradeneeded", () =>
            request.result.createObjectStore("all").put("marker-unsealed", 1),
          );
          request.addEventListener("success", () => resolve());
        }),
    );
    await first.close();
    expect(await textsOnDisk(folder, [MARKER, "marker-8d1c", "marker-unsealed"])).toEqual(["marker-unsealed"]);
    const second = await launchLastingChromium(folder);
    const records = await (await openKeptTab(second, world.origin)).open(alicesPlace);
    expect(await records.get("drafts", "cnv_1")).toBe(MARKER);
    await second.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
