import type { Item, MessageItem } from "@tacet/client/messenger";
import { expect, test } from "bun:test";
import { dressItems } from "./dress-items.ts";
import { changeOf } from "./item-change.ts";

const NOON = new Date(2026, 10, 21, 12).getTime();
const MINUTE_MS = 60_000;

const said = (seq: number, minute: number, parts: Partial<MessageItem> = {}): MessageItem => ({
  kind: "message",
  key: `e${seq}`,
  seq,
  at: NOON + minute * MINUTE_MS,
  from: "rosa@tacet.test",
  isOwn: false,
  text: "",
  format: "plain",
  subject: undefined,
  replyTo: undefined,
  isEdited: false,
  reactions: [],
  state: { kind: "sent" },
  ...parts,
});

const own = { from: "mira@tacet.test", isOwn: true } as const;
const placesOf = (items: readonly Item[]) => dressItems(items, { firstUnread: undefined }).map(({ place }) => place);

test("what one person says in one go belongs together, until somebody else speaks or time passes", () => {
  expect(placesOf([said(1, 0), said(2, 1), said(3, 2), said(4, 2, own), said(5, 3), said(6, 20)])).toEqual([
    "first",
    "middle",
    "last",
    "alone",
    "alone",
    "alone",
  ]);
});

test("what stands between, a new day, and a subject part what was said", () => {
  const gone: Item = { kind: "gone", key: "e2", seq: 2, at: NOON };
  expect(placesOf([said(1, 0), gone, said(3, 1)])).toEqual(["alone", "alone", "alone"]);
  expect(placesOf([said(1, 12 * 60 - 1), said(2, 12 * 60 + 1)])).toEqual(["alone", "alone"]);
  expect(placesOf([said(1, 0), said(2, 1, { subject: "News" }), said(3, 2)])).toEqual(["alone", "first", "last"]);
});

test("the first of each day says which, and a gap says nothing", () => {
  const gap: Item = { kind: "gap", key: "g", after: 1, before: 9 };
  const days = dressItems([said(1, 0), gap, said(9, 5), said(10, 24 * 60)], { firstUnread: 9 });
  expect(days.map(({ day }) => day !== undefined)).toEqual([true, false, false, true]);
  expect(days.map(({ isFirstUnread }) => isFirstUnread)).toEqual([false, false, true, false]);
});

test("a list that grows or shrinks at its start is told from one that changes elsewhere", () => {
  const [a, b, c, d] = [said(1, 0), said(2, 0), said(3, 0), said(4, 0)];
  expect(changeOf([c, d], [a, b, c, d])).toBe("at start");
  expect(changeOf([a, b, c], [b, c])).toBe("at start");
  expect(changeOf([a, b], [a, b, c])).toBe("elsewhere");
  expect(changeOf([b, c, d], [a, b, c])).toBe("both ends");
  expect(changeOf([a, b], [c, d])).toBe("both ends");
  expect(changeOf([], [a])).toBe("elsewhere");
});
