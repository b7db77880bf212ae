import type { ChangeCredentials, ChangePrivacy, ChangeProfile, OwnAccount, RequestOf } from "@tacet/protocol";
import { createCell, type Observable } from "../observable.ts";
import type { OwnSession } from "./own-session.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";
import { findUnusableSecret, inOneForm } from "./unusable-entry.ts";

export interface ChangingState {
  readonly activity: "none" | "saving";
  /** What became of the last change; `saved` holds until the next one. */
  readonly outcome?: "saved" | PageProblem;
}

/** What people set of themselves. None of its methods rejects: what went wrong is in the state. */
export interface AccountChanging {
  readonly state: Observable<ChangingState>;
  changeProfile(changes: RequestOf<typeof ChangeProfile>): Promise<void>;
  changePrivacy(changes: RequestOf<typeof ChangePrivacy>): Promise<void>;
  /** Signs out all other devices of the account. */
  changeCredentials(changes: RequestOf<typeof ChangeCredentials>): Promise<void>;
}

export function createAccountChanging({ act, enter }: Pick<OwnSession, "act" | "enter">): AccountChanging {
  const state = createCell<ChangingState>({ activity: "none" });

  async function save(change: () => Promise<OwnAccount>): Promise<void> {
    if (state.get().activity !== "none") return;
    state.set({ activity: "saving" });
    try {
      enter(await change());
      state.set({ activity: "none", outcome: "saved" });
    } catch (error) {
      state.set({ activity: "none", outcome: problemOf(error) });
    }
  }

  return {
    state,
    changeProfile: (changes) => save(() => act((account) => account.changeProfile(changes))),
    changePrivacy: (changes) => save(() => act((account) => account.changePrivacy(changes))),
    changeCredentials: async (typed) => {
      const changes = inOneForm(typed);
      const unusable = findUnusableSecret(changes);
      if (!unusable) return save(async () => (await act((account) => account.changeCredentials(changes))).account);
      if (state.get().activity !== "none") return;
      state.set({ activity: "none", outcome: { code: unusable, retryAfterMs: undefined } });
    },
  };
}
