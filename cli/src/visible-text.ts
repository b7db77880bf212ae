/** What a terminal would obey instead of showing, or show as nothing: controls, overrides of the writing direction, invisible characters. */
const SUSPECT = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Zl}\p{Zp}\u{FFF9}-\u{FFFB}]/gu;
/** The suspects that ordinary text needs: the joiners of many scripts, and the variation selectors of emoji. */
const NEEDED = /\u{200C}|\u{200D}|[\u{FE00}-\u{FE0F}]/u;

/** Safe to show on a terminal, over several lines. A character that could deceive stands as `<U+001B>`. */
export const visibleText = (text: string): string =>
  replaceDeceiving(text.replaceAll("\r\n", "\n"), (found) => (found === "\n" || found === "\t" ? found : name(found)));

/** Safe to show on a terminal, as one line. */
export const visibleLine = (text: string): string => replaceDeceiving(text, name);

/** JSON that means the same, and is safe to show on a terminal. */
export const visibleJson = (value: unknown): string =>
  replaceDeceiving(JSON.stringify(value), (found) => found.split("").map(escapeUnit).join(""));

const replaceDeceiving = (text: string, replace: (found: string) => string): string =>
  text.replaceAll(SUSPECT, (found) => (NEEDED.test(found) ? found : replace(found)));

const name = (character: string): string =>
  `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;

const escapeUnit = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
