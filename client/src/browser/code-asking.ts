import type { IssuedPhoneCode, PhoneCode } from "@tacet/protocol";
import { createCell, type Observable } from "../observable.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

export interface CodeState {
  readonly activity: "none" | "checking" | "sending";
  /** Of several that were sent the latest counts. */
  readonly sent: "once" | "again";
  /** When the code is void, by the server's clock. */
  readonly expiresAt: number;
  /** A try is refused before this time, by this device's clock in milliseconds since the Unix epoch. */
  readonly openAt: number;
  /** The same for another code. */
  readonly resendAt: number;
  /** Why the last try, or the last wish for another code, did not work. */
  readonly problem?: PageProblem;
}

/** Six digits that went to a phone, and are awaited. None of its methods rejects: what went wrong is in the state. */
export interface CodeAsking {
  readonly state: Observable<CodeState>;
  readonly give: (code: string) => Promise<void>;
  readonly sendAgain: () => Promise<void>;
}

export interface CodePorts {
  readonly first: IssuedPhoneCode;
  readonly send: () => Promise<IssuedPhoneCode>;
  /** Does what the code is for. */
  readonly use: (code: PhoneCode) => Promise<void>;
  readonly now?: () => number;
}

export function createCodeAsking({ first, send, use, now = Date.now }: CodePorts): CodeAsking {
  let issued = first;
  const fresh = (sent: CodeState["sent"]): CodeState => ({
    activity: "none",
    sent,
    expiresAt: issued.expiresAt,
    openAt: 0,
    resendAt: now() + issued.resendAfterMs,
  });
  const state = createCell<CodeState>(fresh("once"));

  function begin(activity: "checking" | "sending"): CodeState | undefined {
    const { problem: _, ...before } = state.get();
    if (before.activity !== "none") return undefined;
    state.set({ ...before, activity });
    return before;
  }

  return {
    state,
    give: async (code) => {
      const before = begin("checking");
      if (!before) return;
      try {
        await use({ request: issued.request, code });
        state.set(before);
      } catch (error) {
        const problem = problemOf(error);
        state.set({ ...before, openAt: now() + (problem.retryAfterMs ?? 0), problem });
      }
    },
    sendAgain: async () => {
      const before = begin("sending");
      if (!before) return;
      try {
        issued = await send();
        state.set(fresh("again"));
      } catch (error) {
        // The code that was sent before goes on to count.
        const problem = problemOf(error);
        state.set({ ...before, resendAt: now() + (problem.retryAfterMs ?? 0), problem });
      }
    },
  };
}
