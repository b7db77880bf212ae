import type { ConversationState, ConversationView } from "@tacet/client/messenger";
import { ArrowDown } from "lucide";
import { useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type Ref } from "react";
import { Virtualizer } from "virtua";
import { useLanguage } from "../../languages/use-language.ts";
import { Badge } from "../../ui/badge.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useNow } from "../../ui/use-now.ts";
import { dressItems } from "./dress-items.ts";
import { MessageRow, type MessageActions } from "./message-row.tsx";
import { useListScroll } from "./use-list-scroll.ts";
import type { NameOf } from "./use-names.ts";

/** Moves the list from outside. */
export interface MessageListHandle {
  readonly show: (seq: number) => Promise<void>;
  readonly showLatest: () => void;
}

interface MessageListProps {
  readonly ref: Ref<MessageListHandle>;
  readonly view: ConversationView;
  readonly state: ConversationState;
  readonly nameOf: NameOf;
  readonly onMenu: MessageActions["onMenu"];
  readonly onReply: MessageActions["onReply"];
}

/** All messages that are here, of which only those near the screen are drawn. */
export function MessageList({ ref, view, state, nameOf, onMenu, onReply }: MessageListProps) {
  const { say } = useLanguage();
  const now = useNow();
  const { items, firstUnread, line, earlier } = state;
  const dressed = useMemo(() => dressItems(items, { firstUnread }), [items, firstUnread]);
  const { virtual, shift, isFar, sought, show, showLatest, onScroll, onResize } = useListScroll(view, state);
  useImperativeHandle(ref, () => ({ show, showLatest }));
  const scroller = useRef<HTMLDivElement>(null);
  const [focusKey, setFocusKey] = useState<string>();
  const focusAt = items.findIndex(({ key }) => key === focusKey);
  const stopAt = focusAt === -1 ? items.length - 1 : focusAt;
  const actions = useActions({ view, show, onMenu, onReply });

  function walk(event: KeyboardEvent<HTMLElement>): void {
    const { target } = event;
    if (!(target instanceof HTMLElement) || target.dataset["key"] === undefined) return;
    const item = items[stopAt];
    if (event.key === "Enter" && item?.kind === "message") {
      // Or the same key presses what the menu begins with.
      event.preventDefault();
      return onMenu(item, target);
    }
    if (event.key.toLowerCase() === "r" && item?.kind === "message" && !isModified(event)) {
      event.preventDefault();
      return onReply(item);
    }
    const to = stepTo(event.key, stopAt, items.length);
    const next = to === undefined ? undefined : items[to];
    if (to === undefined || !next) return;
    event.preventDefault();
    setFocusKey(next.key);
    virtual.current?.scrollToIndex(to, { align: "nearest" });
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(next.key)}"]`)?.focus(),
    );
  }

  return (
    <div className="relative min-h-0 flex-1">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys go through the articles of a feed */}
      <div
        ref={scroller}
        role="feed"
        aria-label={say("messages.feed")}
        aria-busy={earlier === "asked for"}
        onKeyDown={walk}
        onFocus={({ target }) => target.dataset["key"] !== undefined && setFocusKey(target.dataset["key"])}
        className="flex h-full flex-col overflow-y-auto overscroll-contain pb-3 [overflow-anchor:none]"
      >
        <div className="grow" />
        <Virtualizer
          ref={virtual}
          data={dressed}
          shift={shift}
          keepMounted={focusAt === -1 ? [] : [focusAt]}
          onScroll={onScroll}
          onResize={onResize}
        >
          {(each, at) => (
            <MessageRow
              key={each.item.key}
              item={each.item}
              day={each.day}
              now={now}
              isFirstUnread={each.isFirstUnread}
              place={each.place}
              isGroup={line.kind === "group"}
              isSought={sought !== undefined && "seq" in each.item && each.item.seq === sought}
              isTabStop={at === stopAt}
              nameOf={nameOf}
              actions={actions}
            />
          )}
        </Virtualizer>
        {items.length === 0 && <p className="text-muted px-6 py-8 text-center text-pretty">{say("messages.begin")}</p>}
      </div>
      {isFar && <LatestButton unread={line.unread} onClick={showLatest} />}
    </div>
  );
}

const isModified = ({ altKey, ctrlKey, metaKey }: KeyboardEvent): boolean => altKey || ctrlKey || metaKey;

function stepTo(key: string, at: number, count: number): number | undefined {
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: count - 1 }[key];
  return to !== undefined && to >= 0 && to < count ? to : undefined;
}

interface ActionPorts extends Pick<MessageActions, "onMenu" | "onReply"> {
  readonly view: ConversationView;
  readonly show: (seq: number) => Promise<void>;
}

/** The same from one drawing to the next, so that rows which say the same are not drawn again. */
const useActions = ({ view, show, onMenu, onReply }: ActionPorts): MessageActions =>
  useMemo(
    () => ({
      onMenu,
      onReply,
      onShow: (seq) => void show(seq),
      onReact: (seq, emoji) => view.react(seq, emoji),
      onResend: (key) => view.resend(key),
      onDiscard: (key) => view.discard(key),
      onGap: (after) => void view.loadGap(after),
    }),
    [view, show, onMenu, onReply],
  );

interface LatestButtonProps {
  readonly unread: number;
  readonly onClick: () => void;
}

function LatestButton({ unread, onClick }: LatestButtonProps) {
  const { say } = useLanguage();
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label={unread > 0 ? say("messages.latest.new", { count: unread }) : say("messages.latest")}
      className="bg-paper border-line text-muted hover:text-ink absolute end-4 bottom-3 flex min-h-11 min-w-11 cursor-pointer items-center justify-center gap-2 rounded-full border px-3 shadow-lg"
    >
      {unread > 0 && <Badge>{unread}</Badge>}
      <Icon icon={ArrowDown} />
    </button>
  );
}
