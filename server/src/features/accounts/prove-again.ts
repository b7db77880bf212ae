import { ProtocolError, type Proofs } from "@tacet/protocol";
import { FRESH_MS, type Session } from "../../http/authenticate.ts";
import type { AccountDeps } from "./account-deps.ts";
import { checkSecrets, isProven } from "./credentials.ts";

export interface ProofOutcome {
  readonly state: "proven";
  readonly until: number;
}

/** All proofs of a sign-in again, before what protects the account is changed (RULES.md A4). */
export function createProveAgain(deps: AccountDeps) {
  return async ({ id, accountId }: Session, proofs: Proofs, source: string): Promise<ProofOutcome> => {
    const account = await deps.store.accountById(deps.database.read, accountId);
    // Whoever has found an open session guesses as that device, and strangers do not hold off its owner.
    const charge = await deps.guesses.charge({ accountId, source, device: id });
    const checked = await checkSecrets(deps, account, proofs);
    if (!account || !isProven(account, checked)) throw new ProtocolError("sign_in_refused");
    const now = deps.now();
    await deps.database.transact((tx) => deps.store.markProven(tx, id, now));
    await deps.guesses.forgive(charge);
    return { state: "proven", until: now + FRESH_MS };
  };
}
