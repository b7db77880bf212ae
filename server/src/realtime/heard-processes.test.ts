import { expect, test } from "bun:test";
import { createHeardProcesses } from "./heard-processes.ts";

const start = () => {
  const state = { ms: 0 };
  return { state, heard: createHeardProcesses(() => state.ms) };
};

test("a message is in turn, after a gap, or was heard before, for each process by itself", () => {
  const { heard } = start();
  const hear = (...messages: readonly [string, number][]) => messages.map(([from, count]) => heard.hear(from, count));
  expect(hear(["a", 1], ["a", 2], ["b", 1], ["a", 3])).toEqual(["in turn", "in turn", "in turn", "in turn"]);
  expect(hear(["a", 5], ["a", 4], ["a", 5], ["a", 6])).toEqual(["after a gap", "again", "again", "in turn"]);
  expect(hear(["c", 2], ["c", 3])).toEqual(["after a gap", "in turn"]);
});

test("a process that falls silent is missed until it is heard again, goes in order, or was silent for long", () => {
  const { state, heard } = start();
  heard.hear("a", 1);
  heard.hear("b", 1);
  state.ms = 3000;
  heard.hear("b", 2);
  expect(heard.isAnySilent()).toBe(false);
  state.ms = 4000;
  expect(heard.isAnySilent()).toBe(true);
  heard.hear("a", 2);
  expect(heard.isAnySilent()).toBe(false);
  state.ms = 9000;
  heard.forget("a");
  expect(heard.isAnySilent()).toBe(true);
  state.ms = 3000 + 600_000;
  expect([heard.isAnySilent(), heard.size()]).toEqual([false, 0]);
});

test("however many processes somebody invents, few are remembered", () => {
  const { heard } = start();
  for (let index = 0; index < 100_000; index++) heard.hear(`process ${index}`, 1);
  expect(heard.size()).toBe(1024);
});
