import { createCell, type Observable } from "../../observable.ts";
import { problemOf, type PageProblem } from "../page-problem.ts";

export type PagedState<Entry> =
  | { readonly kind: "asking" }
  | { readonly kind: "unknown"; readonly problem: PageProblem }
  | KnownEntries<Entry>;

export interface KnownEntries<Entry> {
  readonly kind: "known";
  readonly entries: readonly Entry[];
  readonly hasMore: boolean;
  /** One thing at a time. */
  readonly activity: "none" | "asking more" | "changing";
  /** Why the last of them did not work. */
  readonly problem: PageProblem | undefined;
}

export interface FetchedPage<Entry, Cursor> {
  readonly entries: readonly Entry[];
  readonly next: Cursor | undefined;
}

export type Outcome = "done" | "not done";

/** A list that the server gives a page at a time, and what is done to its entries. None of its methods rejects: what went wrong is in the state. */
export interface PagedList<Entry, Wish> {
  readonly state: Observable<PagedState<Entry>>;
  /** Asks for what is wished, from its beginning. Of two wishes the later one holds, whichever's answer comes first. */
  readonly look: (wish: Wish) => Promise<void>;
  readonly more: () => Promise<void>;
  /** Does what `work` does, which answers how the entries are after it. */
  readonly change: (work: () => Promise<ChangeEntries<Entry>>) => Promise<Outcome>;
}

type ChangeEntries<Entry> = (entries: readonly Entry[]) => readonly Entry[];

export function createPagedList<Entry, Wish, Cursor>(
  fetchPage: (wish: Wish, after: Cursor | undefined) => Promise<FetchedPage<Entry, Cursor>>,
): PagedList<Entry, Wish> {
  const state = createCell<PagedState<Entry>>({ kind: "asking" });
  let turn = 0;
  let rest: { readonly wish: Wish; readonly after: Cursor } | undefined;

  async function fetchFrom(wish: Wish, after: Cursor | undefined): Promise<readonly Entry[]> {
    const own = turn;
    const { entries, next } = await fetchPage(wish, after);
    if (own === turn) rest = next === undefined ? undefined : { wish, after: next };
    return entries;
  }

  const showing = (entries: readonly Entry[]): KnownEntries<Entry> => ({
    kind: "known",
    entries,
    hasMore: rest !== undefined,
    activity: "none",
    problem: undefined,
  });

  async function work(activity: KnownEntries<Entry>["activity"], doIt: () => Promise<ChangeEntries<Entry>>) {
    const before = state.get();
    if (before.kind !== "known" || before.activity !== "none") return "not done";
    const own = turn;
    const idle = { ...before, problem: undefined };
    state.set({ ...idle, activity });
    try {
      const change = await doIt();
      if (own === turn) state.set(showing(change(before.entries)));
      return "done";
    } catch (error) {
      if (own === turn) state.set({ ...idle, problem: problemOf(error) });
      return "not done";
    }
  }

  return {
    state,
    look: async (wish) => {
      const own = ++turn;
      state.set({ kind: "asking" });
      const answer = await fetchFrom(wish, undefined).then(showing, unknown);
      if (own === turn) state.set(answer);
    },
    more: async () => {
      const from = rest;
      if (!from) return;
      await work("asking more", async () => {
        const more = await fetchFrom(from.wish, from.after);
        return (entries) => [...entries, ...more];
      });
    },
    change: (doIt) => work("changing", doIt),
  };
}

const unknown = (error: unknown) => ({ kind: "unknown", problem: problemOf(error) }) as const;
