import type { ConversationView, MessageItem } from "@tacet/client/messenger";
import { visibleLine } from "@tacet/client/visible-text";
import { X } from "lucide";
import { useEffect, useRef, useState } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { useNow } from "../../ui/use-now.ts";
import type { NameOf } from "./use-names.ts";
import { useTimes } from "./use-times.ts";

interface SearchPanelProps {
  readonly view: Pick<ConversationView, "search">;
  readonly nameOf: NameOf;
  readonly onFound: (seq: number) => void;
  readonly onClose: () => void;
}

/** So long after a key the next one is waited for. */
const PAUSE_MS = 150;

/** Looks for words among the latest messages, on this device alone. */
export function SearchPanel({ view, nameOf, onFound, onClose }: SearchPanelProps) {
  const { say } = useLanguage();
  const { sayShort, sayHour } = useTimes();
  const now = useNow();
  const input = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState("");
  const found = useSearch(view, words.trim());
  useEffect(() => input.current?.focus(), []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes it from anywhere in it
    <search
      className="border-line block border-b px-3 py-2 md:px-5"
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <div className="flex items-center gap-2">
        <input
          ref={input}
          type="search"
          value={words}
          onChange={({ target }) => setWords(target.value)}
          aria-label={say("messages.search.words")}
          placeholder={say("messages.search.words")}
          autoComplete="off"
          className="bg-surface placeholder:text-muted min-h-10 min-w-0 flex-1 rounded-full px-4 text-base"
        />
        <IconButton icon={X} label={say("messages.close")} onClick={onClose} />
      </div>
      <output className="text-muted block min-h-6 px-1 pt-1.5 text-sm">
        {found && say("messages.search.found", { count: found.length })}
        {!found && say("messages.search.where")}
      </output>
      {found && found.length > 0 && (
        <ul className="max-h-[40dvh] overflow-y-auto">
          {found.slice(0, MOST_SHOWN).map(({ key, seq, from, text, at }) => (
            <li key={key}>
              <button
                type="button"
                onClick={() => seq !== undefined && onFound(seq)}
                className="hover:bg-surface w-full cursor-pointer rounded-xl px-3 py-2 text-start -outline-offset-2"
              >
                <span className="flex justify-between gap-4 text-sm">
                  <bdi translate="no" className="font-medium wrap-anywhere">
                    {nameOf(from)}
                  </bdi>
                  <span className="text-muted tabular-nums">
                    {sayShort(at, now)} {sayHour(at) === sayShort(at, now) ? "" : sayHour(at)}
                  </span>
                </span>
                <span dir="auto" translate="no" className="text-muted line-clamp-2 text-sm wrap-anywhere">
                  {visibleLine(around(text, words.trim()))}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}

const MOST_SHOWN = 50;
const BEFORE_CHARACTERS = 40;

/** The part of a message in which the words are. */
function around(text: string, words: string): string {
  const at = text.toLocaleLowerCase().indexOf(words.toLocaleLowerCase());
  const start = at > BEFORE_CHARACTERS ? at - BEFORE_CHARACTERS : 0;
  return `${start > 0 ? "… " : ""}${text.slice(start, start + 200).replaceAll(/\s+/g, " ")}`;
}

/** Undefined while nothing is looked for. An answer that comes after the words have changed is dropped. */
function useSearch(view: Pick<ConversationView, "search">, words: string): readonly MessageItem[] | undefined {
  const [found, setFound] = useState<readonly MessageItem[]>();
  useEffect(() => {
    let isOver = false;
    const timer = setTimeout(() => {
      if (words === "") setFound(undefined);
      else void view.search(words).then((items) => isOver || setFound(items));
    }, PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [view, words]);
  return found;
}
