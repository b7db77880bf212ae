import type { OwnAccount } from "@tacet/protocol";
import { createCodeAsking, type CodeAsking } from "./code-asking.ts";
import { createCell, type Observable } from "../observable.ts";
import type { OwnSession } from "./own-session.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

export interface PhoneChangingState {
  readonly activity: "none" | "sending" | "removing";
  /** What has to show that the new number is the account's owner's. */
  readonly asked?: AskedCode;
  /** What became of the last change; `set` and `removed` hold until the next one. */
  readonly outcome?: "set" | "removed" | PageProblem;
}

export interface AskedCode {
  readonly phone: string;
  readonly code: CodeAsking;
}

/** The phone of one's own account. None of its methods rejects: what went wrong is in the state. */
export interface PhoneChanging {
  readonly state: Observable<PhoneChangingState>;
  /** Has a code sent to a new number. With the code it is the account's, and all other devices are signed out. */
  readonly sendCode: (phone: string) => Promise<void>;
  /** Back to the number. */
  readonly startAgain: () => void;
  /** Signs out all other devices of the account. */
  readonly remove: () => Promise<void>;
}

export function createPhoneChanging({ act, enter }: Pick<OwnSession, "act" | "enter">): PhoneChanging {
  const state = createCell<PhoneChangingState>({ activity: "none" });

  async function attempt(activity: "sending" | "removing", work: () => Promise<PhoneChangingState>): Promise<void> {
    if (state.get().activity !== "none") return;
    state.set({ activity });
    try {
      state.set(await work());
    } catch (error) {
      state.set({ activity: "none", outcome: problemOf(error) });
    }
  }

  function finish(outcome: "set" | "removed", account: OwnAccount): PhoneChangingState {
    enter(account);
    return { activity: "none", outcome };
  }

  async function askCode(phone: string): Promise<PhoneChangingState> {
    const send = () => act((account) => account.requestNewPhoneCode(phone));
    const code = createCodeAsking({
      first: await send(),
      send,
      use: async (phoneCode) => {
        const changed = await act((account) => account.setPhone({ phone, phoneCode }));
        state.set(finish("set", changed.account));
      },
    });
    return { activity: "none", asked: { phone, code } };
  }

  return {
    state,
    sendCode: (phone) => attempt("sending", () => askCode(phone.trim())),
    startAgain: () => {
      if (state.get().asked?.code.state.get().activity === "none") state.set({ activity: "none" });
    },
    remove: () =>
      attempt("removing", async () => finish("removed", (await act((account) => account.removePhone())).account)),
  };
}
