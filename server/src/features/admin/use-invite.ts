import { encodeBase64url, type Role } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../storage/schema.ts";
import type { AdminDeps } from "./admin-deps.ts";
import { hashInvite } from "./invites.ts";

export interface UsableInvite {
  readonly id: Uint8Array;
  readonly role: Role;
  readonly username: string | undefined;
}

interface MadeAccount {
  readonly id: Uint8Array;
  readonly username: string;
}

/** What registration asks of invites. */
export const createUseInvite = ({ database, store, audit, now }: Omit<AdminDeps, "accounts">) => ({
  find: async (token: Uint8Array): Promise<UsableInvite | undefined> => {
    const found = await store.usableInvite(database.read, hashInvite(token), now());
    return found && { ...found, username: found.username ?? undefined };
  },

  /** As the last thing in the transaction that makes the account: what comes of it stands in the audit log. */
  use: async (tx: Kysely<Schema>, { id, role }: UsableInvite, account: MadeAccount): Promise<boolean> => {
    if (!(await store.useInvite(tx, { id, accountId: account.id, now: now() }))) return false;
    const details = { username: account.username, role, invite: encodeBase64url(id) };
    await audit.append(tx, { actor: account.id, action: "account_created", subject: account.id, details });
    return true;
  },

  isNameKept: (db: Kysely<Schema>, skeleton: string, own: UsableInvite | undefined): Promise<boolean> =>
    store.isNameKept(db, { skeleton, but: own?.id, now: now() }),
});
