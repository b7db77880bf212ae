import type {
  ConversationState,
  ConversationView,
  Item,
  MessageItem,
  NewMessage,
  Reaction,
} from "@tacet/client/messenger";
import type { Address } from "@tacet/protocol";
import { createCell, type Cell } from "./fake-cell.ts";

/** As many as a page of the real one, and as many of them as are held at a time. */
export const PAGE = 100;
const WINDOW = 400;

interface FakeViewPorts {
  readonly cell: Cell<ConversationState>;
  readonly own: Address;
  /** How many messages it begins with. */
  readonly opened: number;
  readonly isLive: () => boolean;
}

let sent = 0;

/** One conversation as long as it is looked at: a window of its messages, which moves. */
export function createFakeView({ cell, own, opened, isLive }: FakeViewPorts): ConversationView {
  let [from, to] = [Math.max(0, cell.get().items.length - opened), Infinity];
  const firstUnread = cell.get().firstUnread;
  const windowed = (): ConversationState => {
    const { items, ...state } = cell.get();
    const end = Math.min(to, items.length);
    return {
      ...state,
      firstUnread,
      items: items.slice(from, end),
      earlier: from > 0 ? "there" : "none",
      later: end < items.length ? "there" : "none",
    };
  };
  const state = createCell(windowed());
  const stop = cell.subscribe(() => state.set(windowed()));
  let isJumping = false;
  const move = async (start: number, end: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    // Whoever goes elsewhere wants nothing more of what was around before.
    if (isJumping) return;
    [from, to] = [Math.max(0, start), end];
    state.set(windowed());
  };
  const jump = async (start: number, end: number): Promise<void> => {
    isJumping = true;
    await new Promise((resolve) => setTimeout(resolve, 60));
    isJumping = false;
    [from, to] = [Math.max(0, start), end];
    state.set(windowed());
  };
  const count = (): number => cell.get().items.length;
  const update = (change: (items: readonly Item[]) => readonly Item[]): void => {
    const before = cell.get();
    cell.set({ ...before, items: change(before.items) });
  };
  const change = (is: (item: MessageItem) => boolean, parts: (item: MessageItem) => Partial<MessageItem>): void =>
    update((items) => items.map((item) => (item.kind === "message" && is(item) ? { ...item, ...parts(item) } : item)));
  const line = (parts: Partial<ConversationState["line"]>): void => {
    const before = cell.get();
    cell.set({ ...before, line: { ...before.line, ...parts } });
  };

  function deliver(key: string): void {
    if (!isLive()) return;
    const seq = 1 + cell.get().items.reduce((most, item) => ("seq" in item ? Math.max(most, item.seq ?? 0) : most), 0);
    change(
      (item) => item.key === key,
      () => ({ seq, state: { kind: "sent" } }),
    );
    setTimeout(
      () =>
        change(
          (item) => item.key === key,
          () => ({ state: { kind: "delivered" } }),
        ),
      200,
    );
    setTimeout(
      () =>
        change(
          (item) => item.key === key,
          () => ({ state: { kind: "read" } }),
        ),
      400,
    );
  }

  function append(message: NewMessage): void {
    const key = `own-now-${++sent}`;
    const answered = cell.get().items.find((item) => "seq" in item && item.seq === message.replyTo);
    const item: MessageItem = {
      kind: "message",
      key,
      seq: undefined,
      at: Date.now(),
      from: own,
      isOwn: true,
      text: message.text,
      format: message.format ?? "plain",
      subject: message.subject,
      replyTo:
        answered?.kind === "message" && answered.seq !== undefined
          ? { seq: answered.seq, from: answered.from, text: answered.text }
          : undefined,
      isEdited: false,
      reactions: [],
      state: { kind: isLive() ? "sending" : "waiting" },
    };
    update((items) => [...items, item]);
    line({ changedAt: item.at, last: { from: own, text: item.text, at: item.at } });
    setTimeout(() => deliver(key), 100);
  }

  return {
    state,
    loadEarlier: () =>
      move(from - PAGE, Math.min(to, from - PAGE + WINDOW) >= count() ? Infinity : Math.min(to, from - PAGE + WINDOW)),
    loadLater: () => move(Math.max(from, to + PAGE - WINDOW), to + PAGE >= count() ? Infinity : to + PAGE),
    goTo: async (seq) => {
      const at = cell.get().items.findIndex((item) => "seq" in item && item.seq === seq);
      if (at !== -1) await jump(at - PAGE / 2, at + PAGE / 2 >= count() ? Infinity : at + PAGE / 2);
    },
    goToLatest: () => jump(count() - PAGE, Infinity),
    loadGap: async () => undefined,
    send: append,
    resend: (key) => {
      change(
        (item) => item.key === key,
        () => ({ state: { kind: "sending" } }),
      );
      setTimeout(() => deliver(key), 100);
    },
    discard: (key) => update((items) => items.filter((item) => item.key !== key)),
    edit: (seq, text) =>
      change(
        (item) => item.seq === seq,
        () => ({ text, isEdited: true }),
      ),
    deleteForEverybody: (seq) =>
      update((items) =>
        items.map((item) =>
          "seq" in item && item.seq === seq ? { kind: "gone", key: item.key, seq, at: item.at } : item,
        ),
      ),
    deleteForMe: (seq) => update((items) => items.filter((item) => !("seq" in item) || item.seq !== seq)),
    react: (seq, emoji) =>
      change(
        (item) => item.seq === seq,
        ({ reactions }) => ({ reactions: toggled(reactions, { emoji, own }) }),
      ),
    markRead: (seq) => {
      const unread = cell
        .get()
        .items.filter((item) => item.kind === "message" && !item.isOwn && (item.seq ?? 0) > seq).length;
      if (unread < cell.get().line.unread) line({ unread });
    },
    setDraft: (draft) => line({ draft }),
    noteTyping: () => undefined,
    search: async (words) =>
      cell
        .get()
        .items.filter(
          (item): item is MessageItem =>
            item.kind === "message" && item.text.toLowerCase().includes(words.toLowerCase()),
        )
        .toReversed(),
    [Symbol.dispose]: () => {
      stop();
    },
  };
}

interface OwnReaction {
  readonly emoji: string;
  readonly own: Address;
}

function toggled(reactions: readonly Reaction[], { emoji, own }: OwnReaction): readonly Reaction[] {
  const known = reactions.find((each) => each.emoji === emoji);
  if (!known) return [...reactions, { emoji, from: [own], isOwn: true }];
  const from = known.isOwn ? known.from.filter((each) => each !== own) : [...known.from, own];
  const next = { emoji, from, isOwn: !known.isOwn };
  return reactions.map((each) => (each === known ? next : each)).filter((each) => each.from.length > 0);
}
