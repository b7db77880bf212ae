import { linkSpans, linkTo, type Span } from "./spans.ts";

/** A part of a message in the small Markdown of messages: no headings, images or HTML. */
export type Block =
  | { readonly kind: "paragraph" | "quote"; readonly spans: readonly Span[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "list"; readonly order: "numbered" | "none"; readonly items: readonly (readonly Span[])[] };

const FENCE = "```";
const marks = { quote: /^> ?/, bullet: /^[-*] +/, number: /^\d{1,9}[.)] +/ } as const;
type Marked = keyof typeof marks;

/** Takes time in proportion to the text, whatever it holds. What is not closed stands as it was typed. */
export function parseMarkdown(text: string): readonly Block[] {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const end = endOfBlock(lines, at);
    const block = blockOf(lines.slice(at, end));
    if (block) blocks.push(block);
    at = end;
  }
  return blocks;
}

const isFence = (line: string | undefined): boolean => line?.startsWith(FENCE) ?? false;

function markOf(line: string): Marked | undefined {
  if (marks.quote.test(line)) return "quote";
  if (marks.bullet.test(line)) return "bullet";
  return marks.number.test(line) ? "number" : undefined;
}

function endOfBlock(lines: readonly string[], start: number): number {
  const first = lines[start] ?? "";
  if (isFence(first)) {
    let close = start + 1;
    while (close < lines.length && !isFence(lines[close])) close++;
    return Math.min(close + 1, lines.length);
  }
  const mark = markOf(first);
  const isBlank = first.trim() === "";
  let end = start + 1;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? "";
    if (isFence(line) || markOf(line) !== mark || (line.trim() === "") !== isBlank) break;
  }
  return end;
}

function blockOf(lines: readonly string[]): Block | undefined {
  const [first = ""] = lines;
  if (isFence(first)) {
    const isClosed = lines.length > 1 && isFence(lines.at(-1));
    return { kind: "code", text: lines.slice(1, isClosed ? -1 : undefined).join("\n") };
  }
  if (first.trim() === "") return undefined;
  const mark = markOf(first);
  if (mark === undefined) return { kind: "paragraph", spans: parseInline(lines.join("\n")) };
  const bare = lines.map((line) => line.replace(marks[mark], ""));
  if (mark === "quote") return { kind: "quote", spans: parseInline(bare.join("\n")) };
  return { kind: "list", order: mark === "number" ? "numbered" : "none", items: bare.map((line) => parseInline(line)) };
}

/** Emphasis in emphasis in emphasis: nobody writes more, and it bounds the work. */
const MAX_DEPTH = 4;
const MARKS = /`|\*\*|\*|_|\[/g;

export function parseInline(text: string, depth = 0): readonly Span[] {
  const spans: Span[] = [];
  /** Ends that were looked for and are not in the rest of the text: they are not looked for again. */
  const missing = new Set<string>();
  let said = 0;
  const opening = new RegExp(MARKS);
  for (let found = opening.exec(text); found; found = opening.exec(text)) {
    const marked = markedAt(text, { mark: found[0], at: found.index, depth, missing });
    if (!marked) continue;
    spans.push(...linkSpans(text.slice(said, found.index)), marked.span);
    said = marked.end;
    opening.lastIndex = said;
  }
  return [...spans, ...linkSpans(text.slice(said))];
}

interface Opening {
  readonly mark: string;
  readonly at: number;
  readonly depth: number;
  readonly missing: Set<string>;
}

interface MarkedSpan {
  readonly span: Span;
  readonly end: number;
}

function markedAt(text: string, opening: Opening): MarkedSpan | undefined {
  const { mark, at, depth, missing } = opening;
  if (mark === "[") return linkAt(text, opening);
  const start = at + mark.length;
  const close = endOf(text, mark, { from: start, missing });
  if (close === undefined || close === start) return undefined;
  const inner = text.slice(start, close);
  const end = close + mark.length;
  if (mark === "`") return { span: { kind: "code", text: inner }, end };
  const hugs = inner.trim() === inner && (mark !== "_" || standsAlone(text, at, end));
  if (!hugs || depth >= MAX_DEPTH) return undefined;
  return { span: { kind: mark === "**" ? "strong" : "emphasis", spans: parseInline(inner, depth + 1) }, end };
}

/** `[words](address)`; what it leads to is shown when the words do not say it. */
function linkAt(text: string, { at, missing }: Opening): MarkedSpan | undefined {
  const middle = endOf(text, "](", { from: at, missing });
  const close = middle === undefined ? undefined : endOf(text, ")", { from: middle, missing });
  if (middle === undefined || close === undefined || close - at > MAX_LINK_CHARACTERS) return undefined;
  const words = text.slice(at + 1, middle);
  const span = words.includes("[") || words.trim() === "" ? undefined : linkTo(text.slice(middle + 2, close), words);
  return span && { span, end: close + 1 };
}

const MAX_LINK_CHARACTERS = 4_000;

interface Search {
  readonly from: number;
  readonly missing: Set<string>;
}

function endOf(text: string, mark: string, { from, missing }: Search): number | undefined {
  if (missing.has(mark)) return undefined;
  const at = text.indexOf(mark, from);
  if (at === -1) missing.add(mark);
  return at === -1 ? undefined : at;
}

const isLetter = (character: string): boolean => /[\p{L}\p{N}_]/u.test(character);

/** `_so_`, and not the middle of `a_name_like_this`. */
const standsAlone = (text: string, at: number, end: number): boolean =>
  !isLetter(text.charAt(at - 1)) && !isLetter(text.charAt(end));

/** Of a whole message that has no marks. */
export const parsePlain = (text: string): readonly Block[] =>
  text === "" ? [] : [{ kind: "paragraph", spans: linkSpans(text) }];
