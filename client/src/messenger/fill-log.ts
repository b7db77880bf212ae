import {
  encodeHex,
  equalBytes,
  MAX_ENTRIES_PER_PAGE,
  ProtocolError,
  ReadConversation,
  ReadEntries,
  type Bytes,
  type Head,
  type RequestOf,
} from "@tacet/protocol";
import type { Call } from "../transport.ts";
import type { ConversationLines } from "./conversation-lines.ts";
import type { ConversationStore } from "./conversation-store.ts";
import { idOf, type KeptLine } from "./layout.ts";
import { LogDiverged, type LogCopy } from "./log-copy.ts";
import type { ConversationName } from "./messenger.ts";

export interface FillDeps {
  readonly call: Call;
  readonly copy: LogCopy;
  readonly lines: ConversationLines;
  readonly store: ConversationStore;
  readonly epoch: () => string | undefined;
}

export type FillLog = ReturnType<typeof createFillLog>;

type Page = Pick<RequestOf<typeof ReadEntries>, "direction" | "seq" | "limit">;

/** Of a log that grew by more than one page, so many of the latest are fetched; the others once somebody looks at them. */
const LATEST_AT_ONCE = 100;
const LAST = Number.MAX_SAFE_INTEGER - 1;

/** Fetches what the copy lacks. Everything rejects as calls do, and may be asked for again. */
export function createFillLog({ call, copy, lines, store, epoch }: FillDeps) {
  /** The latest entry that was seen in the log itself. */
  async function knownOf(name: ConversationName, of: string) {
    const latest = await copy.readLatest({ name, epoch: of, from: 1, to: LAST }, 20);
    return latest.findLast(({ isProvisional }) => isProvisional !== true)?.entry;
  }

  /** Answers the places that came; undefined when the log is another one than the copy, which is dropped then. */
  async function fetchPage(name: ConversationName, page: Page): Promise<readonly number[] | undefined> {
    const now = epoch();
    if (now === undefined) return undefined;
    const known = await knownOf(name, now);
    try {
      const reply = await call(ReadEntries, {
        ...page,
        conversation: idOf(name),
        ...(known && { known: { epoch: now, seq: known.seq, hash: known.hash } }),
      });
      // Of another life of the server, which the line is about to say.
      if (reply.epoch !== now || epoch() !== now) return undefined;
      await store.absorb(name, reply.entries);
      return reply.entries.map(({ seq }) => seq);
    } catch (error) {
      if (!isDiverged(error)) throw error;
      await startAnew(name);
      return undefined;
    }
  }

  async function startAnew(name: ConversationName): Promise<void> {
    await store.dropLog(name);
    await describe(idOf(name));
  }

  /** Answers whether this account is in that conversation. */
  async function describe(id: Bytes): Promise<boolean> {
    try {
      await store.describe(await call(ReadConversation, { conversation: id }));
      return true;
    } catch (error) {
      if (!(error instanceof ProtocolError) || error.code !== "conversation_not_found") throw error;
      if (lines.get(encodeHex(id))) await store.forget(encodeHex(id));
      return false;
    }
  }

  /** The latest place of a range that the copy lacks, and the place below which it has something again. */
  async function latestHole(name: ConversationName, from: number, to: number) {
    const now = epoch();
    if (now === undefined) return undefined;
    let expected = to;
    while (expected >= from) {
      const kept = await copy.readLatest({ name, epoch: now, from, to: expected }, MAX_ENTRIES_PER_PAGE);
      for (const { entry } of kept.toReversed()) {
        if (entry.seq < expected) return { from: entry.seq + 1, to: expected };
        expected -= 1;
      }
      if (kept.length < MAX_ENTRIES_PER_PAGE) break;
    }
    return expected < from ? undefined : { from, to: expected };
  }

  /** Fetches what is missing of a range, the latest first. */
  async function ensure(name: ConversationName, from: number, to: number): Promise<void> {
    let upTo = to;
    for (;;) {
      const hole = await latestHole(name, from, upTo);
      if (!hole) return;
      const limit = Math.min(MAX_ENTRIES_PER_PAGE, hole.to - hole.from + 1);
      const came = await fetchPage(name, { direction: "before", seq: hole.to + 1, limit });
      const lowest = came?.at(0);
      // Nothing more is there, or it is for somebody else to say.
      if (lowest === undefined || lowest > hole.to) return;
      upTo = lowest - 1;
    }
  }

  async function fetchAfter(name: ConversationName, from: number, to: number): Promise<void> {
    let at = from;
    while (at < to) {
      const came = await fetchPage(name, {
        direction: "after",
        seq: at,
        limit: Math.min(MAX_ENTRIES_PER_PAGE, to - at),
      });
      const last = came?.at(-1);
      if (last === undefined) return;
      at = last;
    }
  }

  return {
    ensure,
    describe,
    startAnew,

    /**
     * Brings the copy up to a head, once it was held against it. A log that nobody has looked at on this device is left alone. Afterwards the
     * line says up to where it is in step.
     */
    catchUp: async (name: ConversationName, head: Pick<Head, "seq" | "hash">): Promise<void> => {
      const [line, now] = [lines.get(name), epoch()];
      if (!line || now === undefined) return;
      const known = await knownOf(name, now);
      const atHead = await copy.readOne(name, now, head.seq);
      if (isOther(atHead?.entry, head) || isOther(line.conversation.head, head)) return startAnew(name);
      if (!known && line.conversation.head.seq > head.seq) return startAnew(name);
      if (known) {
        const missing = head.seq - line.syncedTo;
        if (missing > MAX_ENTRIES_PER_PAGE) await ensure(name, head.seq - LATEST_AT_ONCE + 1, head.seq);
        else if (missing > 0) await fetchAfter(name, line.syncedTo, head.seq);
        // What the copy has beyond the head came meanwhile, or from a log that is no more.
        else if (known.seq > head.seq) await fetchPage(name, { direction: "after", seq: known.seq, limit: 1 });
      }
      await store.revise(name, (revised) => stepTo(revised, head.seq));
    },
  };
}

const isOther = (one: Pick<Head, "seq" | "hash"> | undefined, head: Pick<Head, "seq" | "hash">): boolean =>
  one?.seq === head.seq && !equalBytes(one.hash, head.hash);

const isDiverged = (error: unknown): boolean =>
  error instanceof LogDiverged || (error instanceof ProtocolError && error.code === "log_diverged");

const stepTo = (line: KeptLine, seq: number): KeptLine => ({
  ...line,
  syncedTo: Math.max(line.syncedTo, Math.min(seq, line.conversation.head.seq)),
});
