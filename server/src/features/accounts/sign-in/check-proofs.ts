import { ProtocolError, type Proofs } from "@tacet/protocol";
import type { Kysely } from "kysely";
import type { Schema } from "../../../storage/schema.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { StoredAccount } from "../account-rows.store.ts";
import { checkSecrets, judgeProofs, type CheckedSecret, type Judgement } from "../credentials/credentials.ts";
import { checkCode } from "../phones/check-code.ts";
import type { CodePurpose } from "../phones/code-hashes.ts";

export interface ShownProofs {
  readonly proofs: Proofs;
  /** That a code must have gone to: the account's, or the one that was typed for an account that may not exist. */
  readonly phone: string | undefined;
  readonly purpose: CodePurpose;
  /** What the account knows the device by. */
  readonly device: Uint8Array | undefined;
}

export interface CheckedProofs {
  readonly secrets: readonly CheckedSecret[];
  readonly judgement: Judgement;
  /** Uses up the code, if there was one, in the transaction of what the proofs are for. Throws `sign_in_refused` when somebody was faster. */
  readonly claimCode: (tx: Kysely<Schema>) => Promise<void>;
}

/** Checks whatever was given, always all of it: what this costs follows from the request alone and never from the account. */
export async function checkProofs(
  deps: AccountDeps,
  account: StoredAccount | undefined,
  { proofs, ...shown }: ShownProofs,
): Promise<CheckedProofs> {
  const secrets = await checkSecrets(deps, account, proofs);
  const given = proofs.phoneCode;
  const code = given && (await checkCode(deps, { given, ...shown }));
  const checked = code ? [...secrets, { kind: "phone", isRight: code.isRight } as const] : secrets;
  return {
    secrets,
    judgement: account ? judgeProofs(account, checked) : "not right",
    claimCode: async (tx) => {
      if (code && !(await code.claim(tx))) throw new ProtocolError("sign_in_refused");
    },
  };
}
