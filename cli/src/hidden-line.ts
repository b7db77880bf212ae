/** `typing` until it is over: by Enter, or by Ctrl-C or Ctrl-D, which give it up. */
export type LineState = "typing" | "entered" | "given_up";

export interface HiddenLine {
  press(byte: number): LineState;
  /** What was typed so far, as the terminal encoded it. */
  bytes(): Uint8Array;
}

/** No link or passphrase is longer, and what is cut here is refused later for its length. */
const MAX_LINE_BYTES = 8192;

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;

/** One line typed in raw mode, where the editing that a terminal does by itself is off: erase, kill, end. Pure, byte by byte. */
export function createHiddenLine(): HiddenLine {
  const typed: number[] = [];
  const skipEscape = createEscapeFilter();

  const erase = (): void => {
    while (isContinuation(typed.at(-1))) typed.pop();
    typed.pop();
  };
  const press = (byte: number): LineState => {
    if (skipEscape(byte)) return "typing";
    if (byte === 0x0d || byte === 0x0a) return "entered";
    if (byte === 0x03 || (byte === 0x04 && typed.length === 0)) return "given_up";
    if (byte === 0x7f || byte === 0x08) erase();
    else if (byte === 0x15) typed.length = 0;
    else if (byte >= 0x20 && typed.length < MAX_LINE_BYTES) typed.push(byte);
    return "typing";
  };
  return { press, bytes: () => Uint8Array.from(typed) };
}

/** True for the bytes of an escape sequence (ECMA-48 §5.4): an arrow key or a bracketed paste must not become part of a passphrase. */
function createEscapeFilter(): (byte: number) => boolean {
  let state: "text" | "escape" | "sequence" = "text";
  return (byte) => {
    if (state === "text" && byte !== 0x1b) return false;
    if (state === "text") state = "escape";
    else if (state === "escape") state = byte === 0x5b || byte === 0x4f ? "sequence" : "text";
    else if (byte >= 0x40 && byte <= 0x7e) state = "text";
    return true;
  };
}
