import type { Account } from "../accounts/connect-account.ts";
import { createCell, type Observable } from "./observable.ts";

/** Who may make an account here. */
export interface RegistrationOffer {
  /** Undefined until the server has said it. */
  readonly state: Observable<"open" | "invite" | "off" | undefined>;
  /** Never rejects: a page that does not know it offers nothing. */
  look(): Promise<void>;
}

export function createRegistrationOffer(account: Pick<Account, "describeServer">): RegistrationOffer {
  const state = createCell<"open" | "invite" | "off" | undefined>(undefined);
  return {
    state,
    look: async () => state.set((await account.describeServer().catch(() => undefined))?.registration),
  };
}
