/** What a line of a message is made of: data for React, never HTML. */
export type Span =
  | { readonly kind: "text" | "code"; readonly text: string }
  | { readonly kind: "strong" | "emphasis"; readonly spans: readonly Span[] }
  | LinkSpan;

export interface LinkSpan {
  readonly kind: "link";
  readonly text: string;
  readonly href: string;
  /** Where it really leads, when its words do not say so. */
  readonly host: string | undefined;
}

const WEB_ADDRESS = /https?:\/\/[^\s<>"']+/giu;

/** Text in which addresses of the web can be followed, and nothing else happens. */
export function linkSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(WEB_ADDRESS)) {
    const words = withoutPunctuation(found);
    const link = linkTo(words, words);
    if (!link) continue;
    spans.push(...textSpan(text.slice(end, index)), link);
    end = index + words.length;
  }
  return [...spans, ...textSpan(text.slice(end))];
}

/** Undefined for what is no address of the web, and for one that shows a name and leads elsewhere (`https://bank.example@evil.example`). */
export function linkTo(address: string, words: string): LinkSpan | undefined {
  const url = URL.parse(address);
  if (!url || (url.protocol !== "https:" && url.protocol !== "http:") || url.username || url.password) return undefined;
  const isHostSaid = words.toLowerCase().startsWith(`${url.protocol}//${url.host}`);
  return { kind: "link", text: words, href: url.href, host: isHostSaid ? undefined : url.host };
}

export const textSpan = (text: string): readonly Span[] => (text === "" ? [] : [{ kind: "text", text }]);

const CLOSING = new Set(".,;:!?…*_~`");

/** A full stop after an address ends the sentence; a bracket belongs to it when it was opened in it. */
function withoutPunctuation(found: string): string {
  let end = found.length;
  const open = { ")": count(found, "("), "]": count(found, "[") };
  const closed = { ")": count(found, ")"), "]": count(found, "]") };
  for (; end > 0; end--) {
    const last = found.charAt(end - 1);
    if (last === ")" || last === "]") {
      if (closed[last] <= open[last]) break;
      closed[last]--;
    } else if (!CLOSING.has(last)) break;
  }
  return found.slice(0, end);
}

const count = (text: string, character: string): number => text.split(character).length - 1;
