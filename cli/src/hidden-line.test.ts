import { expect, test } from "bun:test";
import { createHiddenLine, type LineState } from "./hidden-line.ts";

function type(keys: string): { state: LineState; text: string } {
  const line = createHiddenLine();
  let state: LineState = "typing";
  for (const byte of new TextEncoder().encode(keys)) state = line.press(byte);
  return { state, text: new TextDecoder().decode(line.bytes()) };
}

test("Enter ends the line, whichever byte the terminal sends for it", () => {
  expect(type("pass word \r")).toEqual({ state: "entered", text: "pass word " });
  expect(type("pass\n")).toEqual({ state: "entered", text: "pass" });
});

test("erasing takes a whole character, not a byte of it", () => {
  expect(type("aé€😀\u007f\u007f\u0008").text).toBe("a");
  expect(type("\u007f\u007fb").text).toBe("b");
});

test("Ctrl-U starts anew", () => {
  expect(type("wrong\u0015right").text).toBe("right");
});

test("Ctrl-C gives up, and so does Ctrl-D on an empty line", () => {
  expect(type("abc\u0003").state).toBe("given_up");
  expect(type("\u0004").state).toBe("given_up");
  expect(type("abc\u0004")).toEqual({ state: "typing", text: "abc" });
});

test("arrow keys, function keys and the marks of a bracketed paste are no part of a passphrase", () => {
  expect(type("a\u001b[Db\u001bOPc\u001b[15~d\u001b[200~pasted\u001b[201~").text).toBe("abcdpasted");
});

test("a line does not grow without end", () => {
  expect(type("x".repeat(100_000)).text.length).toBe(8192);
});
