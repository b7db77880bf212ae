import { expect } from "bun:test";
import * as fc from "fast-check";
import type { KeptKey } from "./kept-key.ts";
import { createModel } from "./kept-records-model.ts";
import type { KeptChange, KeptPage, KeptRecords } from "./kept-records.ts";

/** A batch that is written, or something that is read and compared. */
export type StoryStep =
  | { readonly kind: "write"; readonly changes: readonly KeptChange[] }
  | { readonly kind: "read"; readonly page: KeptPage }
  | { readonly kind: "get"; readonly collection: string; readonly key: KeptKey };

/** Few of everything, so that they meet. */
const anyPart = fc.oneof(fc.constantFrom("", "a", "a\0", "aa", "b"), fc.integer({ min: -1, max: 3 }));
const anyKey: fc.Arbitrary<KeptKey> = fc.oneof(
  fc.constantFrom("", "a", "b"),
  fc.array(anyPart, { maxLength: 3 }),
  fc.tuple(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 12 })),
);
const anyCollection = fc.constantFrom("entries", "entries2");
const anyEnd = fc.option(anyKey, { nil: undefined });
const anyRange = { collection: anyCollection, from: anyEnd, to: anyEnd };

const anyChange: fc.Arbitrary<KeptChange> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("put" as const),
      collection: anyCollection,
      key: anyKey,
      value: fc.nat(99),
    }),
  },
  fc.record({ kind: fc.constant("delete" as const), collection: anyCollection, key: anyKey }),
  fc.record({ kind: fc.constant("delete_range" as const), ...anyRange }),
);
const anyPage: fc.Arbitrary<KeptPage> = fc.record({
  ...anyRange,
  limit: fc.integer({ min: 1, max: 6 }),
  direction: fc.constantFrom("ascending" as const, "descending" as const, undefined),
});
const anyStep: fc.Arbitrary<StoryStep> = fc.oneof(
  fc.record({ kind: fc.constant("write" as const), changes: fc.array(anyChange, { maxLength: 8 }) }),
  fc.record({ kind: fc.constant("read" as const), page: anyPage }),
  fc.record({ kind: fc.constant("get" as const), collection: anyCollection, key: anyKey }),
);

export const anyStory: fc.Arbitrary<readonly StoryStep[]> = fc.array(anyStep, { minLength: 2, maxLength: 14 });

/** Makes each step there and in the model, and compares. */
export async function tellStory(records: KeptRecords, story: readonly StoryStep[]): Promise<void> {
  const model = createModel();
  for (const told of story) {
    switch (told.kind) {
      case "write":
        await records.write(told.changes);
        told.changes.forEach(model.change);
        break;
      case "read":
        expect(await records.readRange(told.page)).toStrictEqual(model.read(told.page));
        expect(await records.count(told.page)).toBe(model.all(told.page).length);
        break;
      case "get":
        expect(await records.get(told.collection, told.key)).toBe(model.get(told.collection, told.key));
    }
  }
}
