import { ProtocolError } from "@tacet/protocol";
import { expect, test } from "bun:test";
import { createPagedList, type FetchedPage } from "./paged-list.ts";

const pages: Readonly<Record<string, FetchedPage<string, string>>> = {
  "": { entries: ["a", "b"], next: "b" },
  b: { entries: ["c"], next: undefined },
};

const createLetters = () =>
  createPagedList(async (_: undefined, after: string | undefined) => pages[after ?? ""] ?? nothing);
const nothing: FetchedPage<string, string> = { entries: [], next: undefined };

test("a list goes on where its last page ended, and knows its end", async () => {
  const { state, look, more } = createLetters();
  await look(undefined);
  expect(state.get()).toMatchObject({ entries: ["a", "b"], hasMore: true });
  await more();
  expect(state.get()).toMatchObject({ entries: ["a", "b", "c"], hasMore: false, activity: "none" });
  await more();
  expect(state.get()).toMatchObject({ entries: ["a", "b", "c"] });
});

test("of two wishes the later one holds, also when the earlier one's answer comes last", async () => {
  const early = Promise.withResolvers<FetchedPage<string, string>>();
  const { state, look, more } = createPagedList<string, "early" | "late", string>((wish) =>
    wish === "early" ? early.promise : Promise.resolve({ entries: ["late"], next: undefined }),
  );
  const looking = look("early");
  await look("late");
  early.resolve({ entries: ["early"], next: "early" });
  await looking;
  await more();
  expect(state.get()).toMatchObject({ entries: ["late"], hasMore: false });
});

test("a change that is refused leaves the entries as they were and says why, and the next one is tried", async () => {
  const { state, look, change } = createLetters();
  await look(undefined);
  const refused = change(() => Promise.reject(new ProtocolError("unavailable")));
  expect(state.get()).toMatchObject({ activity: "changing" });
  expect(await change(async () => () => [])).toBe("not done");
  expect(await refused).toBe("not done");
  expect(state.get()).toMatchObject({ entries: ["a", "b"], activity: "none", problem: { code: "unavailable" } });
  expect(await change(async () => (entries) => entries.slice(1))).toBe("done");
  expect(state.get()).toMatchObject({ entries: ["b"], hasMore: true, problem: undefined });
});
