import { EmailText, type OwnAccount } from "@tacet/protocol";
import { createCell, type Observable } from "../observable.ts";
import type { OwnSession } from "./own-session.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

export interface EmailSettingState {
  readonly activity: "none" | "mailing" | "removing";
  /** What became of the last wish: the address that a link was mailed to, say. */
  readonly outcome?: { readonly mailedTo: string } | "removed" | PageProblem;
}

/** The e-mail address of an account. None of its methods rejects: what went wrong is in the state. */
export interface EmailSetting {
  readonly state: Observable<EmailSettingState>;
  /** The address counts once its owner has opened the link that is mailed there. */
  set(typed: string): Promise<void>;
  /** Signs out all other devices of the account. */
  remove(): Promise<void>;
}

export function createEmailSetting(session: Pick<OwnSession, "state" | "act" | "enter">): EmailSetting {
  const state = createCell<EmailSettingState>({ activity: "none" });

  async function carryOut(activity: "mailing" | "removing", work: () => Promise<EmailSettingState["outcome"]>) {
    if (state.get().activity !== "none") return;
    state.set({ activity });
    const outcome = await work().catch(problemOf);
    state.set({ activity: "none", ...(outcome !== undefined && { outcome }) });
  }

  return {
    state,
    set: (typed) =>
      carryOut("mailing", async () => {
        const email = typed.trim();
        if (!EmailText.safeParse(email).success) return malformed;
        try {
          await session.act((account) => account.setEmail(email));
        } catch (error) {
          const problem = problemOf(error);
          // All else that it sends is in order: what is left is an address that no mail can go to.
          return problem.code === "invalid_request" ? malformed : problem;
        }
        return { mailedTo: email };
      }),
    remove: () =>
      carryOut("removing", async () => {
        await session.act((account) => account.setEmail(null));
        const now = session.state.get();
        if (now.kind === "signed_in") session.enter(withoutEmail(now.account));
        return "removed";
      }),
  };
}

const malformed: PageProblem = { code: "email_malformed", retryAfterMs: undefined };

function withoutEmail(account: OwnAccount): OwnAccount {
  const { email: _, ...rest } = account;
  return rest;
}
