import {
  encodeHex,
  equalBytes,
  MAX_UNREAD_COUNTED,
  type Address,
  type Conversation,
  type Entry,
  type Head,
} from "@tacet/protocol";
import { keysUnder } from "../kept/kept-key.ts";
import type { KeptRecords } from "../kept/kept-records.ts";
import type { ConversationLines } from "./conversation-lines.ts";
import type { Exclusive } from "./exclusive.ts";
import { foldMessage } from "./fold-message.ts";
import type { KeptEntry, KeptLine, Wish } from "./layout.ts";
import type { LogCopy } from "./log-copy.ts";
import type { ConversationName } from "./messenger.ts";
import type { Outbox } from "./outbox.ts";
import type { TabEvents } from "./tab-events.ts";

export interface StoreDeps {
  readonly own: Address;
  readonly records: KeptRecords;
  readonly exclusive: Exclusive;
  readonly copy: LogCopy;
  readonly outbox: Outbox;
  readonly lines: ConversationLines;
  readonly events: TabEvents;
  /** Of the logs that are kept; undefined before the first line ever. */
  readonly epoch: () => string | undefined;
}

export type ConversationStore = ReturnType<typeof createConversationStore>;

/** So many of the latest places are looked at for the latest message, as the server does. */
const LOOKED_AT = 20;
/** Further back than this, unread messages are not counted one by one. */
const RECOUNTED = 200;

type Revise = (line: KeptLine) => KeptLine;

