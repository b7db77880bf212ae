import type { Entry } from "@tacet/protocol";
import type { KeptEntry } from "./layout.ts";
import type { LogCopy } from "./log-copy.ts";
import type { ConversationName } from "./messenger.ts";

/** So many entries are held at a time, whatever a log's length. */
export const MAX_WINDOW = 600;
/** So many come with each step. */
export const STEP = 50;

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The part of a log that somebody looks at, with what is about it and what it quotes, as the copy has it. */
export function createLogWindow(copy: LogCopy, name: ConversationName, epoch: () => string | undefined) {
  const entries = new Map<number, KeptEntry>();
  const quoted = new Map<number, KeptEntry>();
  const about = new Map<number, readonly Entry[]>();
  let range: Range = { from: 1, to: 0 };

  const isIn = (seq: number): boolean => seq >= range.from && seq <= range.to;

  async function read(part: Range): Promise<void> {
    const now = epoch();
    if (now === undefined || part.from > part.to) return;
    const found = await copy.read({ name, epoch: now, ...part });
    const comments = await copy.readAbout({ name, epoch: now, ...part });
    for (const seq of entries.keys()) if (seq >= part.from && seq <= part.to) entries.delete(seq);
    for (const seq of about.keys()) if (seq >= part.from && seq <= part.to) about.delete(seq);
    for (const kept of found) entries.set(kept.entry.seq, kept);
    for (const [seq, of] of Map.groupBy(comments, ({ target = 0 }) => target)) about.set(seq, of);
  }

  return {
    range: () => range,
    entries: (): readonly KeptEntry[] => [...entries.values(), ...quoted.values()],
    about: (): readonly Entry[] => [...about.values()].flat(),
    /** The places of the range that are here. */
    seqs: (): readonly number[] => [...entries.keys()],

    /** Looks at another part; what it had before need not be read again. */
    move: async (to: Range): Promise<void> => {
      const before = range;
      range = to;
      for (const seq of entries.keys()) if (!isIn(seq)) entries.delete(seq);
      for (const seq of about.keys()) if (!isIn(seq)) about.delete(seq);
      if (before.from > before.to || to.from > before.to || to.to < before.from) return read(to);
      if (to.from < before.from) await read({ from: to.from, to: before.from - 1 });
      if (to.to > before.to) await read({ from: before.to + 1, to: to.to });
    },

    /** Reads what has changed, or all of it. */
    refresh: async (seqs: readonly number[] | "all"): Promise<void> => {
      if (seqs === "all") quoted.clear();
      else for (const seq of seqs) quoted.delete(seq);
      const touched = seqs === "all" ? "all" : [...new Set(seqs)].filter(isIn);
      if (touched === "all") return read(range);
      if (touched.length > STEP / 2) return read({ from: Math.min(...touched), to: Math.max(...touched) });
      for (const seq of touched) await read({ from: seq, to: seq });
    },

    /** What messages here reply to, where it lies elsewhere and the copy has it. */
    quote: async (seqs: readonly number[]): Promise<void> => {
      const now = epoch();
      const wanted = new Set(seqs.filter((seq) => !isIn(seq)));
      for (const seq of quoted.keys()) if (!wanted.has(seq)) quoted.delete(seq);
      for (const seq of wanted) {
        if (quoted.has(seq) || now === undefined) continue;
        const kept = await copy.readOne(name, now, seq);
        if (!kept) continue;
        quoted.set(seq, kept);
        about.set(seq, await copy.readAbout({ name, epoch: now, from: seq, to: seq }));
      }
    },
  };
}

/** At most so many places, kept at the end that is moved to. */
export const boundRange = ({ from, to }: Range, keep: "earlier" | "later"): Range =>
  keep === "earlier"
    ? { from, to: Math.min(to, from + MAX_WINDOW - 1) }
    : { from: Math.max(from, to - MAX_WINDOW + 1), to };
