import {
  ACCOUNTS_PER_PAGE,
  type AdministeredAccount,
  type ChangeRole,
  type ListAccounts,
  type ReceivedRequestOf,
  type ReplyOf,
} from "@tacet/protocol";
import type { AdminDeps, AdminNotice } from "./admin-deps.ts";
import type { StoredAdministered } from "./administered-accounts.store.ts";
import type { AuditEntry } from "./audit.ts";
import { findAccount, operate, refuseLast, type Operation, type Operator } from "./operate.ts";

type Deps = Omit<AdminDeps, "registration" | "publicUrl">;

/** The accounts of the server, as who runs it sees them and holds them in order. */
export const createAdministerAccounts = (deps: Deps) => ({
  list: async (wish: ReceivedRequestOf<typeof ListAccounts>): Promise<ReplyOf<typeof ListAccounts>> => {
    const { startsWith = "", after = "" } = wish;
    const page = { startsWith, after, limit: ACCOUNTS_PER_PAGE + 1 };
    const found = (await deps.store.accounts(deps.database.read, page)).map(viewOf);
    const accounts = found.slice(0, ACCOUNTS_PER_PAGE);
    const last = accounts.at(-1);
    return { accounts, ...(last && found.length > accounts.length && { next: last.username }) };
  },

  disable: (operator: Operator, username: string): Promise<AdministeredAccount> =>
    change(deps, operator, {
      username,
      make: async (operation, account) => {
        refuseLast(operator, operation, account);
        if (!(await deps.store.setState(operation.tx, account.id, "disabled"))) return undefined;
        const revokedInvites = await deps.store.revokeOfMaker(operation.tx, account.id, deps.now());
        return { action: "account_disabled", details: { username, revokedInvites } };
      },
    }),

  enable: (operator: Operator, username: string): Promise<AdministeredAccount> =>
    change(deps, operator, {
      username,
      make: async ({ tx }, { id }) =>
        (await deps.store.setState(tx, id, "active"))
          ? { action: "account_enabled", details: { username } }
          : undefined,
    }),

  changeRole: (
    operator: Operator,
    { username, role }: ReceivedRequestOf<typeof ChangeRole>,
  ): Promise<AdministeredAccount> =>
    change(deps, operator, {
      username,
      make: async (operation, account) => {
        if (role === "user") refuseLast(operator, operation, account);
        if (!(await deps.store.setRole(operation.tx, account.id, role))) return undefined;
        const revokedInvites = await deps.store.revokeOfMaker(operation.tx, account.id, deps.now());
        return { action: "role_changed", details: { username, role, revokedInvites } };
      },
    }),
});

interface Made extends Pick<AuditEntry, "details"> {
  readonly action: AdminNotice;
}

interface Change {
  readonly username: string;
  /** Undefined when all was so already: then nothing is told and nothing written. */
  readonly make: (operation: Operation, account: StoredAdministered) => Promise<Made | undefined>;
}

/**
 * No session lives on across a change: one that was stolen gains no rights, and one of somebody who is to be kept out ends at once. What such an
 * account has invited does not come after it either.
 */
async function change(deps: Deps, operator: Operator, { username, make }: Change): Promise<AdministeredAccount> {
  const { view, tellOwner, accountId } = await operate(deps, operator, async (operation) => {
    const { tx } = operation;
    const account = await findAccount(deps, tx, username);
    const made = await make(operation, account);
    if (!made) return { view: viewOf(account), tellOwner: () => {}, accountId: account.id };
    await deps.accounts.signOutEverywhere(tx, account.id);
    const afterCommit = await deps.accounts.tell(tx, account.id, { kind: made.action });
    await deps.audit.append(tx, { actor: operator, subject: account.id, ...made });
    return { view: viewOf(await findAccount(deps, tx, username)), tellOwner: afterCommit, accountId: account.id };
  });
  deps.onDestroyed();
  deps.accounts.onSessionsEnded(accountId);
  tellOwner();
  return view;
}

const DAY_MS = 24 * 3600 * 1000;

const viewOf = ({ id, lastSignInDay, ...account }: StoredAdministered): AdministeredAccount => ({
  id: Uint8Array.from(id),
  ...account,
  ...(lastSignInDay !== null && { lastSignInDay: new Date(lastSignInDay * DAY_MS).toISOString().slice(0, 10) }),
});
