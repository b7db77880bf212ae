import { encodeHex, ProtocolError } from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { AccountDeps } from "../account-deps.ts";
import { secureOtherwise } from "../credentials/change-credentials.ts";
import { prepareConfirmation, takeAddress } from "./confirm-email.ts";
import { dailyLimitReached } from "../guessing/daily-limit.ts";
import { tellAccount } from "../notices/notices.ts";

const MAX_ASKED_A_DAY = 10;

export interface EmailWish {
  /** As it was typed; null takes the address away. */
  readonly email: string | null;
  readonly source: string;
}

export type EmailOutcome =
  | { readonly state: "link_sent" }
  /** The session's new token, whatever carries it. */
  | { readonly state: "removed"; readonly token: string };

/** An address counts once its owner has opened a link (`confirm-email.ts`); taking it away counts at once. */
export function createSetEmail(deps: AccountDeps) {
  return async (session: Session, shownToken: string, { email, source }: EmailWish): Promise<EmailOutcome> => {
    if (email === null) return { state: "removed", token: await removeEmail(deps, session, shownToken) };
    const isWithinLimit = await deps.guesses.countToday(
      `confirming asked for ${encodeHex(session.accountId)}`,
      MAX_ASKED_A_DAY,
    );
    if (!isWithinLimit) throw dailyLimitReached(deps);
    const address = await takeAddress(deps, email, source);
    const send = await deps.database.transact(async (tx) => {
      const account = await deps.store.lockAccount(tx, session.accountId);
      if (!account) throw new ProtocolError("unauthenticated");
      return prepareConfirmation(deps, tx, { account, sessionId: session.id, address });
    });
    send();
    return { state: "link_sent" };
  };
}

async function removeEmail(deps: AccountDeps, session: Session, shownToken: string): Promise<string> {
  const { token, tell } = await deps.database.transact(async (tx) => {
    const account = await deps.store.lockAccount(tx, session.accountId);
    if (!account) throw new ProtocolError("unauthenticated");
    await deps.store.changeAccount(tx, account.id, { email: null, email_hash: null });
    const secured = await secureOtherwise(deps, tx, { session, shownToken });
    return {
      ...secured,
      tell: await tellAccount(deps, tx, account, { kind: "credentials_changed", changed: ["email"] }),
    };
  });
  deps.onDestroyed();
  deps.onSessionsEnded(session.accountId);
  tell();
  return token;
}