/** What is kept of conversations, changed as a whole: a log, its line in the list, and what waits in the outbox. Tells each change to all tabs. */
export function createConversationStore(deps: StoreDeps) {
  const { own, records, exclusive, copy, outbox, lines, events } = deps;

  async function settledIn(name: ConversationName, entries: readonly Entry[]) {
    const refs = new Map(entries.flatMap(({ clientRef, seq }) => (clientRef ? [[encodeHex(clientRef), seq]] : [])));
    const wishes = refs.size === 0 ? [] : await outbox.list(name);
    const settled = wishes.flatMap((wish) => {
      const seq = refs.get(encodeHex(wish.ref));
      return seq === undefined ? [] : [[seq, { key: wish.key, change: outbox.removal(name, wish) }] as const];
    });
    return new Map(settled);
  }

  /** What the list shows of a log follows from the log where the copy has it, and otherwise from what the server said. */
  async function reviseLine(name: ConversationName, revise: Revise): Promise<void> {
    const epoch = deps.epoch();
    const before = lines.get(name);
    if (!before || epoch === undefined) return lines.revise(name, (line) => line && revise(line));
    const places = { name, epoch, from: 1, to: Number.MAX_SAFE_INTEGER - 1 };
    const latest = await copy.readLatest(places, LOOKED_AT);
    const about = await copy.readAbout({ name, epoch, from: latest[0]?.entry.seq ?? 1, to: places.to });
    const counted = await countUnread(name, epoch, revise(before));
    await lines.revise(name, (line) => {
      if (!line) return undefined;
      const revised = revise(line);
      const { conversation } = revised;
      const unread = counted ?? conversation.head.unread;
      const last = lastMessage(revised, latest, about);
      return { ...revised, last, conversation: { ...conversation, head: { ...conversation.head, unread } } };
    });
  }

  /** Undefined when the copy cannot say. */
  async function countUnread(name: ConversationName, epoch: string, line: KeptLine): Promise<number | undefined> {
    const { seq, read } = line.conversation.head;
    if (read >= seq) return 0;
    if (seq - read > RECOUNTED) return undefined;
    const entries = await copy.read({ name, epoch, from: read + 1, to: seq });
    if (entries.length < seq - read) return undefined;
    const unread = entries.filter(({ entry }) => entry.kind === "message" && entry.from !== own).length;
    return Math.min(unread, MAX_UNREAD_COUNTED);
  }

  function lastMessage(line: KeptLine, latest: readonly KeptEntry[], about: readonly Entry[]): KeptLine["last"] {
    const isKept = (seq: number): boolean => latest.some(({ entry }) => entry.seq === seq);
    const told = line.conversation.last;
    const candidates = [
      ...latest.map(({ entry }) => entry).filter(({ kind }) => kind === "message"),
      ...(told && !isKept(told.seq) ? [told] : []),
    ];
    const entry = candidates.toSorted((a, b) => b.seq - a.seq).at(0);
    if (!entry) return undefined;
    const entries = about.filter(({ target }) => target === entry.seq).toSorted((a, b) => a.seq - b.seq);
    const said = foldMessage(entry, { own, entries, wishes: [] });
    const { seq, from, at = 0 } = entry;
    return { seq, ...(from !== undefined && { from }), text: said ? said.text || (said.subject ?? "") : "", at };
  }

  const tell = (name: ConversationName, seqs: readonly number[] | "all"): void =>
    events.tell({ kind: "changed", name, seqs: seqs === "all" ? seqs : [...seqs] });

  return {
    /** Changes a line alone. Nothing happens when there is none. */
    revise: async (name: ConversationName, revise: Revise): Promise<void> => {
      await exclusive(() => reviseLine(name, revise));
      tell(name, []);
    },

    /** Takes entries in that came from the log, with what they change of the line. Throws LogDiverged. */
    absorb: async (
      name: ConversationName,
      entries: readonly Entry[],
      revise: Revise = (line) => line,
    ): Promise<void> => {
      const epoch = deps.epoch();
      if (epoch === undefined) return;
      const touched = await exclusive(async () => {
        const changed = await copy.keep({ name, epoch, entries, settled: await settledIn(name, entries) });
        await reviseLine(name, revise);
        return changed;
      });
      tell(name, touched);
    },

    makeGone: async (name: ConversationName, seqs: readonly number[], revise: Revise = (line) => line) => {
      const epoch = deps.epoch();
      if (epoch === undefined) return;
      await exclusive(async () => {
        await copy.makeGone({ name, epoch }, seqs);
        await reviseLine(name, revise);
      });
      tell(name, seqs);
    },

    /** The server has taken a wish: it stands in the log from now on. */
    settle: async (name: ConversationName, wish: Wish, { seq, hash }: Pick<Entry, "seq" | "hash">): Promise<void> => {
      const epoch = deps.epoch();
      if (epoch === undefined || wish.kind === "hiding") return;
      const { kind, target, payload, at, key, ref } = wish;
      const entry: Entry = {
        seq,
        hash,
        kind,
        from: own,
        at,
        clientRef: ref,
        ...(target !== undefined && { target }),
        ...(payload !== undefined && { payload }),
      };
      await exclusive(async () => {
        if (kind === "deletion" && target !== undefined) await copy.makeGone({ name, epoch }, [target]);
        await copy.keepProvisional(name, { epoch, entry, key }, outbox.removal(name, wish));
        await reviseLine(name, (line) => withHead(line, { seq, hash }, at));
      });
      tell(name, [seq, ...(target === undefined ? [] : [target])]);
    },

    /** What the server says of a conversation, which may be new. */
    describe: async (conversation: Conversation): Promise<void> => {
      const name = encodeHex(conversation.id);
      await exclusive(async () => {
        if (!lines.get(name)) await lines.revise(name, (line) => line ?? newLine(conversation));
        await reviseLine(name, (line) => merge(line, conversation));
      });
      tell(name, []);
    },

    /** The copy of a log is of no use any more. What names its places is refused. */
    dropLog: async (name: ConversationName): Promise<void> => {
      await exclusive(async () => {
        await copy.drop(name);
        // What its places meant is forgotten with it: the server says it anew.
        await lines.revise(name, (line) => line && newLine(fromItsBeginning(line.conversation)));
        await records.write([{ kind: "delete", collection: "marks", key: name }]);
      });
      await outbox.refuseBound(name);
      tell(name, "all");
    },

    /** The account is in that conversation no more. */
    forget: async (name: ConversationName): Promise<void> => {
      await exclusive(async () => {
        await copy.drop(name);
        await records.write([
          { kind: "delete_range", collection: "outbox", ...keysUnder(name) },
          { kind: "delete", collection: "marks", key: name },
          { kind: "delete", collection: "drafts", key: name },
        ]);
        await lines.revise(name, () => undefined);
      });
      tell(name, "all");
    },
  };
}

const newLine = (conversation: Conversation): KeptLine => ({
  conversation,
  syncedTo: conversation.head.seq,
  hiddenKnown: conversation.head.hiddenVersion,
  cursors: [],
});

/** Whatever the server says of it then is news. */
const fromItsBeginning = (conversation: Conversation): Conversation => ({
  ...conversation,
  head: { ...conversation.head, seq: 1 },
});

/** An answer may be older than what was pushed meanwhile. */
function merge(line: KeptLine, told: Conversation): KeptLine {
  const known = line.conversation;
  const isOlder = told.epoch === known.epoch && told.head.seq < known.head.seq;
  // Of another log: it is for whoever compares heads to find that out.
  const isOther = told.head.seq === known.head.seq && !equalBytes(told.head.hash, known.head.hash);
  if (!isOlder && !isOther) return { ...line, conversation: told };
  const { head, changedAt, last } = known;
  return { ...line, conversation: { ...told, head, changedAt, ...(last && { last }) } };
}

/** A log that has grown. */
export function withHead(line: KeptLine, head: Pick<Head, "seq" | "hash">, at: number | undefined): KeptLine {
  const { conversation } = line;
  if (head.seq <= conversation.head.seq) return line;
  const changedAt = at ?? conversation.changedAt;
  return { ...line, conversation: { ...conversation, changedAt, head: { ...conversation.head, ...head } } };
}
