import { ListMembers, type Address } from "@tacet/protocol";
import { createCell, type Observable } from "../observable.ts";
import { foldLog } from "./fold-log.ts";
import { idOf, type Cursor, type KeptLine, type Wish } from "./layout.ts";
import { boundRange, createLogWindow, STEP, type Range } from "./log-window.ts";
import type { ConversationLine, ConversationName, ConversationState, Item } from "./messenger.ts";
import type { ViewDeps } from "./conversation-view.ts";
import type { TabEvent } from "./tab-events.ts";

/** Of a larger conversation nobody is told how far the others are (docs/decisions/0018). */
const MAX_TOLD_MEMBERS = 32;

export interface Viewing extends Disposable {
  readonly state: Observable<ConversationState>;
  readonly line: () => KeptLine;
  /** Wishes that are not kept yet, or could not be. */
  readonly unkept: ReadonlyMap<string, Wish>;
  readonly showAtOnce: (wish: Wish) => void;
  /** It is kept, or taken back: from now on the outbox says what becomes of it. */
  readonly leaveToOutbox: (key: string) => void;
  readonly step: (side: "earlier" | "later") => Promise<void>;
  /** Shows a range, fetched if need be. */
  readonly show: (range: () => Range) => Promise<void>;
  readonly latest: () => Range;
  /** Fetches what is missing after a place, from there on. */
  readonly fill: (after: number) => Promise<void>;
}

export interface Opened {
  readonly name: ConversationName;
  readonly kept: KeptLine;
  readonly line: ConversationLine;
}

