import {
  ClearedContent,
  MembershipContent,
  MessageContent,
  parseContent,
  SettingsContent,
  unreachable,
  type Address,
  type Entry,
} from "@tacet/protocol";
import { foldMessage, keyOf, stateOfWish, type Aftermath } from "./fold-message.ts";
import type { Cursor, KeptEntry, Wish } from "./layout.ts";
import type { Item, MessageItem } from "./messenger.ts";

/** A part of a log, and all that is known about it. The order of the lists says nothing: places and orders do. */
export interface FoldedLog {
  readonly own: Address;
  /** Those beyond the range are only quoted. */
  readonly entries: readonly KeptEntry[];
  /** What is shown, both ends included. */
  readonly range: { readonly from: number; readonly to: number };
  /** Edits, reactions and deletions that came for them. */
  readonly about: readonly Entry[];
  readonly wishes: readonly Wish[];
  /** Of everybody else; undefined where nobody is told. */
  readonly cursors: readonly Cursor[] | undefined;
  readonly isLive: boolean;
}

interface Folding {
  readonly log: FoldedLog;
  readonly bySeq: ReadonlyMap<number, KeptEntry>;
  readonly aftermathOf: (seq: number) => Aftermath;
  /** Of one's own that may be the same as a wish without its answer. */
  readonly presumed: ReadonlySet<number>;
}

/** What is shown of a log. Pure: the same set of entries gives the same items, however they came. */
export function foldLog(log: FoldedLog): readonly Item[] {
  const folding = prepare(log);
  const items: Item[] = [];
  let before: number | undefined;
  for (const seq of [...folding.bySeq.keys()].toSorted((a, b) => a - b)) {
    const kept = folding.bySeq.get(seq);
    if (!kept || seq < log.range.from || seq > log.range.to) continue;
    // What is missing before all of it is more to load, as what lies before the range.
    if (before !== undefined && seq > before + 1) items.push(gapBetween(before, seq));
    before = seq;
    const item = folding.presumed.has(seq) ? undefined : foldEntry(folding, kept);
    if (item) items.push(item);
  }
  if (before !== undefined && before < log.range.to) items.push(gapBetween(before, log.range.to + 1));
  return [...items, ...unsentItems(folding)];
}

const gapBetween = (after: number, before: number): Item => ({ kind: "gap", key: `gap ${after}`, after, before });

const byOrder = (a: Wish, b: Wish): number => a.order - b.order || (a.key < b.key ? -1 : 1);

function prepare(log: FoldedLog): Folding {
  const bySeq = new Map(log.entries.map((kept) => [kept.entry.seq, kept]));
  const about = Map.groupBy(
    log.about.toSorted((a, b) => a.seq - b.seq),
    ({ target }) => target,
  );
  const wishes = Map.groupBy(log.wishes.toSorted(byOrder), ({ target }) => target);
  const aftermathOf = (seq: number): Aftermath => ({
    own: log.own,
    entries: about.get(seq) ?? [],
    // A wish that was refused changes nothing; that it was refused is shown.
    wishes: (wishes.get(seq) ?? []).filter(({ refused }) => refused === undefined),
  });
  return { log, bySeq, aftermathOf, presumed: findPresumed(log) };
}

/**
 * Pushed entries do not say by which wish they came. While a message waits for an answer that may never come, an own entry that says the same
 * is taken for it, so that nobody sees it twice.
 */
function findPresumed({ own, entries, wishes }: FoldedLog): ReadonlySet<number> {
  const presumed = new Set<number>();
  for (const wish of wishes.toSorted(byOrder)) {
    if (wish.kind !== "message" || !wish.isTried || wish.refused !== undefined) continue;
    const found = entries
      .filter(({ entry, key }) => key === undefined && entry.clientRef === undefined && !presumed.has(entry.seq))
      .filter(({ entry }) => entry.kind === "message" && entry.from === own && entry.payload === wish.payload)
      .filter(({ entry }) => entry.seq > wish.since)
      .toSorted((a, b) => b.entry.seq - a.entry.seq)
      .at(0);
    if (found) presumed.add(found.entry.seq);
  }
  return presumed;
}

