import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import type { AccountDeps } from "./account-deps.ts";
import { noteEndings } from "./sessions/note-endings.ts";
import { tellAccount, type NewNotice } from "./notices/notices.ts";
import { isReserved, skeletonOf } from "./registration/username-rules.ts";

type Deps = Pick<AccountDeps, "store" | "sealing" | "database" | "now" | "notifyChannels" | "onSessionsEnded">;

/** What accounts do for whoever runs the server, inside a transaction of theirs. */
export const createAccountsForOperators = (deps: Deps) => ({
  /** Every session ends; the browsers and programs that had them stay known. */
  signOutEverywhere: async (tx: Kysely<Schema>, accountId: Uint8Array): Promise<void> => {
    const ended = await deps.store.endSessionsBut(tx, accountId);
    await noteEndings(deps, tx, { accountId, cause: "forced", ended });
  },
  /** After the commit. */
  onSessionsEnded: deps.onSessionsEnded,
  /** Answers what is to be done after the commit. */
  tell: async (tx: Kysely<Schema>, accountId: Uint8Array, notice: NewNotice): Promise<() => void> => {
    const account = await deps.store.accountById(tx, accountId);
    return account ? tellAccount(deps, tx, account, notice) : () => {};
  },
  isNameTaken: (tx: Kysely<Schema>, username: string) => deps.store.isNameTaken(tx, skeletonOf(username)),
  isReserved,
  skeletonOf,
});
