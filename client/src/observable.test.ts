import { expect, test } from "bun:test";
import { createCell } from "./observable.ts";

test("whoever subscribes is told of every change until they stop", () => {
  const cell = createCell("first");
  const seen: string[] = [];
  const stop = cell.subscribe(() => seen.push(cell.get()));
  cell.set("second");
  cell.set("third");
  stop();
  cell.set("fourth");
  expect(seen).toEqual(["second", "third"]);
  expect(cell.get()).toBe("fourth");
});
