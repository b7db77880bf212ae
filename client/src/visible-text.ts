/** What a terminal or a page would obey instead of showing, or show as nothing: controls, overrides of the writing direction, invisible characters. */
const SUSPECT = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Zl}\p{Zp}\u{FFF9}-\u{FFFB}]/gu;
/** The suspects that ordinary text needs: the joiners of many scripts, and the variation selectors of emoji. */
const NEEDED = /\u{200C}|\u{200D}|[\u{FE00}-\u{FE0F}]/u;

/** Safe to show, over several lines. A character that could deceive stands as `<U+001B>`. */
export const visibleText = (text: string): string => replaceDeceiving(withPlainLineEnds(text), nameInText);

/** How many characters of `text` do not show as themselves in `visibleText`. */
export function countHidden(text: string): number {
  let count = 0;
  replaceDeceiving(withPlainLineEnds(text), (found) => {
    if (nameInText(found) !== found) count++;
    return found;
  });
  return count;
}

/** Safe to show, as one line. */
export const visibleLine = (text: string): string => replaceDeceiving(text, name);

/** JSON that means the same, and is safe to show on a terminal. */
export const visibleJson = (value: unknown): string =>
  replaceDeceiving(JSON.stringify(value), (found) => found.split("").map(escapeUnit).join(""));

const replaceDeceiving = (text: string, replace: (found: string) => string): string =>
  text.replaceAll(SUSPECT, (found) => (NEEDED.test(found) ? found : replace(found)));

const withPlainLineEnds = (text: string): string => text.replaceAll("\r\n", "\n");

const nameInText = (found: string): string => (found === "\n" || found === "\t" ? found : name(found));

const name = (character: string): string =>
  `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
