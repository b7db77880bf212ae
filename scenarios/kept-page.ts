import { createMemoryRecords, type KeptChange, type KeptKey, type KeptRecords } from "@tacet/client/kept";
import {
  createTabLeadership,
  createTabNews,
  openKeptRecords,
  wipeKeptRecords,
  type KeptPlace,
} from "@tacet/client/kept-in-browser";
import { countHeld, exportKey, holdNext, holdOpen, readRaw, tamper } from "./kept-raw.ts";
import { contend, type Contender } from "../client/src/kept/contender.ts";

/** Runs in a tab: the doors of the browser's records, leadership and news, with handles where a test cannot hold the thing itself. */

type Place = Pick<KeptPlace, "schemaVersion" | "patienceMs"> & { readonly accountId: readonly number[] };

/** Errors lose their names on the way out of a page. */
export type Answer<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "failure"; readonly name: string; readonly message: string; readonly code: unknown };

const opened: KeptRecords[] = [];
const contenders: Contender[] = [];
const heard: string[] = [];
let closings = 0;

const at = <T>(list: readonly T[], handle: number): T => {
  const found = list[handle];
  if (found === undefined) throw new Error("no such handle");
  return found;
};

async function answer<T>(work: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { kind: "value", value: await work() };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return { kind: "failure", name: error.name, message: error.message, code: "code" in error ? error.code : "" };
  }
}

const placeOf = ({ accountId, ...rest }: Place): KeptPlace => ({
  ...rest,
  accountId: Uint8Array.from(accountId),
  onClosed: () => closings++,
});

const doors = {
  open: (place: Place) => answer(async () => opened.push(await openKeptRecords(placeOf(place))) - 1),
  openInMemory: () => answer(async () => opened.push(createMemoryRecords()) - 1),
  wipe: (place: Place) => answer(() => wipeKeptRecords(placeOf(place))),
  closings: () => closings,
  get: (handle: number, of: readonly [string, KeptKey]) => answer(() => at(opened, handle).get(...of)),
  readRange: (handle: number, page: Parameters<KeptRecords["readRange"]>[0]) =>
    answer(() => at(opened, handle).readRange(page)),
  count: (handle: number, range: Parameters<KeptRecords["count"]>[0]) => answer(() => at(opened, handle).count(range)),
  // The very type is too deep for Playwright's: `recordsOf` sends nothing else.
  write: (handle: number, changes: readonly object[]) =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the border of the page
    answer(() => at(opened, handle).write(changes as KeptChange[])),
  clear: (handle: number) => answer(() => at(opened, handle).clear()),
  dispose: (handle: number) => answer(async () => at(opened, handle)[Symbol.asyncDispose]()),
  contend: (name: string) => contenders.push(contend(createTabLeadership(), name)) - 1,
  contender: (handle: number) => at(contenders, handle),
  compare: (a: KeptKey, b: KeptKey) => indexedDB.cmp(a, b),
  join: (name: string) => {
    const news = createTabNews(name);
    news.hear((told) => heard.push(told));
    return news;
  },
  heard: () => heard,
  readRaw,
  tamper,
  holdOpen,
  exportKey,
  holdNext,
  countHeld,
};

declare global {
  // oxlint-disable-next-line no-var -- only `var` declares a property of globalThis
  var keptDoors: typeof doors;
}

globalThis.keptDoors = doors;
