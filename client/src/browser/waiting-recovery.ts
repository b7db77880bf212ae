import { encodeHex, type ReadRecovery, type ReplyOf } from "@tacet/protocol";
import { createCell, type Observable } from "../observable.ts";
import type { OwnSession } from "./own-session.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

/** What somebody has asked for who says that they cannot sign in to this account. */
export type AskedRecovery = NonNullable<ReplyOf<typeof ReadRecovery>["waiting"]>;

export type WaitingRecoveryState =
  /** Also when nobody can say. The account is told on other ways as well. */
  | { readonly kind: "none" }
  | {
      readonly kind: "waiting";
      readonly asked: AskedRecovery;
      readonly activity: "none" | "cancelling";
      readonly problem?: PageProblem;
    }
  | { readonly kind: "cancelled" };

/** A recovery that waits, of whoever's account the session is. None of its methods rejects. */
export interface WaitingRecovery {
  readonly state: Observable<WaitingRecoveryState>;
  cancel(): Promise<void>;
}

export function createWaitingRecovery({ state: session, act }: Pick<OwnSession, "state" | "act">): WaitingRecovery {
  const state = createCell<WaitingRecoveryState>({ kind: "none" });
  let owner: string | undefined;

  async function look(): Promise<void> {
    const asker = owner;
    const answer = await act((account) => account.readRecovery()).catch(() => undefined);
    // What is another person's by now is not shown to this one.
    if (answer?.waiting && asker === owner) state.set({ kind: "waiting", asked: answer.waiting, activity: "none" });
  }

  session.subscribe(() => {
    const now = session.get();
    const next = now.kind === "signed_in" ? encodeHex(now.account.id) : undefined;
    if (next === owner) return;
    owner = next;
    state.set({ kind: "none" });
    if (owner !== undefined) void look();
  });

  return {
    state,
    cancel: async () => {
      const before = state.get();
      if (before.kind !== "waiting" || before.activity !== "none") return;
      const { kind, asked } = before;
      state.set({ kind, asked, activity: "cancelling" });
      try {
        await act((account) => account.cancelRecovery());
        state.set({ kind: "cancelled" });
      } catch (error) {
        state.set({ kind, asked, activity: "none", problem: problemOf(error) });
      }
    },
  };
}
