import { ProtocolError, type IssuedPhoneCode, type Proofs } from "@tacet/protocol";
import { FRESH_MS, type Session } from "../../../http/authenticate.ts";
import type { AccountDeps } from "../account-deps.ts";
import { openOptional } from "../account-view.ts";
import { checkProofs } from "./check-proofs.ts";
import { sendOwnCode } from "../phones/send-own-code.ts";

export type ProofOutcome =
  | { readonly state: "proven"; readonly until: number }
  | ({ readonly state: "code_sent" } & IssuedPhoneCode);

/** All proofs of a sign-in again, before what protects the account is changed (RULES.md A4). Without a code that it needs, one is sent. */
export function createProveAgain(deps: AccountDeps) {
  return async ({ id, accountId }: Session, proofs: Proofs, source: string): Promise<ProofOutcome> => {
    const account = await deps.store.accountById(deps.database.read, accountId);
    // Whoever has found an open session guesses as that device, and strangers do not hold off its owner.
    const charge = await deps.guesses.charge({ accountId, source, device: id });
    const shown = { purpose: "prove", device: id } as const;
    const phone = account && openOptional(deps, account, "phone");
    const { judgement, claimCode } = await checkProofs(deps, account, { proofs, phone, ...shown });
    if (!account || judgement === "not right") throw new ProtocolError("sign_in_refused");
    if (judgement === "phone missing") {
      await deps.guesses.forgive(charge);
      return { state: "code_sent", ...(await sendOwnCode(deps, account, { source, ...shown })) };
    }
    const now = deps.now();
    await deps.database.transact(async (tx) => {
      await claimCode(tx);
      await deps.store.markProven(tx, id, now);
    });
    await deps.guesses.forgive(charge);
    return { state: "proven", until: now + FRESH_MS };
  };
}
