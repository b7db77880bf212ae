import type { ConversationLine, ConversationView, MessageItem } from "@tacet/client/messenger";
import { MAX_MESSAGE_CHARACTERS } from "@tacet/protocol";
import { Plus, SendHorizontal, Smile } from "lucide";
import { useEffect, useRef, useState, type KeyboardEvent, type SubmitEvent } from "react";
import { useLanguage } from "../../languages/use-language.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { ComposerExtras, type Extras } from "./composer-extras.tsx";
import { ComposingNote } from "./composing-note.tsx";
import { EmojiPicker } from "./emoji-picker.tsx";
import type { NameOf } from "./use-names.ts";

/** What is being written. */
export type Composing =
  | { readonly kind: "new" }
  | { readonly kind: "reply"; readonly item: MessageItem }
  | { readonly kind: "edit"; readonly item: MessageItem };

interface ComposerProps {
  readonly view: ConversationView;
  readonly line: ConversationLine;
  readonly composing: Composing;
  readonly nameOf: NameOf;
  /** Nothing is answered or edited any more. */
  readonly onDone: () => void;
  readonly onSent: () => void;
  readonly onEditLast: () => void;
}

/** From here on it is said how many characters are left. */
const FEW_LEFT = 500;
const noExtras: Extras = { isOpen: false, subject: "", format: "plain" };

export function Composer({ view, line, composing, nameOf, onDone, onSent, onEditLast }: ComposerProps) {
  const { say } = useLanguage();
  const [draft, setDraft] = useState(line.draft);
  const [edited, setEdited] = useState<Edited>();
  const [extras, setExtras] = useState(noExtras);
  const [picker, setPicker] = useState<Element>();
  const field = useRef<HTMLTextAreaElement>(null);
  const isEdit = composing.kind === "edit";
  const text = composing.kind === "edit" ? textOf(composing.item, edited) : draft;
  const left = MAX_MESSAGE_CHARACTERS - text.length;
  const canSend = left >= 0 && (text.trim() !== "" || (!isEdit && extras.subject.trim() !== ""));

  useEffect(() => {
    if (composing.kind !== "new") field.current?.focus();
  }, [composing]);

  function write(words: string): void {
    if (composing.kind === "edit") return setEdited({ key: composing.item.key, text: words });
    setDraft(words);
    view.setDraft(words);
    if (words !== "") view.noteTyping();
  }

  function insert(emoji: string): void {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    setPicker(undefined);
    write(text.slice(0, selectionStart) + emoji + text.slice(selectionEnd));
    const caret = selectionStart + emoji.length;
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  }

  function send(): void {
    if (!canSend) return;
    if (composing.kind === "edit") {
      if (composing.item.seq !== undefined && text !== composing.item.text) view.edit(composing.item.seq, text);
      setEdited(undefined);
      return onDone();
    }
    const subject = extras.subject.trim();
    const replyTo = composing.kind === "reply" ? composing.item.seq : undefined;
    view.send({
      text,
      ...(extras.format !== "plain" && { format: extras.format }),
      ...(subject !== "" && { subject }),
      ...(replyTo !== undefined && { replyTo }),
    });
    write("");
    setExtras(noExtras);
    onDone();
    onSent();
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && composing.kind !== "new") {
      event.preventDefault();
      onDone();
    } else if (event.key === "ArrowUp" && text === "" && !event.altKey && composing.kind === "new") {
      event.preventDefault();
      onEditLast();
    }
  }

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    send();
    field.current?.focus();
  }

  if (!line.isOpen) return <Closed />;
  return (
    <form onSubmit={submit} aria-label={say("messages.compose")} className="border-line pb-safe border-t">
      <div className="px-2 py-2 md:px-4">
        <ComposingNote composing={composing} nameOf={nameOf} onCancel={onDone} />
        {extras.isOpen && !isEdit && <ComposerExtras extras={extras} onExtras={setExtras} />}
        <div className="flex items-end gap-1">
          <IconButton
            icon={Plus}
            label={say("messages.extras")}
            isExpanded={extras.isOpen}
            isBlocked={isEdit}
            onClick={() => setExtras((before) => ({ ...before, isOpen: !before.isOpen }))}
          />
          <div className="bg-surface has-[textarea:focus]:border-accent flex min-w-0 flex-1 items-end rounded-3xl border border-transparent transition-colors">
            <textarea
              ref={(element) => {
                field.current = element;
                if (element) grow(element);
              }}
              value={text}
              onChange={({ target }) => write(target.value)}
              onKeyDown={press}
              rows={1}
              aria-label={say("messages.message")}
              placeholder={say("messages.message")}
              enterKeyHint="send"
              autoComplete="off"
              className="plaintext placeholder:text-muted block max-h-56 min-w-0 flex-1 resize-none rounded-3xl bg-transparent py-2 ps-4 leading-6 outline-none"
            />
            <IconButton
              icon={Smile}
              label={say("messages.emoji")}
              isExpanded={picker !== undefined}
              onClick={({ currentTarget }) => setPicker((before) => (before ? undefined : currentTarget))}
            />
          </div>
          <IconButton
            icon={SendHorizontal}
            label={say(isEdit ? "messages.edit.save" : "messages.send")}
            tone="primary"
            type="submit"
            isBlocked={!canSend}
            onClick={() => undefined}
          />
        </div>
        <output className={`block px-14 text-sm ${left < 0 ? "text-danger" : "text-muted"}`}>
          {left < FEW_LEFT && say(left < 0 ? "messages.over" : "messages.left", { count: Math.abs(left) })}
        </output>
      </div>
      {picker && <EmojiPicker anchor={picker} onPick={insert} onClose={() => setPicker(undefined)} />}
    </form>
  );
}

function Closed() {
  const { say } = useLanguage();
  return (
    <p className="border-line text-muted pb-safe border-t px-6 py-4 text-center text-sm">{say("messages.closed")}</p>
  );
}

interface Edited {
  /** Of the message that it is about. */
  readonly key: string;
  readonly text: string;
}

const textOf = ({ key, text }: MessageItem, edited: Edited | undefined): string =>
  edited?.key === key ? edited.text : text;

/** As high as what is in it, up to eight lines (its `max-h`). */
function grow(element: HTMLTextAreaElement): void {
  element.style.height = "auto";
  element.style.height = `${element.scrollHeight}px`;
}
