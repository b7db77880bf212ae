import { ProtocolError } from "@tacet/protocol";
import type { Account } from "../accounts/connect-account.ts";
import { parseLinkToken } from "./fragment-token.ts";
import { createCell, type Observable } from "../observable.ts";
import { problemOf, type PageProblem } from "./page-problem.ts";

export type ConfirmingState =
  /** There is no whole link in the address. */
  | { readonly kind: "damaged" }
  | { readonly kind: "ready"; readonly problem?: PageProblem }
  | { readonly kind: "confirming" }
  | { readonly kind: "confirmed" }
  /** It was used before, is too old, or its address was changed again. */
  | { readonly kind: "void" };

/** Confirming an address by the link that was mailed to it. Nothing is sent until a person says so: mail filters open links. */
export interface EmailConfirming {
  readonly state: Observable<ConfirmingState>;
  /** Never rejects. */
  confirm(): Promise<void>;
}

export function createEmailConfirming(account: Pick<Account, "confirmEmail">, fragment: string): EmailConfirming {
  const token = parseLinkToken(fragment);
  const state = createCell<ConfirmingState>({ kind: token ? "ready" : "damaged" });
  return {
    state,
    confirm: async () => {
      if (!token || state.get().kind !== "ready") return;
      state.set({ kind: "confirming" });
      try {
        await account.confirmEmail(token);
        state.set({ kind: "confirmed" });
      } catch (error) {
        const isVoid = error instanceof ProtocolError && error.code === "link_refused";
        state.set(isVoid ? { kind: "void" } : { kind: "ready", problem: problemOf(error) });
      }
    },
  };
}
