import { expect, test } from "bun:test";
import { ProtocolError } from "@tacet/protocol";
import { createDailyQuota } from "./daily-quota.ts";

const DAY_MS = 24 * 3600 * 1000;

function attempt(work: () => void): string {
  try {
    work();
    return "ok";
  } catch (error) {
    return error instanceof ProtocolError ? error.code : String(error);
  }
}

test("a day's quota counts notes and bytes of each source, and begins anew after 24 hours", () => {
  let ms = 0;
  const quota = createDailyQuota({ maxNotes: 3, maxBytes: 100, monotonicMs: () => ms });
  const charge = (source: string, bytes: number) => attempt(() => quota.charge(source, bytes));
  const [ok, refused] = ["ok", "too_many_requests"];
  expect([charge("a", 60), charge("a", 60), charge("a", 40), charge("a", 1)]).toEqual([ok, refused, ok, refused]);
  expect([charge("b", 1), charge("b", 1), charge("b", 1), charge("b", 1)]).toEqual([ok, ok, ok, refused]);
  ms = DAY_MS;
  expect(charge("a", 100)).toBe("ok");
});

test("quotas of any number of sources take bounded memory", () => {
  const quota = createDailyQuota({ maxNotes: 1, maxBytes: 1, monotonicMs: () => 0, maxSources: 50 });
  for (let index = 0; index < 1000; index++) quota.charge(`source ${index}`, 1);
  expect(quota.size()).toBe(50);
});
