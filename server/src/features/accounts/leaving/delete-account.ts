import { ProtocolError } from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { AccountDeps } from "../account-deps.ts";
import { noteEndings } from "../sessions/note-endings.ts";

/**
 * Deletes an account for good. In one transaction, which nobody can sign in across: its credentials, phone, address, profile, sessions and
 * known devices go, and to everybody it is a deleted one. Its name stays reserved, so that nobody else becomes it. What other features keep
 * of it the sweeper deletes (RULES.md V3); until then they show it to nobody.
 */
export function createDeleteAccount(deps: AccountDeps) {
  const { database, store, holdAdmins, now, onDestroyed, onSessionsEnded } = deps;
  return async ({ accountId }: Session, username: string): Promise<void> => {
    await database.transact(async (tx) => {
      const admins = await holdAdmins(tx);
      const account = await store.lockAccount(tx, accountId);
      if (!account) throw new ProtocolError("unauthenticated");
      if (account.username !== username) throw new ProtocolError("not_confirmed");
      // Nobody could look after the others through the API any more; another one is promoted first, or at the console.
      if (account.role === "admin" && admins.length === 1) throw new ProtocolError("last_admin");
      const ended = await store.endSessionsBut(tx, accountId);
      await noteEndings(deps, tx, { accountId, cause: "deleted", ended });
      if (!(await store.emptyAccount(tx, accountId, now()))) throw new ProtocolError("unauthenticated");
    });
    onDestroyed();
    onSessionsEnded(accountId);
  };
}

/** How many deleted accounts are looked at in one go. */
const BATCH = 50;

/** Deletes what is left of deleted accounts, in small transactions: it may be stopped anywhere, and several processes may do it at once. */
export function createSweepDeleted({ database, store, forgetRest }: AccountDeps) {
  return async ({ isStopping }: { readonly isStopping: () => boolean }): Promise<void> => {
    for (const accountId of await store.accountsToForget(database.read, BATCH)) {
      for (const forget of forgetRest) {
        while (!isStopping() && (await forget(accountId)) === "more") continue;
      }
      if (isStopping()) return;
      await database.transact((tx) => store.endForgetting(tx, accountId));
    }
  };
}
