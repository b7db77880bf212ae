import { join } from "node:path";
import type { KeptRecords } from "@tacet/client/kept";
import type { BrowserContext, Page } from "playwright-core";
import type { Contender } from "../client/src/kept/contender.ts";
import type { Answer } from "./kept-page.ts";

export interface KeptTab {
  readonly page: Page;
  readonly open: (place: TabPlace) => Promise<KeptRecords>;
  readonly openInMemory: () => Promise<KeptRecords>;
  readonly wipe: (place: TabPlace) => Promise<"gone" | "emptied">;
  readonly contend: (name: string) => Promise<Contender>;
}

export interface TabPlace {
  readonly accountId: readonly number[];
  readonly schemaVersion: number;
  readonly patienceMs?: number;
}

/** Of much patience, so that a busy machine is not taken for a browser that never answers. */
export const alicesPlace: TabPlace = {
  accountId: Array.from({ length: 16 }, (_, index) => index),
  schemaVersion: 3,
  patienceMs: 30_000,
};

/** What any script of the origin finds in IndexedDB. */
export const readRaw = (page: Page) => page.evaluate(() => globalThis.keptDoors.readRaw());

const PAGE = "/kept";
const SCRIPT = "/kept-page.js";

/** A tab of this browser on a page of the server's origin, with the headers that its own pages have, and `others` in their place. */
export async function openKeptTab(
  context: BrowserContext,
  origin: string,
  others: Readonly<Record<string, string>> = {},
): Promise<KeptTab> {
  const page = await context.newPage();
  const {
    "content-encoding": _encoding,
    "content-length": _length,
    ...own
  } = Object.fromEntries((await fetch(origin)).headers);
  const kept = { ...own, ...others };
  await page.route(origin + PAGE, (route) =>
    route.fulfill({ headers: kept, body: `<!doctype html><script type="module" src="${SCRIPT}"></script>` }),
  );
  await page.route(origin + SCRIPT, async (route) =>
    route.fulfill({ headers: { ...kept, "content-type": "text/javascript" }, body: await bundled() }),
  );
  await page.goto(origin + PAGE);
  await page.waitForFunction(() => "keptDoors" in globalThis);
  return {
    page,
    open: async (place) => recordsOf(page, take(await page.evaluate((at) => globalThis.keptDoors.open(at), place))),
    openInMemory: async () => recordsOf(page, take(await page.evaluate(() => globalThis.keptDoors.openInMemory()))),
    wipe: async (place) => take(await page.evaluate((at) => globalThis.keptDoors.wipe(at), place)),
    contend: async (name) => contenderOf(page, await page.evaluate((as) => globalThis.keptDoors.contend(as), name)),
  };
}

let script: Promise<string> | undefined;

function bundled(): Promise<string> {
  script ??= bundle();
  return script;
}

async function bundle(): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [join(import.meta.dir, "kept-page.ts")],
    target: "browser",
    external: ["@tacet/crypto/argon2id"],
  });
  const [output] = outputs;
  if (!output) throw new Error("the script was not built");
  return output.text();
}

const recordsOf = (page: Page, handle: number): KeptRecords => ({
  get: async (...of) => take(await page.evaluate(([h, a]) => globalThis.keptDoors.get(h, a), [handle, of] as const)),
  readRange: async (range) =>
    take(await page.evaluate(([h, a]) => globalThis.keptDoors.readRange(h, a), [handle, range] as const)),
  count: async (range) =>
    take(await page.evaluate(([h, a]) => globalThis.keptDoors.count(h, a), [handle, range] as const)),
  write: async (changes) => {
    const given: readonly [number, readonly object[]] = [handle, changes];
    return take(await page.evaluate(([h, a]) => globalThis.keptDoors.write(h, a), given));
  },
  clear: async () => take(await page.evaluate((h) => globalThis.keptDoors.clear(h), handle)),
  [Symbol.asyncDispose]: async () => take(await page.evaluate((h) => globalThis.keptDoors.dispose(h), handle)),
});

const contenderOf = (page: Page, handle: number): Contender => ({
  isLeading: () => page.evaluate((h) => globalThis.keptDoors.contender(h).isLeading(), handle),
  whenLeading: () => page.evaluate((h) => globalThis.keptDoors.contender(h).whenLeading(), handle),
  giveUp: () => page.evaluate((h) => globalThis.keptDoors.contender(h).giveUp(), handle),
  finish: (how) => page.evaluate(([h, end]) => globalThis.keptDoors.contender(h).finish(end), [handle, how] as const),
});

function take<T>(answer: Answer<T>): T {
  if (answer.kind === "value") return answer.value;
  const { name, message, code } = answer;
  throw Object.assign(new Error(message), { name, code });
}
