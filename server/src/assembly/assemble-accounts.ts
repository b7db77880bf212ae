import type { AccountDeps } from "../features/accounts/account-deps.ts";
import { createAccountStore } from "../features/accounts/account.store.ts";
import { createAccounts, type Accounts } from "../features/accounts/accounts.ts";
import { createGuessStore } from "../features/accounts/guesses.store.ts";
import { createGuesses, type Guesses } from "../features/accounts/guesses.ts";
import { createPasswordHashing } from "../features/accounts/password-hashing.ts";
import { createAccountMails } from "./account-mails.ts";
import type { Parts } from "./parts.ts";
import { isTimeCredible } from "./is-time-credible.ts";

/** What other features bring to accounts. */
export type BroughtToAccounts = Pick<
  AccountDeps,
  "guesses" | "invites" | "notifyChannels" | "exportParts" | "forgetRest"
>;

export function assembleAccounts({ config, storage, mail, later }: Parts, brought: BroughtToAccounts): Accounts {
  const { database, sealing, clock, lookupForWriting } = storage;
  return createAccounts({
    database,
    store: createAccountStore(database),
    sealing,
    lookupForWriting,
    hashing: createPasswordHashing(),
    now: () => clock.now(),
    serverName: config.name,
    registration: config.registration,
    maxPerSource: config.accountsPerDay,
    sessionIdleMs: config.sessionIdleMs,
    sessionLifetimeMs: config.sessionLifetimeMs,
    ...brought,
    mails: mail && createAccountMails({ name: config.name, publicUrl: config.publicUrl, mail }),
    later,
    isTimeCredible: () => isTimeCredible(storage),
    onDestroyed: () => database.eraseTracesSoon(),
  });
}

export const assembleGuesses = ({ storage: { database, sealing } }: Parts): Guesses =>
  createGuesses({ database, store: createGuessStore(database), keys: () => sealing.derive("guess") });
