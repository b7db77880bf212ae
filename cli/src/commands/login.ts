import { readSecrets, type AccountSecretOptions } from "../accounts/account-secrets.ts";
import { keepSignIn } from "../accounts/keep-sign-in.ts";
import { prepareSignIn, type SignInOptions } from "../accounts/prepare-sign-in.ts";
import { signIn } from "../accounts/sign-in.ts";
import { CliError } from "../cli-error.ts";
import type { Host } from "../host.ts";

/** As the contract has it, for a username or a phone number. */
const MAX_WHO_CHARACTERS = 254;

export interface LoginOptions extends SignInOptions, AccountSecretOptions {
  readonly code?: string;
}

/** `tacet login`: signs in, and keeps the session for the commands that follow. */
export async function loginCommand(argument: string | undefined, options: LoginOptions, host: Host): Promise<void> {
  const { session, ...where } = await prepareSignIn(options, host);
  const who = checkWho(argument ?? (await host.terminal.askLine("Username: ")));
  const secrets = await readSecrets(options, host);
  const signedIn = await signIn({ who, secrets, code: options.code, session }, where, host);
  await keepSignIn(signedIn, where, host);
}

function checkWho(who: string): string {
  if (who.length >= 1 && who.length <= MAX_WHO_CHARACTERS && who.isWellFormed()) return who;
  throw new CliError("invalid_usage", `A username or phone number has 1 to ${MAX_WHO_CHARACTERS} characters`);
}
