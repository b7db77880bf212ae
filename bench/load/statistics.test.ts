import { expect, test } from "bun:test";
import { median, quantile } from "./statistics.ts";

test("quantiles do not depend on the order of the sample", () => {
  const sample = Array.from({ length: 1000 }, (_, index) => (index * 7) % 1000);
  expect([quantile(sample, 0), median(sample), quantile(sample, 0.99), quantile(sample, 1)]).toEqual([
    0, 500, 990, 999,
  ]);
  expect(median([3])).toBe(3);
});
