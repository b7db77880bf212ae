import type { ReportPerson, RequestOf } from "@tacet/protocol";
import type { People } from "../people/connect-people.ts";
import { createCell, type Observable } from "../observable.ts";
import type { OwnSession } from "./own-session.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

export type ReportDraft = RequestOf<typeof ReportPerson>;

export interface ReportingState {
  readonly activity: "none" | "sending";
  readonly outcome?: "sent" | PageProblem;
}

/** One report to the operator about somebody. */
export interface PersonReporting {
  readonly state: Observable<ReportingState>;
  /** Never rejects: what went wrong is in the state, and the draft is still the caller's. */
  send(draft: ReportDraft): Promise<void>;
}

export interface ReportingPorts {
  readonly session: Pick<OwnSession, "act">;
  readonly people: Pick<People, "report">;
}

export function createPersonReporting({ session, people }: ReportingPorts): PersonReporting {
  const state = createCell<ReportingState>({ activity: "none" });
  return {
    state,
    send: async (draft) => {
      const { activity, outcome } = state.get();
      // A second press would make a second report.
      if (activity !== "none" || outcome === "sent") return;
      state.set({ activity: "sending" });
      try {
        await session.act(() => people.report(draft));
        state.set({ activity: "none", outcome: "sent" });
      } catch (error) {
        state.set({ activity: "none", outcome: problemOf(error) });
      }
    },
  };
}
