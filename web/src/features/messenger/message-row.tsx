import type { Item, MessageItem } from "@tacet/client/messenger";
import { visibleLine } from "@tacet/client/visible-text";
import { Ellipsis } from "lucide";
import { memo } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Bubble, type BubblePlace } from "../../ui/bubble.tsx";
import { Icon } from "../../ui/icon.tsx";
import { MessageFoot } from "./message-foot.tsx";
import { MessageText } from "./message-text.tsx";
import { EventRow } from "./event-row.tsx";
import { ReactionRow } from "./reaction-row.tsx";
import { ReplyQuote } from "./reply-quote.tsx";
import type { NameOf } from "./use-names.ts";
import { useTimes } from "./use-times.ts";

/** What can be done from a message; stays the same from one drawing to the next. */
export interface MessageActions {
  readonly onMenu: (item: MessageItem, anchor: Element) => void;
  readonly onReply: (item: MessageItem) => void;
  readonly onShow: (seq: number) => void;
  readonly onReact: (seq: number, emoji: string) => void;
  readonly onResend: (key: string) => void;
  readonly onDiscard: (key: string) => void;
  readonly onGap: (after: number) => void;
}

interface MessageRowProps {
  readonly item: Item;
  readonly day: number | undefined;
  readonly now: number;
  readonly isFirstUnread: boolean;
  readonly place: BubblePlace;
  /** Names stand over what others say where there are several. */
  readonly isGroup: boolean;
  /** It was looked for, and is shown. */
  readonly isSought: boolean;
  /** The tab key stops at this one. */
  readonly isTabStop: boolean;
  readonly nameOf: NameOf;
  readonly actions: MessageActions;
}

export const MessageRow = memo((props: MessageRowProps) => {
  const { item, day, now, isFirstUnread, isSought, isTabStop } = props;
  const { say } = useLanguage();
  const { sayDay } = useTimes();
  return (
    <article
      data-key={item.key}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a feed: its articles take the focus (ARIA authoring practices)
      tabIndex={isTabStop ? 0 : -1}
      className={`mx-auto max-w-4xl rounded-xl px-3 -outline-offset-2 transition-colors duration-500 md:px-6 ${isSought ? "bg-accent-soft/60" : ""}`}
    >
      {day !== undefined && <Divider words={sayDay(day, now)} />}
      {isFirstUnread && <Divider words={say("messages.newOnes")} tone="accent" />}
      {item.kind === "message" ? <MessageView {...props} item={item} /> : <EventRow {...props} item={item} />}
    </article>
  );
});

interface DividerProps {
  readonly words: string;
  readonly tone?: "muted" | "accent";
}

const Divider = ({ words, tone = "muted" }: DividerProps) => (
  <p
    className={`flex items-center gap-3 py-3 text-xs font-medium ${tone === "accent" ? "text-accent before:bg-accent after:bg-accent" : "text-muted before:bg-line after:bg-line"} before:h-px before:flex-1 after:h-px after:flex-1`}
  >
    {words}
  </p>
);

interface MessageViewProps extends MessageRowProps {
  readonly item: MessageItem;
}

const MessageView = memo(({ item, place, isGroup, nameOf, actions }: MessageViewProps) => {
  const { isOwn, from, text, format, subject, replyTo, reactions, seq } = item;
  const isFirst = place === "first" || place === "alone";
  return (
    <div
      className={`group/message flex flex-col ${isOwn ? "ms-auto items-end" : "items-start"} ${isFirst ? "pt-2.5" : "pt-0.5"}`}
    >
      {isGroup && !isOwn && isFirst && (
        <bdi translate="no" className="text-muted px-3.5 pb-0.5 text-xs font-medium">
          {nameOf(from)}
        </bdi>
      )}
      <span className="sr-only">{(!isGroup || isOwn || !isFirst) && nameOf(from)}</span>
      <div className={`flex max-w-full items-center gap-1 md:max-w-[85%] ${isOwn ? "flex-row-reverse" : ""}`}>
        <Bubble
          from={isOwn ? "me" : "them"}
          place={place}
          head={replyTo && <ReplyQuote replyTo={replyTo} nameOf={nameOf} onShow={actions.onShow} />}
          foot={<MessageFoot item={item} actions={actions} />}
        >
          {subject !== undefined && (
            <p dir="auto" translate="no" className="font-semibold wrap-anywhere">
              {visibleLine(subject)}
            </p>
          )}
          <MessageText text={text} format={format} />
        </Bubble>
        <MenuButton item={item} actions={actions} />
      </div>
      {reactions.length > 0 && seq !== undefined && (
        <ReactionRow reactions={reactions} nameOf={nameOf} onReact={(emoji) => actions.onReact(seq, emoji)} />
      )}
    </div>
  );
});

interface MenuButtonProps {
  readonly item: MessageItem;
  readonly actions: MessageActions;
}

/** There for whoever points at the message or goes through it by keys; on a screen that is touched, always, and quiet. */
function MenuButton({ item, actions }: MenuButtonProps) {
  const { say } = useLanguage();
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={say("messages.menu")}
      aria-haspopup="menu"
      onClick={({ currentTarget }) => actions.onMenu(item, currentTarget)}
      className="text-muted hover:text-ink hover:bg-surface grid size-8 shrink-0 cursor-pointer place-items-center rounded-full opacity-0 transition-opacity group-hover/message:opacity-100 focus-visible:opacity-100 in-[article:focus-within]:opacity-100 pointer-coarse:opacity-60"
    >
      <Icon icon={Ellipsis} look="size-4" />
    </button>
  );
}
