import { foldUsername, type Bytes } from "@tacet/protocol";
import { createCell, type Observable } from "../observable.ts";
import type { OwnSession } from "./own-session.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

export interface LeavingState {
  readonly activity: "none" | "exporting" | "deleting";
  /** What became of the last wish. Of a deletion only why it did not work: with it the session is over. */
  readonly exported?: "saved" | PageProblem;
  readonly undeleted?: PageProblem;
}

/** The way out of an account, and what can be taken along. None of its methods rejects: what went wrong is in the state. */
export interface AccountLeaving {
  readonly state: Observable<LeavingState>;
  exportData(): Promise<void>;
  /** `typed`: the username once more, by hand. */
  deleteAccount(typed: string): Promise<void>;
}

export interface LeavingPorts {
  readonly session: Pick<OwnSession, "state" | "act" | "endDeleted">;
  readonly save: (document: Bytes, username: string) => void;
}

export function createAccountLeaving({ session, save }: LeavingPorts): AccountLeaving {
  const state = createCell<LeavingState>({ activity: "none" });

  /** Whose account it is, when there is nothing else going on. */
  function owner(): string | undefined {
    const now = session.state.get();
    return now.kind === "signed_in" && state.get().activity === "none" ? now.account.username : undefined;
  }

  return {
    state,
    exportData: async () => {
      const username = owner();
      if (username === undefined) return;
      state.set({ activity: "exporting" });
      try {
        save(await session.act((account) => account.exportAccount()), username);
        state.set({ activity: "none", exported: "saved" });
      } catch (error) {
        state.set({ activity: "none", exported: problemOf(error) });
      }
    },
    deleteAccount: async (typed) => {
      const username = owner();
      if (username === undefined) return;
      if (foldUsername(typed.trim()) !== username) {
        return state.set({ activity: "none", undeleted: { code: "not_confirmed", retryAfterMs: undefined } });
      }
      state.set({ activity: "deleting" });
      try {
        await session.act((account) => account.deleteAccount(username));
      } catch (error) {
        return state.set({ activity: "none", undeleted: problemOf(error) });
      }
      session.endDeleted();
    },
  };
}
