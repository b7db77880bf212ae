import type { ReadRecovery, ReplyOf } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Session } from "../../../http/authenticate.ts";
import type { Schema } from "../../../storage/schema.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { StoredAccount } from "../account-rows.store.ts";
import { tellAccount } from "../notices/notices.ts";

/** What anybody who is signed in sees of a recovery that waits, and ends (RULES.md A4). */
export const createWaitingRecovery = (deps: AccountDeps) => ({
  read: async ({ accountId }: Session): Promise<ReplyOf<typeof ReadRecovery>> => {
    const waiting = await deps.store.waitingRecovery(deps.database.read, accountId, deps.now());
    if (!waiting?.proof) return {};
    const { lost, proof, askedAt, readyAt } = waiting;
    return { waiting: { lost, by: proof, askedAt, readyAt } };
  },

  cancel: async ({ accountId }: Session): Promise<{ readonly cancelled: boolean }> => {
    const tell = await deps.database.transact(async (tx) => {
      const account = await deps.store.lockAccount(tx, accountId);
      return account && cancelWaiting(deps, tx, account);
    });
    tell?.();
    return { cancelled: tell !== undefined };
  },
});

/** For whoever is in: they need no way back. Answers what is to be done after the commit, when one waited. */
export async function cancelWaiting(
  deps: AccountDeps,
  tx: Kysely<Schema>,
  account: StoredAccount,
): Promise<(() => void) | undefined> {
  if (!(await deps.store.forgetRecovery(tx, account.id, "waiting"))) return undefined;
  return tellAccount(deps, tx, account, { kind: "recovery_cancelled" });
}
