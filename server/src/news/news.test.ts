import { expect, test } from "bun:test";
import { until } from "../../test/http-socket.ts";
import { createNewsTeller, type News, type NewsChannel, type NewsTellerDeps } from "./news.ts";

/** One that takes everything, and in no hurry unless the test is. */
function tellerWith(channel: NewsChannel = async () => {}, changes: Partial<NewsTellerDeps> = {}) {
  const told: News[] = [];
  const troubles: unknown[] = [];
  const recording: NewsChannel = async (news, stopped) => {
    told.push(news);
    await channel(news, stopped);
  };
  const teller = createNewsTeller({
    channels: [recording],
    onTrouble: (error) => troubles.push(error),
    pauseMs: 3_600_000,
    ...changes,
  });
  return { teller, told, troubles };
}

test("the first news is told at once, and what follows is counted until the pause is over", async () => {
  const { teller, told } = tellerWith(undefined, { pauseMs: 200 });
  await using _ = teller;
  teller.tell("contact_message");
  await until(() => told.length === 1);
  for (let count = 0; count < 50; count++) teller.tell("contact_message");
  expect(told).toEqual([{ kind: "contact_message", count: 1 }]);
  await until(() => told.length === 2);
  expect(told[1]).toEqual({ kind: "contact_message", count: 50 });
});

test("one kind of news does not wait for the other", async () => {
  const { teller, told } = tellerWith();
  await using _ = teller;
  teller.tell("contact_message");
  await until(() => told.length === 1);
  teller.tell("contact_message");
  teller.tell("person_reported");
  await until(() => told.length === 2);
  expect(told[1]).toEqual({ kind: "person_reported", count: 1 });
});

test("news that came in the pause is told at the stop, and none after it", async () => {
  const { teller, told } = tellerWith();
  teller.tell("person_reported");
  await until(() => told.length === 1);
  teller.tell("person_reported");
  teller.tell("person_reported");
  await teller[Symbol.asyncDispose]();
  teller.tell("person_reported");
  expect(told).toEqual([
    { kind: "person_reported", count: 1 },
    { kind: "person_reported", count: 2 },
  ]);
});

test("a way to the operator that is broken is told of, and does not end the telling", async () => {
  const { teller, told, troubles } = tellerWith(() => Promise.reject(new Error("gone")), { pauseMs: 1 });
  await using _ = teller;
  teller.tell("contact_message");
  await until(() => troubles.length === 1);
  teller.tell("contact_message");
  await until(() => troubles.length === 2);
  expect(told.map(({ count }) => count)).toEqual([1, 1]);
});
