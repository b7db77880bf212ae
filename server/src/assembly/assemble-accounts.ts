import type { AccountDeps } from "../features/accounts/account-deps.ts";
import { createAccountStore } from "../features/accounts/account.store.ts";
import { createAccounts, type Accounts } from "../features/accounts/accounts.ts";
import { createGuessStore } from "../features/accounts/guessing/guesses.store.ts";
import { createGuesses, type Guesses } from "../features/accounts/guessing/guesses.ts";
import { createPasswordHashing } from "../features/accounts/credentials/password-hashing.ts";
import { createPhoneCodes } from "../features/accounts/phones/request-codes.ts";
import { createAccountMails } from "./account-mails.ts";
import { createCodeSender } from "./code-sender.ts";
import type { Parts } from "./parts.ts";
import { isTimeCredible } from "./is-time-credible.ts";

/** What other features bring to accounts. */
export type BroughtToAccounts = Pick<
  AccountDeps,
  "guesses" | "invites" | "holdAdmins" | "notifyChannels" | "exportParts" | "forgetRest" | "onSessionsEnded"
>;

export function assembleAccounts(parts: Parts, brought: BroughtToAccounts): Accounts {
  const { config, storage, sms, mail, later, logger } = parts;
  const { database, sealing, clock, lookupForWriting } = storage;
  const now = () => clock.now();
  const deps: AccountDeps = {
    database,
    store: createAccountStore(database),
    sealing,
    lookupForWriting,
    hashing: parts.passwordHashing ?? createPasswordHashing(),
    now,
    serverName: config.name,
    registration: config.registration,
    maxPerSource: config.accountsPerDay,
    sessionIdleMs: config.sessionIdleMs,
    sessionLifetimeMs: config.sessionLifetimeMs,
    ...brought,
    codeSender: sms && createCodeSender({ sms, config, logger, now }),
    mails: mail && createAccountMails({ name: config.name, publicUrl: config.publicUrl, mail }),
    later,
    isTimeCredible: () => isTimeCredible(storage),
    onDestroyed: () => database.eraseTracesSoon(),
  };
  return createAccounts({ ...deps, redeemPhoneCode: createPhoneCodes(deps).redeem });
}

export const assembleGuesses = ({ storage: { database, sealing } }: Parts): Guesses =>
  createGuesses({ database, store: createGuessStore(database), keys: () => sealing.derive("guess") });
