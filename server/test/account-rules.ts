import type { AccountDeps } from "../src/features/accounts/account-deps.ts";
import { createAccountStore } from "../src/features/accounts/account.store.ts";
import { createAccounts, type Accounts } from "../src/features/accounts/accounts.ts";
import { createPasswordHashing } from "../src/features/accounts/credentials/password-hashing.ts";
import type { Storage } from "../src/storage/storage.ts";

/** The rules of accounts without HTTP: hashes cost next to nothing, no try is ever held off, and nothing is sent to anybody. */
export const createTestAccounts = (
  { database, sealing, lookupForWriting, clock }: Storage,
  changes: Partial<AccountDeps> = {},
): Accounts =>
  createAccounts({
    database,
    store: createAccountStore(database),
    sealing,
    lookupForWriting,
    hashing: createPasswordHashing({ parameters: { memoryKiB: 8, passes: 1 } }),
    now: () => clock.now(),
    serverName: "localhost",
    registration: "open",
    maxPerSource: 100,
    exportParts: {},
    forgetRest: [],
    sessionIdleMs: 1e9,
    sessionLifetimeMs: 1e9,
    invites: { find: async () => undefined, use: async () => false, isNameKept: async () => false },
    holdAdmins: async () => [],
    guesses: {
      charge: async () => ({ guesses: [] }),
      forgive: async () => {},
      countToday: async () => true,
      countTodayIn: async () => true,
      takeBackToday: async () => {},
    },
    codeSender: undefined,
    notifyChannels: () => {},
    later: () => {},
    isTimeCredible: async () => true,
    onSessionsEnded: () => {},
    onDestroyed: () => {},
    ...changes,
  });
