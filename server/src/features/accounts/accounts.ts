import type { AccountDeps } from "./account-deps.ts";
import { createChangeCredentials } from "./credentials/change-credentials.ts";
import { createCompleteRecovery } from "./recovery/complete-recovery.ts";
import { createConfirmEmail } from "./email/confirm-email.ts";
import { createNotices } from "./notices/notices.ts";
import { createDeleteAccount, createSweepDeleted } from "./leaving/delete-account.ts";
import { createExportAccount } from "./leaving/export-account.ts";
import { createChangePrivacy, createChangeProfile, createReadOwnAccount } from "./own-account.ts";
import { createPhoneCodes } from "./phones/request-codes.ts";
import { createProveAgain } from "./sign-in/prove-again.ts";
import { createProveRecovery } from "./recovery/prove-recovery.ts";
import { createRegister } from "./registration/register.ts";
import { createAuthenticate, createDevices, createRotateSession, createSweepSessions } from "./sessions/sessions.ts";
import { createLiveSessions } from "./sessions/live-sessions.ts";
import { createSetEmail } from "./email/set-email.ts";
import { createOwnPhone } from "./phones/set-phone.ts";
import { createSignIn } from "./sign-in/sign-in.ts";
import { createStartRecovery } from "./recovery/start-recovery.ts";
import { createWaitingRecovery } from "./recovery/waiting-recovery.ts";

export type Accounts = ReturnType<typeof createAccounts>;

/** Making accounts, ways in, sessions, and what people set of themselves. */
export const createAccounts = (deps: AccountDeps) => ({
  register: createRegister(deps),
  signIn: createSignIn(deps),
  proveAgain: createProveAgain(deps),
  authenticate: createAuthenticate(deps),
  liveSessions: createLiveSessions(deps),
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
