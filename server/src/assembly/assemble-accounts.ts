import { createAccountStore } from "../features/accounts/account.store.ts";
import { createAccounts, type Accounts } from "../features/accounts/accounts.ts";
import { createPasswordHashing } from "../features/accounts/password-hashing.ts";
import type { Parts } from "./parts.ts";

export function assembleAccounts({ config, storage }: Parts): Accounts {
  const { database, sealing, clock } = storage;
  return createAccounts({
    database,
    store: createAccountStore(),
    sealing,
    hashing: createPasswordHashing(),
    now: () => clock.now(),
    serverName: config.name,
    registration: config.registration,
    sessionIdleMs: config.sessionIdleMs,
    sessionLifetimeMs: config.sessionLifetimeMs,
    takeInvite: async () => false,
    notifyChannels: () => {},
    onDestroyed: () => database.eraseTracesSoon(),
  });
}
