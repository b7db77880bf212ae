import { expect, test } from "bun:test";
import { array, assert, constantFrom, oneof, property, string } from "fast-check";
import { parseInline, parseMarkdown, parsePlain, type Block } from "./parse-markdown.ts";
import type { Span } from "./spans.ts";

const wordsOf = (spans: readonly Span[]): string =>
  spans.map((span) => ("spans" in span ? wordsOf(span.spans) : span.text)).join("");

function spansOf(block: Block): readonly Span[] {
  if (block.kind === "code") return [{ kind: "code", text: block.text }];
  return block.kind === "list" ? block.items.flat() : block.spans;
}

const linksOf = (spans: readonly Span[]): readonly Span[] =>
  spans.flatMap((span) => ("spans" in span ? linksOf(span.spans) : span.kind === "link" ? [span] : []));

test("what is marked is told apart from what is not", () => {
  expect(parseInline("a **b _c_** `d*e*` f_g_h *i")).toEqual([
    { kind: "text", text: "a " },
    {
      kind: "strong",
      spans: [
        { kind: "text", text: "b " },
        { kind: "emphasis", spans: [{ kind: "text", text: "c" }] },
      ],
    },
    { kind: "text", text: " " },
    { kind: "code", text: "d*e*" },
    { kind: "text", text: " f_g_h *i" },
  ]);
});

test("lists, quotes and code are blocks, and code holds no marks", () => {
  expect(parseMarkdown("before\n- one\n- **two**\n1. three\n> four\n> five\n```js\n**six**\n```\nafter")).toEqual([
    { kind: "paragraph", spans: [{ kind: "text", text: "before" }] },
    {
      kind: "list",
      order: "none",
      items: [[{ kind: "text", text: "one" }], [{ kind: "strong", spans: [{ kind: "text", text: "two" }] }]],
    },
    { kind: "list", order: "numbered", items: [[{ kind: "text", text: "three" }]] },
    { kind: "quote", spans: [{ kind: "text", text: "four\nfive" }] },
    { kind: "code", text: "**six**" },
    { kind: "paragraph", spans: [{ kind: "text", text: "after" }] },
  ]);
});

test("an address of the web can be followed, and the sentence around it is not part of it", () => {
  const found = linksOf(parsePlain("See (https://a.example/b_(c)?d=1), then HTTPS://B.example.").flatMap(spansOf));
  expect(found).toEqual([
    { kind: "link", text: "https://a.example/b_(c)?d=1", href: "https://a.example/b_(c)?d=1", host: undefined },
    { kind: "link", text: "HTTPS://B.example", href: "https://b.example/", host: undefined },
  ]);
});

const hosts = (text: string) =>
  linksOf(parseMarkdown(text).flatMap(spansOf)).map((link) => "host" in link && link.host);

test("a link whose words do not say where it leads shows it", () => {
  expect(hosts("[the bank](https://evil.example/bank)")).toEqual(["evil.example"]);
  expect(hosts("[https://bank.example](https://evil.example)")).toEqual(["evil.example"]);
  expect(hosts("https://bänk.example")).toEqual(["xn--bnk-qla.example"]);
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "file:///etc/passwd",
  "https://bank.example@evil.example",
  "//evil.example",
  "https://",
])("%s is text and no link", (address) => {
  expect(linksOf(parseMarkdown(`[words](${address}) ${address}`).flatMap(spansOf))).toEqual([]);
});

const marks = constantFrom(
  "*",
  "**",
  "_",
  "`",
  "```",
  "\n",
  "> ",
  "- ",
  "1. ",
  "[",
  "](",
  ")",
  "a",
  " ",
  "https://x.y",
  "é",
);
const marked = array(marks, { maxLength: 60 }).map((parts) => parts.join(""));

test("no character of plain text is lost or added, and every link leads to the web", () => {
  assert(
    property(oneof(marked, string({ unit: "grapheme" })), (text) => {
      expect(wordsOf(parsePlain(text).flatMap(spansOf))).toBe(text);
      const spans = parseMarkdown(text).flatMap(spansOf);
      for (const link of linksOf(spans)) expect("href" in link && link.href).toMatch(/^https?:\/\//);
      // Marks go, and nothing else does.
      expect(wordsOf(spans).length).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: 500 },
  );
});

test.each([
  "*",
  "**a ",
  "_ ",
  "`",
  "[",
  "[a](",
  "[a](b",
  "> ",
  "- ",
  "```\n",
  "*a_b`",
  "https://",
  "https://a.b/((((",
  "1. ",
])(
  "the longest message of nothing but %j is read before anybody waits for it",
  (part) => {
    const text = part.repeat(16_000 / part.length);
    expect(() => [parseMarkdown(text), parsePlain(text)]).not.toThrow();
  },
  // A parser that goes back again and again would take minutes.
  5_000,
);
