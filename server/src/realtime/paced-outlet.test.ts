import { expect, test } from "bun:test";
import { until } from "../../test/http-socket.ts";
import { createPacedOutlet, MAX_BYTES_A_TURN } from "./paced-outlet.ts";

const half = "x".repeat(MAX_BYTES_A_TURN / 2);

/** An outlet with readers who are behind or not. */
function start() {
  const published: string[] = [];
  const behind = new Set<{ giveUp(): void }>();
  let givenUp = 0;
  const addReader = () => {
    const reader = { giveUp: () => void ((givenUp += 1), behind.delete(reader)) };
    behind.add(reader);
    return { catchUp: () => void behind.delete(reader) };
  };
  const outlet = createPacedOutlet({ publish: (topic) => published.push(topic), findBehind: () => [...behind] });
  const burst = (): void => ["1", "2", "3", "4"].forEach((topic) => outlet.post(topic, half));
  return { published, addReader, burst, givenUp: () => givenUp };
}

test("nothing leaves in the turn in which it is posted, and all of it in its order", async () => {
  const { published, burst } = start();
  burst();
  expect(published).toEqual([]);
  await until(() => published.length === 4);
  expect(published).toEqual(["1", "2", "3", "4"]);
});

test("a burst waits for a reader who is behind, and goes on when that one has read", async () => {
  const { published, addReader, burst, givenUp } = start();
  const { catchUp } = addReader();
  burst();
  await until(() => published.length === 2);
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => void setImmediate(resolve));
  expect(published).toEqual(["1", "2"]);
  catchUp();
  await until(() => published.length === 4);
  expect(givenUp()).toBe(0);
});

test("one who does not read is given up after a while, and waited for no more", async () => {
  const { published, addReader, burst, givenUp } = start();
  addReader();
  burst();
  await until(() => published.length === 4);
  expect(published).toEqual(["1", "2", "3", "4"]);
  expect(givenUp()).toBe(1);
});
