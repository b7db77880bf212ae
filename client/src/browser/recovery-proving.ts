import type { Bytes, ContactLanguage, Proofs, ProveRecovery, ReplyOf } from "@tacet/protocol";
import type { Account } from "../accounts/connect-account.ts";
import { createProofGiving } from "./proof-giving.ts";
import type { RecoveryProving } from "./recovering-state.ts";
import { proofsAsked, type AllAnswers } from "./recovery-questions.ts";

export type ProvenRecovery = ReplyOf<typeof ProveRecovery>;

export interface RecoveryProvingPorts {
  readonly account: Pick<Account, "requestPhoneCode" | "proveRecovery">;
  readonly answers: AllAnswers;
  /** Of the mailed link, when it is here. */
  readonly emailToken: Bytes | undefined;
  readonly onProven: (reply: ProvenRecovery) => void;
}

/** In one step or, where a phone is to be proved, in two. */
export function createRecoveryProving({
  account,
  answers,
  emailToken,
  onProven,
}: RecoveryProvingPorts): RecoveryProving {
  const { who, lost } = answers;
  const asked = proofsAsked(answers);
  const mailed = asked.includes("email") && emailToken && { emailToken };
  let phone = "";
  let language: ContactLanguage | undefined;

  async function send(proofs: Proofs) {
    if (!asked.includes("phone") || proofs.phoneCode)
      return account.proveRecovery({ who, lost, proofs: { ...proofs, ...mailed } });
    const wish = { phone, purpose: "recover", ...(language && { language }) } as const;
    return { state: "code_sent", ...(await account.requestPhoneCode(wish)) } as const;
  }

  const { give, ...giving } = createProofGiving({ send, onDone: onProven });
  return {
    ...giving,
    give: (entry) => {
      phone = entry.phone?.trim() ?? "";
      language = entry.language;
      return give({
        ...(asked.includes("password") && { password: entry.password ?? "" }),
        ...(asked.includes("phrase") && { phrase: entry.phrase ?? "" }),
      });
    },
  };
}
