import type { AccountDraft } from "@tacet/client/account-pages";
import type { ContactLanguage, Proofs, SignInNeeds } from "@tacet/protocol";
import { proofsFor, secretsOf, takesPhone } from "./secret-needs.ts";

/** What is typed into the form for a new account. It outlives the step in which a code is typed. */
export interface RegisterDraft {
  readonly username: string;
  readonly needs: SignInNeeds;
  readonly proofs: Proofs;
  /** Whether the phrase is noted down. */
  readonly savedState: "on" | "off";
  readonly phone: string;
}

export const emptyDraft: RegisterDraft = { username: "", needs: "password", proofs: {}, savedState: "off", phone: "" };

/** Without what was typed before another way was chosen. */
export function accountOf({ username, needs, proofs, phone }: RegisterDraft, language: ContactLanguage): AccountDraft {
  const secrets = secretsOf(needs);
  return {
    username,
    signInNeeds: needs,
    proofs: secrets ? proofsFor(secrets, proofs) : {},
    ...(takesPhone(needs) && { phone }),
    language,
  };
}
