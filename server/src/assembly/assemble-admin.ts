import type { Config } from "../config/config.ts";
import { createAccountStore } from "../features/accounts/account.store.ts";
import { createAccountsForOperators } from "../features/accounts/for-operators.ts";
import type { NotifyChannels } from "../features/accounts/notices/notices.ts";
import type { AdminDeps } from "../features/admin/admin-deps.ts";
import { createAdministeredStore } from "../features/admin/administered-accounts.store.ts";
import { createAudit } from "../features/admin/audit.ts";
import { createAuditStore } from "../features/admin/audit.store.ts";
import { createInviteStore } from "../features/admin/invites.store.ts";
import type { Storage } from "../storage/storage.ts";

export interface AdminParts {
  readonly config: Pick<Config, "publicUrl" | "registration">;
  /** A command has these without a whole storage. */
  readonly storage: Pick<Storage, "database" | "sealing" | "auditKeys">;
  readonly now: () => number;
  readonly notifyChannels: NotifyChannels;
  /** Commands run beside the server, which finds out by itself. */
  readonly onSessionsEnded?: (accountId: Uint8Array) => void;
}

/** What operators' rules stand on, in a server and at the console. */
export function assembleAdminDeps({
  config,
  storage,
  now,
  notifyChannels,
  onSessionsEnded = () => {},
}: AdminParts): AdminDeps {
  const { database, sealing, auditKeys } = storage;
  return {
    database,
    store: { ...createAdministeredStore(database), ...createInviteStore() },
    accounts: createAccountsForOperators({
      database,
      store: createAccountStore(database),
      sealing,
      now,
      notifyChannels,
      onSessionsEnded,
    }),
    audit: createAudit({ database, store: createAuditStore(database), sealing, keys: auditKeys, now }),
    now,
    registration: config.registration,
    publicUrl: config.publicUrl,
    onDestroyed: () => database.eraseTracesSoon(),
  };
}
