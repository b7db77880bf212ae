import { equalBytes, type Entry } from "@tacet/protocol";
import * as z from "zod/mini";
import { keyAfter, keysUnder, type KeptKey } from "../kept/kept-key.ts";
import { MAX_PAGE, type KeptChange, type KeptRecords } from "../kept/kept-records.ts";
import { KeptEntry, parseRecord } from "./layout.ts";
import type { ConversationName } from "./messenger.ts";

/** RULES.md V5: so many places of each log are kept; what is above is fetched again when somebody looks at it. */
export const MAX_KEPT_PLACES = 10_000;

/** The copy is of another log than the server's: it has to be dropped (RULES.md S5). */
export class LogDiverged extends Error {
  override readonly name = "LogDiverged";
}

export interface Places {
  readonly name: ConversationName;
  readonly epoch: string;
  /** Both included. */
  readonly from: number;
  readonly to: number;
}

export interface News {
  readonly name: ConversationName;
  readonly epoch: string;
  readonly entries: readonly Entry[];
  /** By place: under which keys entries were shown before, and the wishes that are settled with them. */
  readonly settled?: ReadonlyMap<number, { readonly key: string; readonly change: KeptChange }>;
}

export type LogCopy = ReturnType<typeof createLogCopy>;

/**
 * What one device has of the logs: entries by their places, of which any may be missing. Whatever comes twice changes nothing, and what is gone
 * stays gone. Whoever writes here has the records for themselves meanwhile: reads and writes of one call belong together.
 */
