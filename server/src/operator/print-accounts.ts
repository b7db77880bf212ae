import type { AdministeredAccount } from "@tacet/protocol";
import type { Admin } from "../features/admin/admin.ts";

/** By name, page by page: a server may have more accounts than memory has room for. */
export async function printAccounts(
  accounts: Pick<Admin["accounts"], "list">,
  startsWith: string | undefined,
  print: (line: string) => void,
): Promise<void> {
  for (let after: string | undefined, isLast = false; !isLast;) {
    const page = await accounts.list({ startsWith, after });
    for (const account of page.accounts) print(lineOf(account));
    after = page.next;
    isLast = after === undefined;
  }
}

const lineOf = ({ username, role, state, createdAt, lastSignInDay }: AdministeredAccount): string =>
  [
    username.padEnd(32),
    role.padEnd(5),
    state.padEnd(8),
    new Date(createdAt).toISOString().slice(0, 10),
    lastSignInDay ?? "-",
  ].join("  ");
