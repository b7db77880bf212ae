import type { Database } from "../../storage/database.ts";
import { createAccountRows } from "./account-rows.store.ts";
import { createDeletionRows } from "./deletions.store.ts";
import { createKnownDeviceRows } from "./known-devices.store.ts";
import { createNoticeRows } from "./notices.store.ts";
import { createSessionRows } from "./sessions.store.ts";

export type AccountStore = ReturnType<typeof createAccountStore>;

/** Rows of accounts, of their sessions and of the devices they have used. It opens no transaction. */
export const createAccountStore = ({ kind }: Pick<Database, "kind">) => ({
  ...createAccountRows(kind),
  ...createSessionRows(),
  ...createKnownDeviceRows(),
  ...createNoticeRows(),
  ...createDeletionRows(),
});
