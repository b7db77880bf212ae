import { encodeHex, foldUsername, LINK_LIFE_MS, type Bytes } from "@tacet/protocol";
import type { AccountDeps } from "../account-deps.ts";
import type { StoredAccount } from "../account-rows.store.ts";
import { dailyLimitReached } from "../guessing/daily-limit.ts";
import { parseEmailAddress } from "../email/email-address.ts";
import { drawLinkId, drawLinkToken } from "../email/mailed-link.ts";
import { channelsOf } from "../notices/notices.ts";
import { hashBytes } from "../sessions/session-token.ts";

export interface RecoveryAsker {
  readonly source: string;
  readonly knownDevice: Bytes | undefined;
}

/** Strangers cannot use up what a browser of the account's has (RULES.md A3). */
const MAX_A_DAY = { source: 50, strangers: 5, devices: 5 } as const;

/** Nothing is looked up before the answer, which is therefore the same for everybody, and as quick. */
export function createStartRecovery(deps: AccountDeps) {
  return async (who: string, { source, knownDevice }: RecoveryAsker): Promise<void> => {
    const isAllowed = await deps.guesses.countToday(`recovery asked by ${source}`, MAX_A_DAY.source);
    if (!isAllowed) throw dailyLimitReached(deps);
    deps.later(() => mailLink(deps, who, knownDevice));
  };
}

/** An active account, by its name or its address. The same work for both, and for none. */
export async function findToRecover(
  { database, store, sealing }: AccountDeps,
  who: string,
): Promise<StoredAccount | undefined> {
  // No name has an @, and nobody an empty address.
  const username = foldUsername(who) ?? "";
  const emailHashes = sealing.lookup("email", parseEmailAddress(who)?.folded ?? "");
  const account = await store.accountByEither(database.read, { username, emailHashes });
  return account?.state === "active" ? account : undefined;
}

async function mailLink(deps: AccountDeps, who: string, knownDevice: Bytes | undefined): Promise<void> {
  const { mails, database, store, now } = deps;
  const found = await findToRecover(deps, who);
  if (!mails || !found?.email || !(await isWithinLimits(deps, found, knownDevice))) return;
  const { token, hash } = drawLinkToken();
  const account = await database.transact(async (tx) => {
    // Its address as it is now, and not as it was when it was found: whoever has an old one must get no link.
    const locked = await store.lockAccount(tx, found.id);
    if (!locked?.email) return undefined;
    await store.insertLink(tx, {
      id: drawLinkId(),
      tokenHash: hash,
      accountId: locked.id,
      sessionId: null,
      purpose: "recover",
      address: null,
      expiresAt: now() + LINK_LIFE_MS,
    });
    return locked;
  });
  if (!account) return;
  const { email, language } = channelsOf(deps, account);
  if (email !== undefined) mails.recoveryLink({ to: email, language }, token);
}

async function isWithinLimits(
  { database, store, guesses }: AccountDeps,
  { id }: StoredAccount,
  knownDevice: Bytes | undefined,
): Promise<boolean> {
  const device = knownDevice && { accountId: id, tokenHash: hashBytes(knownDevice) };
  const who = device && (await store.isKnownDevice(database.read, device)) ? "devices" : "strangers";
  return guesses.countToday(`recovery links for ${who} of ${encodeHex(id)}`, MAX_A_DAY[who]);
}