function foldEntry(folding: Folding, kept: KeptEntry): Item | undefined {
  const { entry } = kept;
  const base = { key: keyOf(kept), seq: entry.seq, at: entry.at ?? 0 };
  switch (entry.kind) {
    case "message":
    case "gone":
      return foldPlace(folding, kept);
    case "membership":
    case "settings":
    case "cleared":
      return foldChange(entry, base);
    case "edit":
    case "deletion":
    case "reaction":
    case "handshake":
      return undefined;
    default:
      return unreachable(entry.kind);
  }
}

function foldChange(entry: Entry, base: { readonly key: string; readonly seq: number; readonly at: number }): Item {
  const { kind, payload = "", from: by } = entry;
  if (kind === "membership") {
    const change = parseContent(MembershipContent, payload);
    return change ? { ...base, kind, by, change } : { ...base, kind: "unreadable" };
  }
  if (kind === "cleared") {
    const cleared = parseContent(ClearedContent, payload);
    return cleared ? { ...base, kind, by, cleared } : { ...base, kind: "unreadable" };
  }
  const change = parseContent(SettingsContent, payload);
  return change ? { ...base, kind: "settings", by, change } : { ...base, kind: "unreadable" };
}

/** A place that is gone is shown only where a deletion says that a message stood there: what was never heard, or hidden, leaves nothing. */
function foldPlace(folding: Folding, kept: KeptEntry): Item | undefined {
  const { entry } = kept;
  const after = folding.aftermathOf(entry.seq);
  if (after.wishes.some(({ kind }) => kind === "hiding")) return undefined;
  const base = { key: keyOf(kept), seq: entry.seq };
  const deletion =
    after.entries.find(({ kind }) => kind === "deletion") ?? after.wishes.find(({ kind }) => kind === "deletion");
  if (deletion) return { ...base, kind: "gone", at: entry.at ?? deletion.at ?? 0 };
  if (entry.kind === "gone") return undefined;
  const said = foldMessage(entry, after);
  if (!said) return { ...base, kind: "unreadable", at: entry.at ?? 0 };
  return {
    ...base,
    ...said,
    kind: "message",
    at: entry.at ?? 0,
    from: entry.from,
    isOwn: entry.from === folding.log.own,
    replyTo: quote(folding, said.replyTo),
    state: stateOf(folding.log, entry),
  };
}

function quote({ bySeq, aftermathOf }: Folding, seq: number | undefined): MessageItem["replyTo"] {
  if (seq === undefined) return undefined;
  const entry = bySeq.get(seq)?.entry;
  const after = aftermathOf(seq);
  const isGone = after.entries.some(({ kind }) => kind === "deletion") || entry?.kind !== "message";
  const said = isGone || !entry ? undefined : foldMessage(entry, after);
  return { seq, from: said && entry?.from, text: said && (said.text || said.subject) };
}

function stateOf({ own, cursors, wishes }: FoldedLog, { seq, from }: Entry): MessageItem["state"] {
  const refusal = wishes.find(
    ({ target, kind, refused }) =>
      target === seq && refused !== undefined && (kind === "edit" || kind === "deletion" || kind === "hiding"),
  );
  if (refusal?.refused !== undefined) return { kind: "refused", code: refusal.refused };
  if (from !== own || !cursors || cursors.length === 0) return { kind: "sent" };
  if (cursors.every(({ read }) => read >= seq)) return { kind: "read" };
  return { kind: cursors.every(({ delivered }) => delivered >= seq) ? "delivered" : "sent" };
}

function unsentItems(folding: Folding): readonly Item[] {
  const { own, wishes, isLive } = folding.log;
  return wishes
    .filter(({ kind }) => kind === "message")
    .toSorted(byOrder)
    .map((wish): MessageItem => {
      const { text, format = "plain", subject, replyTo } = contentOf(wish);
      return {
        kind: "message",
        key: wish.key,
        at: wish.at,
        seq: undefined,
        from: own,
        isOwn: true,
        text,
        format,
        subject,
        replyTo: quote(folding, replyTo),
        isEdited: false,
        reactions: [],
        state: stateOfWish(wish, isLive),
      };
    });
}

/** What this program has written itself. */
const contentOf = ({ payload = "" }: Wish): MessageContent => parseContent(MessageContent, payload) ?? { text: "" };
