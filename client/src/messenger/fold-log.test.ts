import { expect, test } from "bun:test";
import * as fc from "fast-check";
import type { Entry } from "@tacet/protocol";
import { foldLog, type FoldedLog } from "./fold-log.ts";
import type { KeptEntry, Wish } from "./layout.ts";

const own = "alice@localhost";
const bob = "bob@localhost";
const epoch = "0".repeat(32);
const bytes = (size: number, value: number) => new Uint8Array(size).fill(value);

const entry = (seq: number, rest: Partial<Entry>): Entry => ({
  seq,
  hash: bytes(32, seq),
  kind: "message",
  from: bob,
  at: seq * 1000,
  ...rest,
});
const message = (seq: number, text: string, from = bob): Entry =>
  entry(seq, { from, payload: JSON.stringify({ text }) });
const keep = (each: Entry): KeptEntry => ({ epoch, entry: each });

function fold(entries: readonly Entry[], rest: Partial<FoldedLog> = {}) {
  return foldLog({
    own,
    entries: entries.map(keep),
    about: entries.filter(({ target }) => target !== undefined),
    range: { from: 1, to: entries.length },
    wishes: [],
    cursors: [{ address: bob, delivered: 0, read: 0 }],
    isLive: true,
    ...rest,
  });
}

const wish = (rest: Partial<Wish>): Wish => ({
  kind: "message",
  key: "k",
  order: 1,
  ref: bytes(16, 1),
  at: 1,
  since: 0,
  isTried: true,
  ...rest,
});

const edit = (seq: number, from: string, text: string): Entry =>
  entry(seq, { kind: "edit", from, target: 1, payload: JSON.stringify({ text }) });

const gone = (seq: number): Entry => ({ seq, hash: bytes(32, seq), kind: "gone" });

const stateAt = (delivered: number, read: number, wishes: readonly Wish[] = []) =>
  fold([message(1, "a", own)], { cursors: [{ address: bob, delivered, read }], wishes })[0];

test("only its author edits a message, and the last edit counts", () => {
  const items = fold([message(1, "first"), edit(2, bob, "second"), edit(3, bob, "third"), edit(4, own, "forged")]);
  expect(items).toMatchObject([{ kind: "message", text: "third", isEdited: true }]);
});

test("a place that is gone is shown where a deletion says so, and else leaves nothing", () => {
  const items = fold([gone(1), gone(2), message(3, "still here"), entry(4, { kind: "deletion", target: 1 })]);
  expect(items.map(({ kind, key }) => [kind, key])).toEqual([
    ["gone", "1"],
    ["message", "3"],
  ]);
});

test("what cannot be read has its place, and what is missing in between is one gap", () => {
  const items = fold([message(1, "one"), entry(2, { payload: "no content" }), message(9, "nine")], {
    range: { from: 1, to: 10 },
  });
  expect(items).toMatchObject([
    { kind: "message" },
    { kind: "unreadable", seq: 2 },
    { kind: "gap", after: 2, before: 9 },
    { kind: "message" },
    { kind: "gap", after: 9, before: 11 },
  ]);
});

test("one's own message that came before its answer is not shown twice", () => {
  const payload = JSON.stringify({ text: "hello" });
  const log = [message(1, "hello", own), message(2, "hello", own)];
  expect(fold(log, { wishes: [wish({ payload, since: 1 })] }).map(({ key }) => key)).toEqual(["1", "k"]);
  expect(fold(log, { wishes: [wish({ payload, since: 2 })] })).toHaveLength(3);
});

test("how far the others are is the state of what one has said, and a refusal comes before it", () => {
  expect(stateAt(0, 0)).toMatchObject({ state: { kind: "sent" } });
  expect(stateAt(1, 0)).toMatchObject({ state: { kind: "delivered" } });
  expect(stateAt(1, 1)).toMatchObject({ state: { kind: "read" } });
  const refused = wish({ kind: "edit", target: 1, payload: '{"text":"b"}', refused: "conversation_closed" });
  expect(stateAt(1, 1, [refused])).toMatchObject({
    text: "a",
    state: { kind: "refused", code: "conversation_closed" },
  });
});

const anyEntry = fc.record({
  kind: fc.constantFrom("message", "message", "edit", "reaction", "deletion", "gone", "membership"),
  from: fc.constantFrom(own, bob, undefined),
  target: fc.nat({ max: 11 }),
  text: fc.constantFrom("a", "b", "👍"),
  isHere: fc.boolean(),
});

test("the same entries give the same items in whatever order they came", () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (drawn, numbers) => {
      const log = drawn.flatMap(({ kind, from, target, text, isHere }, at): Entry[] => {
        if (!isHere) return [];
        const isAbout = kind === "edit" || kind === "reaction" || kind === "deletion";
        const payload = JSON.stringify(kind === "reaction" ? { emoji: text, state: "added" } : { text });
        return [
          entry(at + 1, {
            kind,
            from,
            payload,
            ...(isAbout && { target: (target % drawn.length) + 1 }),
          }),
        ];
      });
      const wishes = [wish({ key: "x", order: 2, payload: '{"text":"c"}' }), wish({ payload: '{"text":"d"}' })];
      const shuffled = log.toSorted(() => ((numbers.next().value ?? 0) % 2 === 0 ? 1 : -1));
      const range = { from: 1, to: drawn.length };
      const rest = { range, wishes, cursors: undefined };
      expect(fold(shuffled, { ...rest, wishes: wishes.toReversed() })).toEqual(fold(log, rest));
    }),
    { numRuns: 500, seed: 5 },
  );
});
