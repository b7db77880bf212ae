import type { AccountDeps } from "./account-deps.ts";
import { createChangeCredentials } from "./change-credentials.ts";
import { createCompleteRecovery } from "./complete-recovery.ts";
import { createConfirmEmail } from "./confirm-email.ts";
import { createNotices } from "./notices.ts";
import { createDeleteAccount, createSweepDeleted } from "./delete-account.ts";
import { createExportAccount } from "./export-account.ts";
import { createChangePrivacy, createChangeProfile, createReadOwnAccount } from "./own-account.ts";
import { createPhoneCodes } from "./phone-codes/request-codes.ts";
import { createProveAgain } from "./prove-again.ts";
import { createProveRecovery } from "./prove-recovery.ts";
import { createRegister } from "./register.ts";
import { createAuthenticate, createDevices, createRotateSession, createSweepSessions } from "./sessions.ts";
import { createSetEmail } from "./set-email.ts";
import { createOwnPhone } from "./set-phone.ts";
import { createSignIn } from "./sign-in.ts";
import { createStartRecovery } from "./start-recovery.ts";
import { createWaitingRecovery } from "./waiting-recovery.ts";

export type Accounts = ReturnType<typeof createAccounts>;

/** Making accounts, ways in, sessions, and what people set of themselves. */
export const createAccounts = (deps: AccountDeps) => ({
  register: createRegister(deps),
  signIn: createSignIn(deps),
  proveAgain: createProveAgain(deps),
  authenticate: createAuthenticate(deps),
  rotateSession: createRotateSession(deps),
  devices: createDevices(deps),
  changeCredentials: createChangeCredentials(deps),
  setEmail: createSetEmail(deps),
  confirmEmail: createConfirmEmail(deps),
  recovery: {
    start: createStartRecovery(deps),
    prove: createProveRecovery(deps),
    complete: createCompleteRecovery(deps),
    ...createWaitingRecovery(deps),
  },
  phoneCodes: createPhoneCodes(deps),
  ownPhone: createOwnPhone(deps),
  notices: createNotices(deps),
  readOwn: createReadOwnAccount(deps),
  changeProfile: createChangeProfile(deps),
  changePrivacy: createChangePrivacy(deps),
  exportAccount: createExportAccount(deps),
  deleteAccount: createDeleteAccount(deps),
  sweep: createSweepSessions(deps),
  sweepDeleted: createSweepDeleted(deps),
});
