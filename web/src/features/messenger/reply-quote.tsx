import type { MessageItem } from "@tacet/client/messenger";
import { visibleLine } from "@tacet/client/visible-text";
import { useLanguage } from "../../languages/use-language.ts";
import type { NameOf } from "./use-names.ts";

interface ReplyQuoteProps {
  readonly replyTo: NonNullable<MessageItem["replyTo"]>;
  readonly nameOf: NameOf;
  readonly onShow: (seq: number) => void;
}

/** What a message answers; a press leads there. */
export function ReplyQuote({ replyTo: { seq, from, text }, nameOf, onShow }: ReplyQuoteProps) {
  const { say } = useLanguage();
  return (
    <button
      type="button"
      onClick={() => onShow(seq)}
      className="border-accent bg-paper/60 hover:bg-paper mb-1.5 block w-full cursor-pointer rounded-sm border-s-2 px-2.5 py-1 text-start text-sm"
    >
      <span translate="no" className="text-accent one-line font-medium">
        {nameOf(from)}
      </span>
      <span dir="auto" translate="no" className="text-muted line-clamp-2 wrap-anywhere">
        {text === undefined ? say("messages.reply.elsewhere") : visibleLine(text.replaceAll(/\s+/g, " ").slice(0, 300))}
      </span>
    </button>
  );
}
