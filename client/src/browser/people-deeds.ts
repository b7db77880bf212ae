import type { People } from "../people/connect-people.ts";
import { createCell, type Observable } from "../observable.ts";
import type { OwnSession } from "./own-session.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

/** What one account can do about another, with one press and at once. */
export type Deed = "ask" | "withdraw" | "accept" | "decline" | "block" | "unblock";

export interface DoneDeed {
  readonly deed: Deed;
  readonly username: string;
  /** To `ask`: an answer is waited for, or the two have each other's leave. */
  readonly answer?: "waiting" | "accepted";
}

export interface DeedsState {
  readonly activity: "none" | "doing";
  /** What was done last. */
  readonly done?: DoneDeed;
  /** Why the last deed was not done. */
  readonly problem?: PageProblem;
}

/** One deed at a time. None of the methods rejects: what went wrong is in the state. */
export interface PeopleDeeds {
  readonly state: Observable<DeedsState>;
  ask(username: string, text: string): Promise<void>;
  carryOut(deed: Exclude<Deed, "ask">, username: string): Promise<void>;
  /** What was done before is of no interest any more. */
  forget(): void;
}

export interface DeedsPorts {
  readonly session: Pick<OwnSession, "act">;
  readonly people: Pick<People, Deed>;
  readonly onDone: (done: DoneDeed) => void;
}

export function createPeopleDeeds({ session, people, onDone }: DeedsPorts): PeopleDeeds {
  const state = createCell<DeedsState>({ activity: "none" });

  async function act(call: () => Promise<DoneDeed>): Promise<void> {
    if (state.get().activity !== "none") return;
    state.set({ activity: "doing" });
    try {
      const done = await session.act(call);
      onDone(done);
      state.set({ activity: "none", done });
    } catch (error) {
      state.set({ activity: "none", problem: problemOf(error) });
    }
  }

  return {
    state,
    forget: () => {
      if (state.get().activity === "none") state.set({ activity: "none" });
    },
    ask: (username, text) =>
      act(async () => ({ deed: "ask", username, answer: (await people.ask(username, text)).state })),
    carryOut: (deed, username) =>
      act(async () => {
        await people[deed](username);
        return { deed, username };
      }),
  };
}
