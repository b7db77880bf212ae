import { expect, test } from "bun:test";
import { createMemoryNews } from "./kept-news.memory.ts";

test("everybody else hears what is told, until they stop or are gone", async () => {
  const join = createMemoryNews();
  const [alice, bob, carol] = [join(), join(), join()];
  const heard: string[] = [];
  alice.hear((news) => heard.push(`alice ${news}`));
  const stop = bob.hear((news) => heard.push(`bob ${news}`));
  carol.hear((news) => heard.push(`carol ${news}`));
  alice.tell("1");
  await Promise.resolve();
  stop();
  carol[Symbol.dispose]();
  carol.tell("2");
  alice.tell("3");
  bob.tell("4");
  await Promise.resolve();
  expect(heard).toEqual(["bob 1", "carol 1", "alice 4"]);
});
