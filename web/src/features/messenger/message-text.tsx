import { visibleText } from "@tacet/client/visible-text";
import type { TextFormat } from "@tacet/protocol";
import { memo, useMemo, type ReactNode } from "react";
import { parseMarkdown, parsePlain, type Block } from "./parse-markdown.ts";
import type { LinkSpan, Span } from "./spans.ts";

interface MessageTextProps {
  readonly text: string;
  readonly format: TextFormat;
}

/** Somebody's words: React elements, never HTML, and what could deceive in them stands as a mark, as in notes. */
export const MessageText = memo(({ text, format }: MessageTextProps) => {
  const blocks = useMemo(() => {
    const shown = visibleText(text);
    return format === "markdown" ? parseMarkdown(shown) : parsePlain(shown);
  }, [text, format]);
  if (isEmojiOnly(text)) {
    return (
      <p dir="auto" translate="no" className="text-3xl leading-tight">
        {text}
      </p>
    );
  }
  return (
    <div translate="no" className="space-y-2">
      {blocks.map((block, at) => (
        // Blocks have no name, and the text of a message is drawn anew as a whole.
        // oxlint-disable-next-line react/no-array-index-key
        <BlockView key={at} block={block} />
      ))}
    </div>
  );
});

function BlockView({ block }: { readonly block: Block }) {
  if (block.kind === "code") {
    return (
      <pre
        dir="auto"
        className="bg-paper border-line rounded-control border px-3 py-2 font-mono text-sm wrap-anywhere whitespace-pre-wrap"
      >
        {block.text}
      </pre>
    );
  }
  if (block.kind === "list") {
    const List = block.order === "numbered" ? "ol" : "ul";
    return (
      <List dir="auto" className={`${block.order === "numbered" ? "list-decimal" : "list-disc"} ps-6`}>
        {block.items.map((spans, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- as above
          <li key={at}>{spanViews(spans)}</li>
        ))}
      </List>
    );
  }
  if (block.kind === "quote") {
    return (
      <blockquote dir="auto" className="border-edge text-muted border-s-2 ps-3 whitespace-pre-wrap">
        {spanViews(block.spans)}
      </blockquote>
    );
  }
  return <p className="plaintext whitespace-pre-wrap">{spanViews(block.spans)}</p>;
}

// oxlint-disable-next-line react/no-array-index-key -- as above
const spanViews = (spans: readonly Span[]): ReactNode => spans.map((span, at) => <SpanView key={at} span={span} />);

function SpanView({ span }: { readonly span: Span }) {
  switch (span.kind) {
    case "code":
      return <code className="bg-paper rounded-sm px-1 font-mono text-[0.9em]">{span.text}</code>;
    case "strong":
      return <strong className="font-semibold">{spanViews(span.spans)}</strong>;
    case "emphasis":
      return <em>{spanViews(span.spans)}</em>;
    case "link":
      return <LinkView link={span} />;
    case "text":
      return span.text;
    default:
      return span satisfies never;
  }
}

/** A page that is opened from here learns neither where from, nor gets a hold on this one. */
const LinkView = ({ link: { href, text, host } }: { readonly link: LinkSpan }) => (
  <bdi>
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent decoration-accent/40 rounded-sm underline decoration-1 underline-offset-3 hover:decoration-current"
    >
      {text}
    </a>
    {host !== undefined && <span className="text-muted text-sm"> ({host})</span>}
  </bdi>
);

const EMOJIS = /^(?:\p{RGI_Emoji}\s?){1,3}$/v;
const MAX_EMOJI_TEXT = 60;

const isEmojiOnly = (text: string): boolean => text.length <= MAX_EMOJI_TEXT && EMOJIS.test(text);
