import { readSecrets, type AccountSecretOptions } from "../accounts/account-secrets.ts";
import { keepSignIn } from "../accounts/keep-sign-in.ts";
import { checkPhone } from "../accounts/phone-proof.ts";
import { prepareSignIn, type SignInOptions } from "../accounts/prepare-sign-in.ts";
import { signIn, signInByPhone } from "../accounts/sign-in.ts";
import { CliError } from "../cli-error.ts";
import type { Host } from "../host.ts";

/** As the contract has it. */
const MAX_WHO_CHARACTERS = 254;

export interface LoginOptions extends SignInOptions, AccountSecretOptions {
  readonly phone?: string;
  readonly code?: string;
}

/** `tacet login`: signs in, and keeps the session for the commands that follow. */
export async function loginCommand(argument: string | undefined, options: LoginOptions, host: Host): Promise<void> {
  const phone = options.phone === undefined ? undefined : checkPhone(options.phone);
  if (phone !== undefined && argument !== undefined) {
    throw new CliError("invalid_usage", "Give a username or --phone: an account signs in by one of them");
  }
  const { session, ...where } = await prepareSignIn(options, host);
  const { code } = options;
  if (phone !== undefined) {
    return keepSignIn(await signInByPhone({ phone, code, session }, where, host), where, host);
  }
  const who = checkWho(argument ?? (await host.terminal.askLine("Username: ")));
  const secrets = await readSecrets(options, host);
  await keepSignIn(await signIn({ who, secrets, code, session }, where, host), where, host);
}

function checkWho(who: string): string {
  if (who.length >= 1 && who.length <= MAX_WHO_CHARACTERS && who.isWellFormed()) return who;
  throw new CliError("invalid_usage", `A username has 1 to ${MAX_WHO_CHARACTERS} characters`);
}
