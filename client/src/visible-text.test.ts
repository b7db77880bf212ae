import { expect, test } from "bun:test";
import { countHidden, visibleJson, visibleLine, visibleText } from "./visible-text.ts";

test("what a terminal would obey is shown, not obeyed", () => {
  expect(visibleText("\u001b[2Jred\u0007\u009b31m\u007f")).toBe("<U+001B>[2Jred<U+0007><U+009B>31m<U+007F>");
  expect(visibleText("safe\rfake")).toBe("safe<U+000D>fake");
});

test("overrides of the writing direction and invisible characters are shown", () => {
  expect(visibleText("a\u202Etxt.exe\u2066\u200Fb")).toBe("a<U+202E>txt.exe<U+2066><U+200F>b");
  expect(visibleText("zero\u200Bwidth\u{E0041}\u2028\uFEFF")).toBe("zero<U+200B>width<U+E0041><U+2028><U+FEFF>");
});

test("what does not show as itself is counted", () => {
  expect(countHidden("a\u202Etxt.exe\u2066\u200Fb\r\n\t")).toBe(3);
  expect(countHidden("two\r\nlines, می\u200Cخواهم")).toBe(0);
});

test("ordinary text in any script stays as it is", () => {
  const text = "tabs\tand lines\nשלום مرحبا 日本 नमस्ते می\u200Cخواهم 👩\u200D🚀 ❤\uFE0F";
  expect(visibleText(text)).toBe(text);
  expect(visibleText("two\r\nlines")).toBe("two\nlines");
});

test("a line stays one line", () => {
  expect(visibleLine("title\nforged line")).toBe("title<U+000A>forged line");
});

test("JSON means the same and holds nothing that a terminal would obey", () => {
  const value = { text: '\u001b[0m\u009b\u202E\u{E0041} "quoted" é' };
  expect(visibleJson(value)).toMatch(/^[\x20-\x7eé]*$/);
  expect(JSON.parse(visibleJson(value))).toEqual(value);
});
