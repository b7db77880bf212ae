import { equalBytes, unreachable, UsernameStart, type AdministeredAccount } from "@tacet/protocol";
import type { Admin } from "../../admin/connect-admin.ts";
import type { Observable } from "../../observable.ts";
import type { OwnSession } from "../own-session.ts";
import { createPagedList, type FetchedPage, type Outcome, type PagedState } from "./paged-list.ts";

/** What an account can be made. */
export type AccountChange = "disabled" | "active" | "admin" | "user";

/** The accounts of a server, for an administrator. */
export interface AccountDesk {
  readonly state: Observable<PagedState<AdministeredAccount>>;
  /** Those whose names begin so; all of them for an empty text. */
  look(startsWith: string): Promise<void>;
  more(): Promise<void>;
  change(username: string, change: AccountChange): Promise<Outcome>;
}

type AccountCalls = Pick<Admin, "listAccounts" | "disableAccount" | "enableAccount" | "changeRole">;

export function createAccountDesk({ act }: Pick<OwnSession, "act">, admin: AccountCalls): AccountDesk {
  const { state, look, more, change } = createPagedList(async (startsWith: string, after: string | undefined) => {
    // No name begins with what no name can hold.
    if (startsWith !== "" && !UsernameStart.safeParse(startsWith).success) return nothing;
    const wish = { ...(startsWith !== "" && { startsWith }), ...(after !== undefined && { after }) };
    const { accounts, next } = await act(() => admin.listAccounts(wish));
    return { entries: accounts, next };
  });
  return {
    state,
    look: (startsWith) => look(startsWith.trim()),
    more,
    change: (username, wanted) =>
      change(async () => {
        const changed = await act(() => make(admin, username, wanted));
        return (accounts) => accounts.map((each) => (equalBytes(each.id, changed.id) ? changed : each));
      }),
  };
}

const nothing: FetchedPage<AdministeredAccount, string> = { entries: [], next: undefined };

function make(admin: AccountCalls, username: string, wanted: AccountChange): Promise<AdministeredAccount> {
  switch (wanted) {
    case "disabled":
      return admin.disableAccount(username);
    case "active":
      return admin.enableAccount(username);
    case "admin":
    case "user":
      return admin.changeRole({ username, role: wanted });
    default:
      return unreachable(wanted);
  }
}
