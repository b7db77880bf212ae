import { ProtocolError, type Proofs } from "@tacet/protocol";
import type { AccountDeps } from "../account-deps.ts";
import type { SecretKind } from "./credentials.ts";
import { judgePassword, judgePhrase } from "./password-strength.ts";

/** What a password of this person would be tried with first. */
export interface KnownOfPerson {
  readonly username: string;
  readonly displayName: string;
}

/** Throws `secret_too_weak`. The judgement of a page is advice; this one decides. */
export async function refuseWeakSecrets(
  { serverName }: Pick<AccountDeps, "serverName">,
  { password, phrase }: Pick<Proofs, SecretKind>,
  { username, displayName }: KnownOfPerson,
): Promise<void> {
  const inputs = [username, displayName, serverName];
  if (password !== undefined && (await judgePassword(password, inputs)) === "weak") throw tooWeak("The password");
  if (phrase !== undefined && (await judgePhrase(phrase, inputs)) === "weak") throw tooWeak("The phrase");
}

const tooWeak = (what: string): ProtocolError =>
  new ProtocolError("secret_too_weak", { detail: `${what} is among those that are guessed first; take a longer one` });
