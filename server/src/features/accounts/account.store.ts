import { createAccountRows } from "./account-rows.store.ts";
import { createKnownDeviceRows } from "./known-devices.store.ts";
import { createNoticeRows } from "./notices.store.ts";
import { createSessionRows } from "./sessions.store.ts";

export type AccountStore = ReturnType<typeof createAccountStore>;

/** Rows of accounts, of their sessions and of the devices they have used. It opens no transaction. */
export const createAccountStore = () => ({
  ...createAccountRows(),
  ...createSessionRows(),
  ...createKnownDeviceRows(),
  ...createNoticeRows(),
});
