/** A fenced block of a guide, with what the guide says that it prints. */
export interface GuideBlock {
  readonly language: string;
  readonly source: string;
  /** `…` stands for anything. */
  readonly output: string | undefined;
  /** For the reader of a failure. */
  readonly line: number;
}

const fence = /^```(\w+)\n([^]*?)^```$/gm;

/** Every block in order. A `text` block is what the one before it prints. Throws for a fence without a language. */
export function readBlocks(markdown: string): readonly GuideBlock[] {
  const blocks: GuideBlock[] = [];
  for (const { 1: language = "", 2: source = "", index } of markdown.matchAll(fence)) {
    const line = markdown.slice(0, index).split("\n").length;
    const before = blocks.at(-1);
    if (language !== "text") blocks.push({ language, source, output: undefined, line });
    else if (before && before.output === undefined) blocks[blocks.length - 1] = { ...before, output: source };
    else throw new Error(`line ${line}: this is the output of nothing`);
  }
  const fences = markdown.match(/^```/gm)?.length ?? 0;
  const outputs = blocks.filter(({ output }) => output !== undefined).length;
  if (fences !== 2 * (blocks.length + outputs)) throw new Error("a fence has no language or no end");
  return blocks;
}

/** Whether it prints what the guide says. White space at the ends does not count. */
export function isAsSaid(printed: string, output: string): boolean {
  const parts = output
    .trim()
    .split("…")
    .map((part) => RegExp.escape(part));
  return new RegExp(`^${parts.join("[^]*")}$`).test(printed.trim());
}
