import { equalBytes, LINK_LIFE_MS, parseUtf8, ProtocolError, utf8, type Bytes } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import { accountPlace, linkAddressPlace } from "../../../storage/sealed-columns.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { AccountMails } from "./account-mails.ts";
import type { StoredAccount } from "../account-rows.store.ts";
import { lockOut } from "../credentials/change-credentials.ts";
import { dailyLimitReached } from "../guessing/daily-limit.ts";
import { parseEmailAddress, type EmailAddress } from "./email-address.ts";
import { drawLinkId, drawLinkToken } from "./mailed-link.ts";
import { channelsOf, tellAccount } from "../notices/notices.ts";
import { hashBytes } from "../sessions/session-token.ts";

const MAX_MAILS_A_DAY = { address: 5, source: 50 } as const;

/** An address that may be written to. Throws `invalid_request`, `mail_not_offered` or `daily_limit_reached`: the same whoever has it. */
export async function takeAddress(
  deps: AccountDeps,
  typed: string,
  source: string,
): Promise<EmailAddress & { readonly mails: AccountMails }> {
  const { mails, guesses } = deps;
  const address = parseEmailAddress(typed);
  if (!address) throw new ProtocolError("invalid_request", { detail: "No mail can be sent to this address" });
  if (!mails) throw new ProtocolError("mail_not_offered");
  const isWithinLimits =
    (await guesses.countToday(`confirming asked by ${source}`, MAX_MAILS_A_DAY.source)) &&
    (await guesses.countToday(`confirming asked of ${address.folded}`, MAX_MAILS_A_DAY.address));
  if (!isWithinLimits) throw dailyLimitReached(deps);
  return { ...address, mails };
}

export interface AskedAddress {
  readonly account: Pick<StoredAccount, "id" | "language">;
  readonly sessionId: Uint8Array;
  readonly address: Awaited<ReturnType<typeof takeAddress>>;
}

/**
 * Prepares a link for this address, in place of earlier ones. Answers what is to be done after the commit: the link is mailed, or whoever has the
 * address already hears of it (RULES.md A8), and the same is written either way.
 */
export async function prepareConfirmation(
  deps: AccountDeps,
  tx: Kysely<Schema>,
  { account, sessionId, address: { mails, written, folded } }: AskedAddress,
): Promise<() => void> {
  const { store, sealing, now } = deps;
  const owner = await store.accountByEmail(tx, sealing.lookup("email", folded));
  const { token, hash } = drawLinkToken();
  const id = drawLinkId();
  await store.forgetLinks(tx, account.id, "confirm_email");
  await store.insertLink(tx, {
    id,
    tokenHash: hash,
    accountId: account.id,
    sessionId,
    purpose: "confirm_email",
    address: sealing.seal(linkAddressPlace(id), utf8(written)),
    expiresAt: now() + LINK_LIFE_MS,
  });
  return () =>
    deps.later(() => {
      if (!owner || equalBytes(owner.id, account.id)) {
        return mails.confirmAddress({ to: written, language: account.language }, token);
      }
      const { email = written, language } = channelsOf(deps, owner);
      return mails.addressTaken({ to: email, language });
    });
}

/** The address counts from now on. It is a way back in, so whoever else is signed in no longer is, and the account hears of it where it was reached before. */
export function createConfirmEmail(deps: AccountDeps) {
  const { database, store, now } = deps;
  return async (token: Bytes): Promise<void> => {
    const shown = { purpose: "confirm_email", tokenHash: hashBytes(token), now: now() } as const;
    const { tell, accountId } = await database.transact(async (tx) => {
      const asked = await store.linkByToken(tx, shown);
      const account = asked && (await store.lockAccount(tx, asked.accountId));
      const link = account && (await store.useLink(tx, shown));
      if (!account || !link?.address || !link.sessionId) throw refused();
      await setAddress(deps, tx, account, parseUtf8(deps.sealing.open(linkAddressPlace(link.id), link.address)));
      await lockOut(deps, tx, { accountId: account.id, id: link.sessionId });
      const afterCommit = await tellAccount(deps, tx, account, { kind: "credentials_changed", changed: ["email"] });
      return { tell: afterCommit, accountId: account.id };
    });
    deps.onDestroyed();
    deps.onSessionsEnded(accountId);
    tell();
  };
}

const refused = (): ProtocolError => new ProtocolError("link_refused");

async function setAddress(
  { store, sealing, lookupForWriting }: AccountDeps,
  tx: Kysely<Schema>,
  { id }: StoredAccount,
  written: string,
): Promise<void> {
  const [hash, ...olderHashes] = await lookupForWriting(tx, "email", written);
  if (!hash) throw new Error("there is no look-up key");
  const owner = await store.accountByEmail(tx, [hash, ...olderHashes]);
  // Somebody else was first since the link was mailed.
  if (owner && !equalBytes(owner.id, id)) throw refused();
  await store.changeAccount(tx, id, {
    email: sealing.seal(accountPlace("email", id), utf8(written)),
    email_hash: hash,
  });
}
