import type { ConversationView, MessageItem } from "@tacet/client/messenger";
import { Copy, EyeOff, Pencil, Plus, Reply, RotateCcw, Trash2, Undo2, type IconNode } from "lucide";
import { useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { EmojiPicker } from "./emoji-picker.tsx";
import { quickEmojis } from "./emojis.ts";

interface MessageMenuProps {
  readonly item: MessageItem;
  readonly anchor: Element;
  readonly view: ConversationView;
  /** Whether anything can be said here. */
  readonly canSay: boolean;
  readonly onReply: () => void;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
  readonly onClose: () => void;
}

interface Deed {
  readonly icon: IconNode;
  readonly label: string;
  readonly tone?: "risky";
  readonly act: () => void;
}

/** What can be done with one message. */
export function MessageMenu(props: MessageMenuProps) {
  const { item, anchor, view, canSay, onClose } = props;
  const { say } = useLanguage();
  const [isPicking, setIsPicking] = useState(false);
  const deeds = useDeeds(props);
  const { seq } = item;

  function react(emoji: string): void {
    onClose();
    if (seq !== undefined) view.react(seq, emoji);
  }

  if (isPicking) return <EmojiPicker key="picker" anchor={anchor} onPick={react} onClose={onClose} />;
  return (
    <Popover key="menu" anchor={anchor} label={say("messages.menu")} role="menu" onClose={onClose}>
      {seq !== undefined && canSay && (
        <div className="border-line flex border-b p-1.5">
          {quickEmojis.map((emoji) => (
            <button
              key={emoji}
              type="button"
              role="menuitem"
              aria-label={say("messages.react", { emoji })}
              onClick={() => react(emoji)}
              className="hover:bg-surface grid size-10 cursor-pointer place-items-center rounded-full text-xl -outline-offset-2"
            >
              {emoji}
            </button>
          ))}
          <button
            type="button"
            role="menuitem"
            aria-label={say("messages.emoji")}
            onClick={() => setIsPicking(true)}
            className="text-muted hover:bg-surface grid size-10 cursor-pointer place-items-center rounded-full -outline-offset-2"
          >
            <Icon icon={Plus} />
          </button>
        </div>
      )}
      <div className="p-1.5">
        {deeds.map(({ icon, label, tone, act }) => (
          <button
            key={label}
            type="button"
            role="menuitem"
            onClick={() => {
              onClose();
              act();
            }}
            className={`hover:bg-surface flex min-h-10 w-full cursor-pointer items-center gap-3 rounded-control px-3 text-start -outline-offset-2 ${tone === "risky" ? "text-danger" : ""}`}
          >
            <Icon icon={icon} look="size-4" />
            {label}
          </button>
        ))}
      </div>
    </Popover>
  );
}

function useDeeds({ item, view, canSay, onReply, onEdit, onDelete }: MessageMenuProps): readonly Deed[] {
  const { say } = useLanguage();
  const { key, seq, text, isOwn, state } = item;
  const copy: Deed = {
    icon: Copy,
    label: say("messages.copy"),
    // Where the browser refuses, the text can still be selected.
    act: () => void navigator.clipboard.writeText(text).catch(() => undefined),
  };
  const discard: Deed = { icon: Undo2, label: say("messages.discard"), act: () => view.discard(key) };
  if (state.kind === "refused") {
    return [{ icon: RotateCcw, label: say("messages.resend"), act: () => view.resend(key) }, copy, discard];
  }
  if (seq === undefined) return [copy, discard];
  const reply: Deed = { icon: Reply, label: say("messages.reply"), act: onReply };
  const edit: Deed = { icon: Pencil, label: say("messages.edit"), act: onEdit };
  const hide: Deed = { icon: EyeOff, label: say("messages.delete.me"), act: () => view.deleteForMe(seq) };
  const remove: Deed = { icon: Trash2, label: `${say("messages.delete.everybody")}…`, tone: "risky", act: onDelete };
  return [...(canSay ? [reply] : []), copy, ...(isOwn && canSay ? [edit] : []), hide, ...(isOwn ? [remove] : [])];
}