/** What is seen of a conversation, kept in step with the records. Nothing rejects: what could not be fetched is still to be had. */
export async function startViewing(deps: ViewDeps, opened: Opened): Promise<Viewing> {
  const { own, copy, lines, fill, outbox, events, connection, epoch } = deps;
  const { name } = opened;
  let { kept, line } = opened;
  const window = createLogWindow(copy, name, epoch);
  const unkept = new Map<string, Wish>();
  const left = new Set<string>();
  const asked = new Set<"earlier" | "later">();
  const readBefore = kept.conversation.head.read;
  let [wishes, seen, isOver]: [readonly Wish[], number, boolean] = [[], kept.conversation.head.seq, false];
  let firstUnread: number | undefined;
  let [pending, turn]: [Set<number> | "all" | undefined, Promise<void>] = [undefined, Promise.resolve()];
  let [wantsWishes, navigation]: [boolean, Promise<void>] = [false, Promise.resolve()];

  const head = (): number => kept.conversation.head.seq;
  const firstSeq = (): number => kept.conversation.head.firstSeq;
  const latest = (): Range => ({ from: Math.max(firstSeq(), head() - STEP + 1), to: head() });
  /** Of what is here of the range. */
  const lowest = (): number => Math.min(window.range().to + 1, ...window.seqs());
  const allWishes = (): readonly Wish[] => [...wishes.filter(({ key }) => !unkept.has(key)), ...unkept.values()];

  await window.move(latest());
  wishes = await outbox.list(name);
  const state = createCell(build([]));

  function build(before: readonly Item[]): ConversationState {
    kept = lines.get(name) ?? kept;
    line = lines.show(name) ?? line;
    const { from, to } = window.range();
    const isAtLatest = to >= head();
    const cursors = kept.conversation.memberCount > MAX_TOLD_MEMBERS ? undefined : kept.cursors;
    const items = foldLog({
      own,
      cursors,
      entries: window.entries(),
      about: window.about(),
      range: { from: Math.max(from, firstSeq()), to: Math.min(to, head()) },
      wishes: allWishes().filter(({ kind }) => kind !== "message" || isAtLatest),
      isLive: connection.get().kind === "live",
    });
    firstUnread ??= findFirstUnread(items, { own, readBefore, from, firstSeq: firstSeq() });
    return {
      line,
      items: reuse(before, items),
      earlier: lowest() <= firstSeq() ? "none" : asked.has("earlier") ? "asked for" : "there",
      later: isAtLatest ? "none" : asked.has("later") ? "asked for" : "there",
      readBy: (cursors ?? []).map(({ address, read }) => ({ address, read })),
      firstUnread,
    };
  }

  function publish(): void {
    if (!isOver) state.set(build(state.get().items));
  }

  /** Records are read and the window is moved by one at a time. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    // Records that cannot be read any more say so where they are written; what is shown stays.
    turn = turn.then(() => (isOver ? undefined : work())).catch(() => undefined);
    return turn;
  }

  function refresh(seqs: readonly number[] | "all"): void {
    const isWaiting = pending !== undefined || wantsWishes;
    pending = seqs === "all" || pending === "all" ? "all" : new Set([...(pending ?? []), ...seqs]);
    wantsWishes = true;
    if (!isWaiting) void inTurn(takeUp);
  }

  async function takeUp(): Promise<void> {
    const changed = pending ?? new Set<number>();
    [pending, wantsWishes] = [undefined, false];
    const wasAtLatest = window.range().to >= seen;
    kept = lines.get(name) ?? kept;
    seen = head();
    await window.refresh(changed === "all" ? "all" : [...changed]);
    if (changed === "all") await window.move(latest());
    else if (wasAtLatest && seen > window.range().to) {
      await window.move(boundRange({ from: window.range().from, to: seen }, "later"));
    }
    const settled = [...left];
    wishes = await outbox.list(name);
    for (const key of settled) {
      left.delete(key);
      unkept.delete(key);
    }
    await quote();
    publish();
    if (changed === "all") void refill();
  }

  async function quote(): Promise<void> {
    const items = build(state.get().items).items;
    await window.quote(items.flatMap((item) => (item.kind === "message" && item.replyTo ? [item.replyTo.seq] : [])));
  }

  async function fetchRange(range: Range): Promise<void> {
    // It stays a gap, and can be asked for again.
    if (range.from <= range.to) await fill.ensure(name, range.from, range.to).catch(() => undefined);
  }

  function navigate(work: () => Promise<void>): Promise<void> {
    navigation = navigation.then(() => (isOver ? undefined : work())).catch(() => undefined);
    return navigation;
  }

  /** Stays where it is when nothing is there. */
  async function moveTo(range: () => Range, part: () => Range = range): Promise<void> {
    await inTurn(async () => {
      const now = epoch();
      const found = now === undefined ? [] : await copy.readLatest({ name, epoch: now, ...part() }, 1);
      if (found.length > 0) await window.move(range());
      await quote();
    });
    publish();
  }

  async function fetchShown(range: Range): Promise<void> {
    asked.add("earlier");
    publish();
    await fetchRange(range);
    asked.delete("earlier");
  }

  const within = (range: Range): Range => ({
    from: Math.max(firstSeq(), range.from),
    to: Math.min(head(), range.to),
  });

  /** Asked anew once it is fetched: a log grows meanwhile. */
  const show = (range: () => Range): Promise<void> =>
    navigate(async () => {
      await fetchShown(within(range()));
      await moveTo(() => within(range()));
    });

  /** What is missing of what is shown. */
  const refill = (): Promise<void> =>
    navigate(async () => {
      await fetchShown(within(window.range()));
      publish();
    });

  const step = (side: "earlier" | "later"): Promise<void> =>
    navigate(async () => {
      const { from, to } = window.range();
      const before = lowest();
      const part =
        side === "earlier"
          ? { from: Math.max(firstSeq(), Math.min(from, before) - STEP), to: before - 1 }
          : { from: to + 1, to: Math.min(head(), to + STEP) };
      if (part.from > part.to) return;
      asked.add(side);
      publish();
      await fetchRange(part);
      asked.delete(side);
      const range = (): Range => {
        const now = window.range();
        return boundRange({ from: Math.min(now.from, part.from), to: Math.max(now.to, part.to) }, side);
      };
      await moveTo(range, () => part);
    });

  async function readMembers(): Promise<void> {
    if (kept.conversation.memberCount > MAX_TOLD_MEMBERS) return;
    const cursors: Cursor[] = [];
    let after: Address | undefined;
    do {
      const page = await deps.call(ListMembers, { conversation: idOf(name), ...(after !== undefined && { after }) });
      cursors.push(...page.members.map(({ address, delivered, read }) => ({ address, delivered, read })));
      after = page.next;
    } while (after !== undefined);
    const others = cursors.filter(({ address }) => address !== own);
    await deps.store.revise(name, (now) => ({ ...now, cursors: others }));
  }

  /** What is missed here is asked for when the line stands again. */
  const askMembers = (): void => void readMembers().catch(() => undefined);

  let memberCount = kept.conversation.memberCount;
  function hear(event: TabEvent): void {
    if (event.kind === "listed") {
      refresh([]);
      void refill();
    }
    if (!("name" in event) || event.name !== name) return;
    if (event.kind === "changed") {
      refresh(event.seqs);
      const count = lines.get(name)?.conversation.memberCount ?? memberCount;
      if (count !== memberCount) askMembers();
      memberCount = count;
    } else if (event.kind === "outbox") refresh([]);
    else if (event.kind === "typing" || event.kind === "drafted") publish();
  }

  let wasLive = connection.get().kind === "live";
  function hearConnection(): void {
    const isLive = connection.get().kind === "live";
    if (isLive && !wasLive) {
      askMembers();
      void refill();
    }
    wasLive = isLive;
    publish();
  }

  const stops = [events.hear(hear), lines.shown.subscribe(publish), connection.subscribe(hearConnection)];
  refresh([]);
  void refill();
  askMembers();

  return {
    state,
    line: () => kept,
    unkept,
    showAtOnce: (wish) => {
      left.delete(wish.key);
      unkept.set(wish.key, wish);
      publish();
    },
    leaveToOutbox: (key) => {
      left.add(key);
      refresh([]);
    },
    step,
    show,
    latest,
    fill: (after) => navigate(() => fetchRange({ from: after + 1, to: Math.min(window.range().to, after + STEP) })),
    [Symbol.dispose]: () => {
      isOver = true;
      for (const stop of stops) stop();
    },
  };
}

interface Before {
  readonly own: Address;
  readonly readBefore: number;
  readonly from: number;
  readonly firstSeq: number;
}

/** Undefined while nobody can say: what lies before it is not here yet. */
function findFirstUnread(items: readonly Item[], { readBefore, from, firstSeq }: Before): number | undefined {
  if (from > Math.max(readBefore + 1, firstSeq)) return undefined;
  for (const item of items) {
    if (item.kind === "gap" && item.before > readBefore + 1) return undefined;
    if (item.kind === "message" && !item.isOwn && (item.seq ?? 0) > readBefore) return item.seq;
  }
  return undefined;
}

/** Those that say the same stay the same objects: lists draw only what has changed. */
function reuse(before: readonly Item[], items: readonly Item[]): readonly Item[] {
  const known = new Map(before.map((item) => [item.key, item]));
  return items.map((item) => {
    const old = known.get(item.key);
    return old && JSON.stringify(old) === JSON.stringify(item) ? old : item;
  });
}
