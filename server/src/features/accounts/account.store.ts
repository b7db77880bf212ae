import type { Database } from "../../storage/database.ts";
import { createAccountLinkRows } from "./email/account-links.store.ts";
import { createAccountRows } from "./account-rows.store.ts";
import { createDeletionRows } from "./leaving/deletions.store.ts";
import { createKnownDeviceRows } from "./sign-in/known-devices.store.ts";
import { createNoticeRows } from "./notices/notices.store.ts";
import { createRecoveryRows } from "./recovery/recoveries.store.ts";
import { createPhoneCodeRows } from "./phones/phone-codes.store.ts";
import { createSessionEndingRows } from "./sessions/session-endings.store.ts";
import { createSessionRows } from "./sessions/sessions.store.ts";

export type AccountStore = ReturnType<typeof createAccountStore>;

/** Rows of accounts, and of what belongs to one: sessions, devices, notices, links, ways back in. It opens no transaction. */
export const createAccountStore = ({ kind }: Pick<Database, "kind">) => ({
  ...createAccountRows(kind),
  ...createSessionRows(),
  ...createSessionEndingRows(),
  ...createKnownDeviceRows(),
  ...createNoticeRows(),
  ...createDeletionRows(),
  ...createAccountLinkRows(),
  ...createRecoveryRows(),
  ...createPhoneCodeRows(),
});
