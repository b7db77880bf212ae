import { expect, setDefaultTimeout, test } from "bun:test";
import type { KeptChange } from "@tacet/client/kept";
import * as fc from "fast-check";
import { compareKeys, type KeptKey } from "../client/src/kept/kept-key.ts";
import { keptRecordsConformance } from "../client/src/kept/kept-records-conformance.ts";
import { leadershipConformance } from "../client/src/kept/leadership-conformance.ts";
import { shareBrowserWorld } from "./browser.ts";
import { alicesPlace, openKeptTab } from "./kept-tab.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

const startBrowser = async () => (await world.person()).page.context();

keptRecordsConformance(
  "in a browser",
  async () => (await openKeptTab(await startBrowser(), world.origin)).open(alicesPlace),
  50,
);

leadershipConformance("among tabs", async () => {
  const context = await startBrowser();
  return async (name) => (await openKeptTab(context, world.origin)).contend(name);
});

test("keys sort everywhere as they do in the browser", async () => {
  const { page } = await openKeptTab(await startBrowser(), world.origin);
  const part = fc.oneof(
    fc.string({ unit: "binary", maxLength: 2 }),
    fc.maxSafeInteger(),
    fc.constantFrom(0, 1, "", "a"),
  );
  const key: fc.Arbitrary<KeptKey> = fc.oneof(fc.string({ maxLength: 2 }), fc.array(part, { maxLength: 3 }));
  const pairs = fc.sample(fc.tuple(key, key), 2_000);
  const orders = await page.evaluate((all) => all.map(([a, b]) => globalThis.keptDoors.compare(a, b)), pairs);
  expect(pairs.map(([a, b]) => Math.sign(compareKeys(a, b)))).toEqual(orders);
  expect(new Set(orders).size).toBe(3);
});

test("another leads when the tab of the one before is closed, and when it dies", async () => {
  const context = await startBrowser();
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => openKeptTab(context, world.origin)));
  if (!first || !second || !third) throw new Error("there are three tabs");
  await (await first.contend("outbox")).whenLeading();
  const bob = await second.contend("outbox");
  expect(await bob.isLeading()).toBe(false);
  await first.page.close();
  await bob.whenLeading();
  const carol = await third.contend("outbox");
  expect(await carol.isLeading()).toBe(false);
  const dying = second.page.waitForEvent("crash");
  // It never arrives there.
  void second.page.goto("chrome://crash").catch(() => undefined);
  await dying;
  await carol.whenLeading();
});

test("tabs hear what another tells, of their own name alone", async () => {
  const context = await startBrowser();
  const [alice, bob, carol] = await Promise.all([1, 2, 3].map(() => openKeptTab(context, world.origin)));
  if (!alice || !bob || !carol) throw new Error("there are three tabs");
  await bob.page.evaluate(() => void globalThis.keptDoors.join("alice"));
  await carol.page.evaluate(() => void globalThis.keptDoors.join("somebody else"));
  await alice.page.evaluate(() => {
    const news = globalThis.keptDoors.join("alice");
    news.tell("cnv_1");
    news[Symbol.dispose]();
    news.tell("too late");
    globalThis.keptDoors.join("somebody else").tell("cnv_2");
  });
  const heard = async (tab: typeof alice) => {
    await tab.page.waitForFunction(() => globalThis.keptDoors.heard().length > 0);
    return tab.page.evaluate(() => globalThis.keptDoors.heard());
  };
  expect([await heard(bob), await heard(carol)]).toEqual([["cnv_1"], ["cnv_2"]]);
});

test("two tabs that come first at the same time keep in one place, under one key", async () => {
  const context = await startBrowser();
  const tabs = await Promise.all([1, 2, 3, 4].map(() => openKeptTab(context, world.origin)));
  const opened = await Promise.all(tabs.map((tab) => tab.open(alicesPlace)));
  await Promise.all(
    opened.map((records, key) => records.write([{ kind: "put", collection: "entries", key: [key], value: key }])),
  );
  for (const records of opened) {
    const read = await records.readRange({ collection: "entries", limit: 9 });
    expect(read.map(({ value }) => value)).toEqual([0, 1, 2, 3]);
  }
});

const draft = (value: string): readonly KeptChange[] => [{ kind: "put", collection: "drafts", key: "cnv_1", value }];

test("a write that is slow to seal is made before one that was called later, and other tabs need not wait", async () => {
  const context = await startBrowser();
  const [alice, bob] = [await openKeptTab(context, world.origin), await openKeptTab(context, world.origin)];
  const [own, others] = [await alice.open(alicesPlace), await bob.open(alicesPlace)];
  const hold = await alice.page.evaluateHandle(() => globalThis.keptDoors.holdNext("encrypt"));
  const first = own.write(draft("first"));
  await alice.page.evaluate(({ begun }) => begun, hold);
  const second = own.write(draft("second"));
  for (const value of ["a", "b", "c"]) await others.write(draft(value));
  await alice.page.evaluate(({ release }) => release(), hold);
  await Promise.all([first, second]);
  expect(await others.get("drafts", "cnv_1")).toBe("second");
});
