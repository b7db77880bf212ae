import { expect, test } from "bun:test";
import { getEventListeners } from "node:events";
import { pause } from "./pause.ts";

test("a pause ends with its time, and leaves nothing on the signal", async () => {
  const { signal } = new AbortController();
  const pauses = Array.from({ length: 10 }, () => pause(1, signal));
  expect(getEventListeners(signal, "abort").length).toBe(10);
  await Promise.all(pauses);
  expect(getEventListeners(signal, "abort").length).toBe(0);
});

test("a pause ends at once with the signal, also one that begins afterwards", async () => {
  const stopping = new AbortController();
  const long = pause(600_000, stopping.signal);
  stopping.abort();
  await Promise.all([long, pause(600_000, stopping.signal)]);
});
