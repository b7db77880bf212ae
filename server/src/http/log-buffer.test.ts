import { expect, test } from "bun:test";
import { createLogBuffer } from "./log-buffer.ts";

/** A log whose reader takes a text only when it is told to. */
function setUp(maxChars = 1000) {
  const sent: string[] = [];
  const dropped: number[] = [];
  const readers: (() => void)[] = [];
  const buffer = createLogBuffer({
    send: (text) => {
      sent.push(text);
      return new Promise((resolve) => readers.push(resolve));
    },
    waitMs: 60_000,
    maxChars,
    onDropped: (lines) => dropped.push(lines),
  });
  return { buffer, sent, dropped, takeOne: () => readers.shift()?.() };
}

test("lines go out together and in their order, and who flushes while some are being sent waits for the rest too", async () => {
  const { buffer, sent, takeOne } = setUp();
  buffer.write("1\n");
  buffer.write("2\n");
  const first = buffer.flush();
  buffer.write("3\n");
  const second = buffer.flush();
  expect(sent).toEqual(["1\n2\n"]);
  takeOne();
  await Promise.resolve();
  expect(sent).toEqual(["1\n2\n", "3\n"]);
  takeOne();
  await Promise.all([first, second]);
});

test("a reader that stands still costs lines, not memory, and how many is told once it reads again", async () => {
  const { buffer, sent, dropped, takeOne } = setUp(6);
  buffer.write("1\n");
  const flushed = buffer.flush();
  for (const line of ["2\n", "3\n", "4\n", "5\n"]) buffer.write(line);
  expect(dropped).toEqual([]);
  takeOne();
  await Promise.resolve();
  takeOne();
  await flushed;
  expect(sent).toEqual(["1\n", "2\n3\n"]);
  expect(dropped).toEqual([2]);
});

test("what nobody has begun to send can be taken, once", () => {
  const { buffer } = setUp();
  buffer.write("1\n");
  expect(buffer.take()).toBe("1\n");
  expect(buffer.take()).toBe("");
});
