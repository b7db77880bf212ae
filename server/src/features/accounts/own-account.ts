import {
  ProtocolError,
  type ChangePrivacy,
  type ChangeProfile,
  type OwnAccount,
  type ReceivedRequestOf,
} from "@tacet/protocol";
import type { Session } from "../../http/authenticate.ts";
import type { AccountDeps } from "./account-deps.ts";
import type { AccountChanges, StoredAccount } from "./account-rows.store.ts";
import { openProfile, sealProfile, viewOfOwn, type Profile } from "./account-view.ts";

export const createReadOwnAccount =
  (deps: AccountDeps) =>
  async ({ accountId }: Session): Promise<OwnAccount> => {
    const account = await deps.store.accountById(deps.database.read, accountId);
    // It can have gone since the request was let in.
    if (account?.state !== "active") throw new ProtocolError("unauthenticated");
    return viewOfOwn(deps, account);
  };

export function createChangeProfile(deps: AccountDeps) {
  return (session: Session, { language, ...profile }: ReceivedRequestOf<typeof ChangeProfile>): Promise<OwnAccount> =>
    change(deps, session, (account) => ({
      profile: sealProfile(deps, account.id, changedProfile(openProfile(deps, account), profile)),
      ...(language && { language }),
    }));
}

export function createChangePrivacy(deps: AccountDeps) {
  return (session: Session, wish: ReceivedRequestOf<typeof ChangePrivacy>): Promise<OwnAccount> =>
    change(deps, session, () => ({
      ...(wish.showLastSeen && { show_last_seen: wish.showLastSeen }),
      // What is shown to nobody is not kept either.
      ...(wish.showLastSeen === "nobody" && { last_seen_at: null }),
      ...(wish.findByUsername && { find_by_username: wish.findByUsername }),
      ...(wish.findByPhone && { find_by_phone: wish.findByPhone }),
    }));
}

async function change(
  { database, store, ...deps }: AccountDeps,
  { accountId }: Session,
  changesOf: (account: StoredAccount) => AccountChanges,
): Promise<OwnAccount> {
  const changed = await database.transact(async (tx) => {
    // Locked, so that of two changes at once neither writes back what the other has replaced.
    const account = await store.lockAccount(tx, accountId);
    const changes = account && changesOf(account);
    if (changes && Object.keys(changes).length > 0) await store.changeAccount(tx, accountId, changes);
    return account && store.accountById(tx, accountId);
  });
  if (!changed) throw new ProtocolError("unauthenticated");
  return viewOfOwn(deps, changed);
}

type ProfileChange = Pick<ReceivedRequestOf<typeof ChangeProfile>, keyof Profile>;

const changedProfile = (before: Profile, { displayName, bio }: ProfileChange): Profile => ({
  displayName: displayName ?? before.displayName,
  bio: bio ?? before.bio,
});
