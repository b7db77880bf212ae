import { useDeferredValue, useEffect, useState, type KeyboardEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { Popover } from "../../ui/popover.tsx";
import { findEmojis, loadEmojis, unnamedEmojis, type EmojiGroup, type NamedEmoji } from "./emojis.ts";

interface EmojiPickerProps {
  readonly anchor: Element;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

const COLUMNS = 8;

const groupWords = {
  faces: "messages.emoji.faces",
  gestures: "messages.emoji.gestures",
  hearts: "messages.emoji.hearts",
  nature: "messages.emoji.nature",
  food: "messages.emoji.food",
  things: "messages.emoji.things",
} as const satisfies Readonly<Record<EmojiGroup, string>>;

/** Of our own, drawn by the reader's own font: nothing is fetched for it but the names in one language. */
export function EmojiPicker({ anchor, onPick, onClose }: EmojiPickerProps) {
  const { say, tag } = useLanguage();
  const [emojis, setEmojis] = useState(unnamedEmojis);
  const [asked, setAsked] = useState("");
  const found = findEmojis(emojis, useDeferredValue(asked));
  useEffect(() => {
    loadEmojis(tag).then(setEmojis, () => undefined);
  }, [tag]);

  const parts =
    asked.trim() === ""
      ? Object.entries(groupWords).map(([group, words]) => ({
          words,
          list: found.filter((each) => each.group === group),
        }))
      : [{ words: undefined, list: found }];
  return (
    <Popover anchor={anchor} label={say("messages.emoji")} onClose={onClose}>
      <div className="w-84 max-w-full">
        <div className="bg-paper sticky top-0 p-2.5 pb-1.5">
          <input
            type="search"
            value={asked}
            onChange={({ target }) => setAsked(target.value)}
            onKeyDown={(event) => {
              const [first] = found;
              if (event.key === "Enter" && first) onPick(first.emoji);
            }}
            aria-label={say("messages.emoji.search")}
            placeholder={say("messages.emoji.search")}
            autoComplete="off"
            className="bg-surface placeholder:text-muted min-h-10 w-full rounded-full px-4 text-base"
          />
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- arrow keys between the buttons in it */}
        <div onKeyDown={walkGrid} className="h-64 overflow-y-auto px-2 pb-2">
          {found.length === 0 && <p className="text-muted px-2 py-3 text-sm">{say("messages.emoji.none")}</p>}
          {parts.map(({ words, list }, part) => (
            <div key={words ?? "found"}>
              {words && <h3 className="text-muted px-1.5 pt-2 pb-1 text-xs font-medium">{say(words)}</h3>}
              <div className="grid grid-cols-8">
                {list.map((each, at) => (
                  <EmojiButton key={each.emoji} named={each} isTabStop={part === 0 && at === 0} onPick={onPick} />
                ))}
              </div>
            </div>
          ))}
        </div>
      </div>
    </Popover>
  );
}

interface EmojiButtonProps {
  readonly named: NamedEmoji;
  readonly isTabStop: boolean;
  readonly onPick: (emoji: string) => void;
}

const EmojiButton = ({ named: { emoji, name }, isTabStop, onPick }: EmojiButtonProps) => (
  <button
    type="button"
    tabIndex={isTabStop ? 0 : -1}
    title={name}
    aria-label={name}
    onClick={() => onPick(emoji)}
    className="hover:bg-surface grid aspect-square cursor-pointer place-items-center rounded-control text-xl -outline-offset-2"
  >
    {emoji}
  </button>
);

/** From button to button, also from one group to the next; a step down is a row. */
function walkGrid(event: KeyboardEvent<HTMLElement>): void {
  const forward = getComputedStyle(event.currentTarget).direction === "rtl" ? -1 : 1;
  const step = { ArrowRight: forward, ArrowLeft: -forward, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const next = buttons[buttons.findIndex((each) => each === document.activeElement) + step];
  event.preventDefault();
  next?.focus();
}
