import type { Account } from "../accounts/connect-account.ts";
import { createCell, type Observable } from "./observable.ts";

/** Who may make an account here. */
export interface RegistrationOffer {
  /** Undefined until the server has said it. */
  readonly state: Observable<"open" | "invite" | "off" | undefined>;
  /** Whether the operator can be written to, for those who do not get in; false until the server has said it. */
  readonly contact: Observable<boolean>;
  /** Never rejects: a page that does not know it offers nothing. */
  look(): Promise<void>;
}

export function createRegistrationOffer(account: Pick<Account, "describeServer">): RegistrationOffer {
  const state = createCell<"open" | "invite" | "off" | undefined>(undefined);
  const contact = createCell(false);
  return {
    state,
    contact,
    look: async () => {
      const described = await account.describeServer().catch(() => undefined);
      contact.set(described?.contact === true);
      state.set(described?.registration);
    },
  };
}
