import type { AdminDeps } from "./admin-deps.ts";
import { createAdministerAccounts } from "./administer-accounts.ts";
import { createInvites } from "./invites.ts";
import { createReadAudit, createVerifyAudit } from "./read-audit.ts";

export type Admin = ReturnType<typeof createAdmin>;

/** What whoever runs the server does: at the console of the machine, and as an administrator from elsewhere. */
export const createAdmin = (deps: AdminDeps) => ({
  accounts: createAdministerAccounts(deps),
  invites: createInvites(deps),
  readAudit: createReadAudit(deps),
  verifyAudit: createVerifyAudit(deps),
});
