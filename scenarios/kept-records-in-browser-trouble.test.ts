import { expect, setDefaultTimeout, test } from "bun:test";
import type { KeptChange, KeptRecords } from "@tacet/client/kept";
import { failureOf } from "../client/src/kept/kept-records-conformance.ts";
import { shareBrowserWorld } from "./browser.ts";
import { alicesPlace, openKeptTab, readRaw, type KeptTab } from "./kept-tab.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

const DATABASE = "tacet kept 000102030405060708090a0b0c0d0e0f";
const newer = { ...alicesPlace, schemaVersion: alicesPlace.schemaVersion + 1 };
/** For what will never be answered; everything else is answered in less. */
const impatient = { patienceMs: 3_000 };

async function startTabs(): Promise<readonly [KeptTab, KeptTab]> {
  const context = (await world.person()).page.context();
  return [await openKeptTab(context, world.origin), await openKeptTab(context, world.origin)];
}

const put = (key: string, value = ""): KeptChange => ({ kind: "put", collection: "entries", key, value });
const count = (records: KeptRecords): Promise<number> => records.count({ collection: "entries" });
const codeOf = async (work: Promise<unknown>): Promise<unknown> => (await failureOf(work)).code;
const untilClosed = (tab: KeptTab) => tab.page.waitForFunction(() => globalThis.keptDoors.closings() === 1);

test("signing out in one tab takes everything, also when another has it open, which is told", async () => {
  const [alice, bob] = await startTabs();
  const [own, others] = [await alice.open(alicesPlace), await bob.open(alicesPlace)];
  await own.write([put("k")]);
  expect(await count(others)).toBe(1);
  expect(await alice.wipe(alicesPlace)).toBe("gone");
  await Promise.all([untilClosed(alice), untilClosed(bob)]);
  expect((await readRaw(alice.page)).names).toEqual([]);
  for (const records of [own, others]) expect(await codeOf(records.write([put("late")]))).toBe("closed");
  expect(await count(await bob.open(alicesPlace))).toBe(0);
});

test("a tab that does not let go cannot hold off that all is gone", async () => {
  const [alice, hanging] = await startTabs();
  const records = await alice.open(alicesPlace);
  await records.write([put("k")]);
  await hanging.page.evaluate((name) => globalThis.keptDoors.holdOpen(name), DATABASE);
  expect(await alice.wipe({ ...alicesPlace, ...impatient })).toBe("emptied");
  expect(await hanging.page.evaluate(() => globalThis.keptDoors.countHeld())).toEqual([0, 0]);
  await hanging.page.close();
  await alice.page.waitForFunction(async () => (await indexedDB.databases()).length === 0);
});

test("wiping what was never there makes nothing; another account's records stay", async () => {
  const [alice] = await startTabs();
  expect(await alice.wipe(alicesPlace)).toBe("gone");
  expect((await readRaw(alice.page)).names).toEqual([]);
  const bobs = { ...alicesPlace, accountId: alicesPlace.accountId.toReversed() };
  const records = await alice.open(bobs);
  await records.write([put("k")]);
  await alice.wipe(alicesPlace);
  expect(await count(records)).toBe(1);
});

test("what a newer version has kept is refused, left alone, and can be wiped", async () => {
  const [alice, bob] = await startTabs();
  const records = await alice.open(newer);
  await records.write([put("k")]);
  expect(await codeOf(bob.open(alicesPlace))).toBe("newer");
  expect(await count(records)).toBe(1);
  expect(await bob.wipe(alicesPlace)).toBe("gone");
  expect(await count(await bob.open(alicesPlace))).toBe(0);
});

test("what an older version has kept is dropped, and its tab lets go of it", async () => {
  const [alice, bob] = await startTabs();
  const old = await alice.open(alicesPlace);
  await old.write([put("k")]);
  const records = await bob.open(newer);
  expect(await count(records)).toBe(0);
  await untilClosed(alice);
  expect(await codeOf(old.get("entries", "k"))).toBe("closed");
  expect(await codeOf(alice.open(alicesPlace))).toBe("newer");
  await records.write([put("k")]);
});

test("an upgrade that another tab holds up is given up with a word", async () => {
  const [alice, hanging] = await startTabs();
  await (await alice.open(alicesPlace))[Symbol.asyncDispose]();
  await hanging.page.evaluate((name) => globalThis.keptDoors.holdOpen(name), DATABASE);
  expect(await codeOf(alice.open({ ...newer, ...impatient }))).toBe("blocked");
  await hanging.page.close();
  // The one that was given up is in nobody's way.
  const records = await alice.open(newer);
  await records.write([put("k")]);
  expect(await count(records)).toBe(1);
  expect(await alice.wipe(newer)).toBe("gone");
});

test("a full disk takes nothing of a batch, and says so", async () => {
  const [alice] = await startTabs();
  const devtools = await alice.page.context().newCDPSession(alice.page);
  // Before anything is kept: the browser remembers for a while how much room there was.
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: world.origin, quotaSize: 1_000_000 });
  const records = await alice.open(alicesPlace);
  await records.write([put("old")]);
  const large = Array.from({ length: 8 }, (_, index) => put(`new ${index}`, "x".repeat(500_000)));
  expect(await codeOf(records.write([{ kind: "delete", collection: "entries", key: "old" }, ...large]))).toBe("full");
  expect(await records.get("entries", "old")).toBe("");
  expect(await count(records)).toBe(1);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: world.origin });
  await records.write(large);
  expect(await count(records)).toBe(9);
});

test("a page that may keep nothing says so at once", async () => {
  const context = (await world.person()).page.context();
  // Such a page has no origin, and browsers forbid it every storage.
  const tab = await openKeptTab(context, world.origin, {
    "content-security-policy": "sandbox allow-scripts",
    "access-control-allow-origin": "*",
  });
  expect(await codeOf(tab.open(alicesPlace))).toBe("unavailable");
  expect(await codeOf(tab.wipe(alicesPlace))).toBe("unavailable");
});

test("a browser without IndexedDB, or one that keeps no keys, says so at once, and is left as it was", async () => {
  const [alice, bob] = await startTabs();
  await alice.page.evaluate(() => Object.defineProperty(globalThis, "indexedDB", { value: undefined }));
  expect(await codeOf(alice.open(alicesPlace))).toBe("unavailable");
  await bob.page.evaluate(() => {
    // As Safari does in its lockdown mode.
    IDBObjectStore.prototype.add = () => {
      throw new DOMException("The object can not be cloned.", "DataCloneError");
    };
  });
  expect(await codeOf(bob.open(alicesPlace))).toBe("unavailable");
  expect(await bob.wipe(alicesPlace)).toBe("gone");
});
