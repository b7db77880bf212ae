import type { Session } from "../../../http/authenticate.ts";
import type { AccountDeps } from "../account-deps.ts";

type Deps = Pick<AccountDeps, "database" | "store" | "now" | "sessionIdleMs">;

/** For connections that outlive a request: whose they are was found by a token once, and has to be asked again and again. */
export function createLiveSessions({ database, store, now, sessionIdleMs }: Deps) {
  return {
    /** Undefined once it has ended. */
    byId: async (id: Uint8Array): Promise<Session | undefined> => {
      const found = await store.sessionById(database.read, id);
      if (!found || now() >= found.expiresAt || now() >= found.lastUsedAt + sessionIdleMs) return undefined;
      const { accountId, role, carrier, provedAt, leavesNothing } = found;
      return { id, accountId, role, carrier, provedAt, leavesNothing: leavesNothing === 1 };
    },

    /** Somebody whose connections have all ended was there until now. */
    markSeen: (accountId: Uint8Array): Promise<void> => database.transact((tx) => store.markSeen(tx, accountId, now())),

    /** Which of these have not ended. */
    alive: async (ids: readonly Uint8Array[]): Promise<readonly Uint8Array[]> =>
      ids.length === 0
        ? []
        : store.sessionsAlive(database.read, ids, { usedBefore: now() - sessionIdleMs, now: now() }),
  };
}
