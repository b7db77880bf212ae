import { createCell, type Observable } from "../observable.ts";
import type { OwnSession } from "./own-session.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

export type PeopleListState<Entry> =
  | { readonly kind: "asking" }
  | { readonly kind: "unknown"; readonly problem: PageProblem }
  | KnownPeople<Entry>;

export interface KnownPeople<Entry> {
  readonly kind: "known";
  readonly entries: readonly Entry[];
  /** Whether the server has more than these. */
  readonly rest: "none" | "there" | "asked for";
  /** Why there are not more of them. */
  readonly problem?: PageProblem;
}

/** People of one kind, a page at a time. None of its methods rejects: what went wrong is in the state. */
export interface PeopleList<Entry> {
  readonly state: Observable<PeopleListState<Entry>>;
  /** Asks for the first page, and goes on showing what is known until it is there. */
  look(): Promise<void>;
  lookFurther(): Promise<void>;
  /** Takes somebody out who is known to be there no more. */
  drop(username: string): void;
}

export interface PageOfPeople<Entry, Mark> {
  readonly entries: readonly Entry[];
  readonly next?: Mark | undefined;
}

export interface PeopleListPorts<Entry, Mark> {
  readonly session: Pick<OwnSession, "act">;
  readonly readPage: (after?: Mark) => Promise<PageOfPeople<Entry, Mark>>;
  readonly nameOf: (entry: Entry) => string;
}

export function createPeopleList<Entry, Mark>(ports: PeopleListPorts<Entry, Mark>): PeopleList<Entry> {
  const { session, readPage, nameOf } = ports;
  const state = createCell<PeopleListState<Entry>>({ kind: "asking" });
  let next: Mark | undefined;
  /** An answer to an older question than the last one is not shown. */
  let turn = 0;

  function show(before: readonly Entry[], page: PageOfPeople<Entry, Mark>): void {
    next = page.next;
    // Between two pages somebody may have moved from the one to the other.
    const names = new Set(page.entries.map(nameOf));
    const entries = [...before.filter((each) => !names.has(nameOf(each))), ...page.entries];
    state.set({ kind: "known", entries, rest: next === undefined ? "none" : "there" });
  }

  return {
    state,
    look: async () => {
      const mine = ++turn;
      if (state.get().kind === "unknown") state.set({ kind: "asking" });
      try {
        const page = await session.act(() => readPage());
        if (mine === turn) show([], page);
      } catch (error) {
        if (mine === turn) state.set({ kind: "unknown", problem: problemOf(error) });
      }
    },
    lookFurther: async () => {
      const before = state.get();
      if (before.kind !== "known" || before.rest !== "there") return;
      const mine = ++turn;
      state.set({ kind: "known", entries: before.entries, rest: "asked for" });
      try {
        const page = await session.act(() => readPage(next));
        if (mine === turn) show(knownIn(state.get()), page);
      } catch (error) {
        if (mine === turn)
          state.set({ kind: "known", entries: knownIn(state.get()), rest: "there", problem: problemOf(error) });
      }
    },
    drop: (username) => {
      const before = state.get();
      if (before.kind !== "known") return;
      state.set({ ...before, entries: before.entries.filter((each) => nameOf(each) !== username) });
    },
  };
}

const knownIn = <Entry>(state: PeopleListState<Entry>): readonly Entry[] =>
  state.kind === "known" ? state.entries : [];