export function createLogCopy(records: KeptRecords) {
  async function readAll(page: Places & { readonly direction?: "ascending" | "descending"; readonly limit: number }) {
    const { name, epoch, from, to, direction, limit } = page;
    const found = await records.readRange({
      collection: "entries",
      from: [name, from],
      to: [name, to + 1],
      limit,
      direction,
    });
    return found
      .map(({ value }) => parseRecord(KeptEntry, value))
      .filter((kept) => kept !== undefined)
      .filter((kept) => kept.epoch === epoch);
  }

  const read = (places: Places): Promise<readonly KeptEntry[]> => readAll({ ...places, limit: MAX_PAGE });

  async function readOne(name: ConversationName, epoch: string, seq: number): Promise<KeptEntry | undefined> {
    const kept = parseRecord(KeptEntry, await records.get("entries", [name, seq]));
    return kept?.epoch === epoch ? kept : undefined;
  }

  async function placesAbout(name: ConversationName, from: number, to: number): Promise<readonly number[]> {
    const seqs: number[] = [];
    for (let start: KeptKey = [name, from]; ;) {
      const page = await records.readRange({ collection: "about", from: start, to: [name, to + 1], limit: MAX_PAGE });
      for (const { key } of page) if (typeof key[2] === "number") seqs.push(key[2]);
      const last = page.at(-1);
      if (!last || page.length < MAX_PAGE) return seqs;
      start = keyAfter(last.key);
    }
  }

  /** Of these places, and of those that the entries are about. */
  async function gonePlaces(name: ConversationName, entries: readonly Entry[]): Promise<ReadonlySet<unknown>> {
    const { from, to } = spanOf(entries);
    const range = { collection: "gone", from: [name, from], to: [name, to + 1], limit: MAX_PAGE };
    const gone = new Set<unknown>((await records.readRange(range)).map(({ key }) => key[1]));
    for (const { target } of entries.filter(isComment)) {
      if (target !== undefined && (await records.get("gone", [name, target])) !== undefined) gone.add(target);
    }
    return gone;
  }

  /** Takes what stood at these places out of the copy, and keeps it out. What edits and reactions to it said goes too. */
  async function makeGone({ name, epoch }: Pick<Places, "name" | "epoch">, seqs: readonly number[]): Promise<number[]> {
    const touched: number[] = [];
    for (const seq of seqs) {
      const changes: KeptChange[] = [{ kind: "put", collection: "gone", key: [name, seq], value: true }];
      for (const at of [seq, ...(await placesAbout(name, seq, seq))]) {
        const kept = await readOne(name, epoch, at);
        if (!kept || kept.entry.kind === "gone" || kept.entry.kind === "deletion") continue;
        changes.push(...putEntry(name, { ...kept, entry: goneOf(kept.entry) }));
        if (at !== seq) changes.push({ kind: "delete", collection: "about", key: [name, seq, at] });
      }
      await records.write(changes);
      touched.push(seq);
    }
    return touched;
  }

  /** Throws LogDiverged at a place that has another hash. */
  async function changesFor({ name, epoch, entries, settled }: News, known: ReadonlyMap<number, KeptEntry>) {
    const changes: KeptChange[] = [];
    const touched: number[] = [];
    const gone = await gonePlaces(name, entries);
    for (const entry of entries) {
      const old = known.get(entry.seq);
      if (old && !equalBytes(old.entry.hash, entry.hash)) throw new LogDiverged();
      const done = settled?.get(entry.seq);
      if (old && !isBetter(old, entry) && (!done || old.key === done.key)) {
        if (done) changes.push(done.change);
        continue;
      }
      const isOver = gone.has(entry.seq) || (isComment(entry) && gone.has(entry.target));
      const key = done?.key ?? old?.key;
      const now = isOver ? goneOf(entry) : old && !isBetter(old, entry) ? old.entry : entry;
      changes.push(...putEntry(name, { epoch, entry: now, ...(key !== undefined && { key }) }));
      if (done) changes.push(done.change);
      touched.push(entry.seq, ...(entry.target === undefined ? [] : [entry.target]));
    }
    return { changes, touched };
  }

  return {
    read,
    readOne,
    makeGone,

    /** The latest ones up to a place, in the order of the log. */
    readLatest: async (places: Places, limit: number): Promise<readonly KeptEntry[]> =>
      (await readAll({ ...places, limit, direction: "descending" })).toReversed(),

    /** What the copy has about messages at these places. */
    readAbout: async ({ name, epoch, from, to }: Places): Promise<readonly Entry[]> => {
      const seqs = await placesAbout(name, from, to);
      const found = await Promise.all(seqs.map((seq) => readOne(name, epoch, seq)));
      return found
        .map((kept) => kept?.entry)
        .filter((entry) => entry !== undefined)
        .filter(({ kind }) => kind !== "gone");
    },

    /** Answers the places that are not as before: those of the entries, and those that they are about. */
    keep: async (news: News): Promise<readonly number[]> => {
      const { name, epoch, entries } = news;
      if (entries.length === 0) return [];
      const deleted = entries.filter(({ kind }) => kind === "deletion").map(({ target }) => target ?? 0);
      // First: what is deleted must not lie here if this is cut off in the middle.
      const gone = await makeGone(news, deleted);
      const known = await read({ name, epoch, ...spanOf(entries) });
      const { changes, touched } = await changesFor(news, new Map(known.map((kept) => [kept.entry.seq, kept])));
      if (changes.length > 0) await records.write(changes);
      return [...gone, ...touched];
    },

    /** From an answer: stands there until the entry itself comes. */
    keepProvisional: async (name: ConversationName, kept: KeptEntry, settled: KeptChange): Promise<void> => {
      const old = await readOne(name, kept.epoch, kept.entry.seq);
      if (old && !equalBytes(old.entry.hash, kept.entry.hash)) throw new LogDiverged();
      const now = old ? { ...old, key: kept.key } : { ...kept, isProvisional: true };
      await records.write([...putEntry(name, now), settled]);
    },

    drop: async (name: ConversationName): Promise<void> => {
      await records.write(
        ["entries", "about", "gone"].map((collection) => ({ kind: "delete_range", collection, ...keysUnder(name) })),
      );
    },

    prune: async (name: ConversationName, head: number): Promise<void> => {
      const to = [name, head - MAX_KEPT_PLACES + 1] as const;
      await records.write(
        ["entries", "about", "gone"].map((collection) => ({ kind: "delete_range", collection, from: [name], to })),
      );
    },
  };
}

/** Pages and bursts: never more than MAX_PAGE. */
const spanOf = (entries: readonly Entry[]) => ({
  from: Math.min(...entries.map(({ seq }) => seq)),
  to: Math.max(...entries.map(({ seq }) => seq)),
});

const isComment = ({ kind }: Entry): boolean => kind === "edit" || kind === "reaction";

/** Entries never change but in these ways: nothing is left of them, or what was put together here is seen as it is. */
const isBetter = (old: KeptEntry, entry: Entry): boolean =>
  old.isProvisional === true || (entry.kind === "gone" && old.entry.kind !== "gone");

const goneOf = ({ seq, hash }: Entry): Entry => ({ seq, hash, kind: "gone" });

function putEntry(name: ConversationName, kept: KeptEntry): readonly KeptChange[] {
  const { seq, target, kind } = kept.entry;
  const put = { kind: "put", collection: "entries", key: [name, seq], value: z.encode(KeptEntry, kept) } as const;
  if (target === undefined || kind === "gone") return [put];
  return [put, { kind: "put", collection: "about", key: [name, target, seq], value: true }];
}
