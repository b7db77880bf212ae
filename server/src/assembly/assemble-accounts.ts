import { createAccountStore } from "../features/accounts/account.store.ts";
import { createAccounts, type Accounts } from "../features/accounts/accounts.ts";
import { createGuessStore } from "../features/accounts/guesses.store.ts";
import { createGuesses, type Guesses } from "../features/accounts/guesses.ts";
import { createPasswordHashing } from "../features/accounts/password-hashing.ts";
import type { Parts } from "./parts.ts";

export function assembleAccounts({ config, storage }: Parts, guesses: Guesses): Accounts {
  const { database, sealing, clock } = storage;
  return createAccounts({
    database,
    store: createAccountStore(),
    sealing,
    hashing: createPasswordHashing(),
    now: () => clock.now(),
    serverName: config.name,
    registration: config.registration,
    maxPerSource: config.accountsPerDay,
    sessionIdleMs: config.sessionIdleMs,
    sessionLifetimeMs: config.sessionLifetimeMs,
    takeInvite: async () => false,
    guesses,
    notifyChannels: () => {},
    onDestroyed: () => database.eraseTracesSoon(),
  });
}

export const assembleGuesses = ({ storage: { database, sealing } }: Parts): Guesses =>
  createGuesses({ database, store: createGuessStore(database), keys: () => sealing.derive("guess") });
