import type { ConversationState, ConversationView, Item } from "@tacet/client/messenger";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";
import { changeOf, type ItemChange } from "./item-change.ts";

/** So near to the end, in pixels, the list stays at the end when something is added. */
const END_PX = 48;
/** Further away than this, a button leads back. */
const FAR_PX = 240;
const SOUGHT_MS = 2_000;

interface ListScroll {
  readonly virtual: RefObject<VirtualizerHandle | null>;
  /** For the virtual list: the items before were another number of items. */
  readonly shift: boolean;
  readonly isFar: boolean;
  /** The place that was looked for and is shown. */
  readonly sought: number | undefined;
  readonly show: (seq: number) => Promise<void>;
  readonly showLatest: () => void;
  readonly onScroll: () => void;
  readonly onResize: () => void;
}

/** The items that were drawn last, and how they came from those before. */
interface Shown {
  readonly items: readonly Item[];
  readonly change: ItemChange;
}

/** Where the list stands: it opens at what is new, stays at the end when it is there, and keeps its place when earlier ones come. */
export function useListScroll(view: ConversationView, state: ConversationState): ListScroll {
  const { items } = state;
  const virtual = useRef<VirtualizerHandle>(null);
  const before = useRef<readonly Item[]>([]);
  const isPlaced = useRef(false);
  const isAtEnd = useRef(true);
  const anchor = useRef<Anchor>(undefined);
  const awaited = useRef<number>(undefined);
  const [isFar, setIsFar] = useState(false);
  const [sought, setSought] = useState<number>();
  const [shown, setShown] = useState<Shown>({ items, change: "none" });
  if (shown.items !== items) setShown({ items, change: changeOf(shown.items, items) });
  const { change } = shown;

  const settle = useCallback(() => {
    const list = virtual.current;
    if (!list || !isPlaced.current) return;
    const { earlier, later } = view.state.get();
    const toEnd = list.scrollSize - list.scrollOffset - list.viewportSize;
    isAtEnd.current = awaited.current === undefined && toEnd < END_PX && later === "none";
    anchor.current = anchorOf(list, before.current);
    setIsFar(toEnd > FAR_PX || later !== "none");
    if (list.scrollOffset < list.viewportSize && earlier === "there") void view.loadEarlier();
    if (toEnd < list.viewportSize && later === "there") void view.loadLater();
    markSeen(view, list, before.current);
  }, [view]);

  useLayoutEffect(() => {
    before.current = items;
    const list = virtual.current;
    if (!list || items.length === 0) return;
    const unread = isPlaced.current ? -1 : indexOfSeq(items, view.state.get().firstUnread);
    isPlaced.current = true;
    const looked = indexOfSeq(items, awaited.current);
    if (looked !== -1) {
      awaited.current = undefined;
      isAtEnd.current = false;
      list.scrollToIndex(looked, { align: "center" });
    } else if (unread !== -1) {
      isAtEnd.current = false;
      list.scrollToIndex(unread, { align: "start", offset: -list.viewportSize / 4 });
    } else if (isAtEnd.current) {
      list.scrollToIndex(items.length - 1, { align: "end" });
    } else if (change === "both ends") {
      const at = items.findIndex(({ key }) => key === anchor.current?.key);
      if (at !== -1) list.scrollToIndex(at, { align: "start", offset: anchor.current?.offset ?? 0 });
    }
    // What changed is of these items, and is no reason of its own.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [items, view]);

  useEffect(() => {
    const asking = requestAnimationFrame(settle);
    return () => cancelAnimationFrame(asking);
  }, [items, state.earlier, state.later, settle]);

  useEffect(() => {
    document.addEventListener("visibilitychange", settle);
    return () => document.removeEventListener("visibilitychange", settle);
  }, [settle]);

  useEffect(() => {
    const at = indexOfSeq(items, awaited.current);
    if (at === -1) return;
    virtual.current?.scrollToIndex(at, { align: "center" });
    // Once it is shown, what comes afterwards does not bring it back.
    awaited.current = undefined;
  }, [sought, items]);

  useEffect(() => {
    if (sought === undefined) return undefined;
    const timer = setTimeout(() => setSought(undefined), SOUGHT_MS);
    return () => clearTimeout(timer);
  }, [sought]);

  const show = useCallback(
    async (seq: number) => {
      awaited.current = seq;
      isAtEnd.current = false;
      if (indexOfSeq(view.state.get().items, seq) === -1) await view.goTo(seq);
      setSought(seq);
    },
    [view],
  );

  return {
    virtual,
    shift: change === "at start",
    isFar,
    sought,
    show,
    showLatest: () => {
      isAtEnd.current = true;
      if (view.state.get().later !== "none") void view.goToLatest();
      else virtual.current?.scrollToIndex(view.state.get().items.length - 1, { align: "end" });
    },
    onScroll: settle,
    onResize: () => {
      if (isAtEnd.current) virtual.current?.scrollToIndex(before.current.length - 1, { align: "end" });
      // A window that became larger may show the end without being scrolled.
      requestAnimationFrame(settle);
    },
  };
}

/** The item at the upper edge, and how far it is over it. */
interface Anchor {
  readonly key: string;
  readonly offset: number;
}

function anchorOf(list: VirtualizerHandle, items: readonly Item[]): Anchor | undefined {
  const at = list.findItemIndex(list.scrollOffset);
  const key = items[at]?.key;
  return key === undefined ? undefined : { key, offset: list.scrollOffset - list.getItemOffset(at) };
}

const indexOfSeq = (items: readonly Item[], seq: number | undefined): number =>
  seq === undefined ? -1 : items.findLastIndex((item) => "seq" in item && item.seq === seq);

/** Up to the last one of which more than nothing is on the screen, while somebody looks. */
function markSeen(view: ConversationView, list: VirtualizerHandle, items: readonly Item[]): void {
  if (document.visibilityState !== "visible") return;
  const last = list.findItemIndex(list.scrollOffset + list.viewportSize - 1);
  for (let at = Math.min(last, items.length - 1); at >= 0; at--) {
    const item = items[at];
    if (item && "seq" in item && item.seq !== undefined) return view.markRead(item.seq);
  }
}
