import { connectAccount } from "@tacet/client/accounts";
import { foldUsername, type SignInNeeds } from "@tacet/protocol";
import { readNewSecrets, type AccountSecretOptions } from "../accounts/account-secrets.ts";
import { readInvite, type InviteOption } from "../accounts/invite.ts";
import { keepSignIn } from "../accounts/keep-sign-in.ts";
import { prepareSignIn, type SignInOptions } from "../accounts/prepare-sign-in.ts";
import { CliError } from "../cli-error.ts";
import type { Host } from "../host.ts";

/** Ways to sign in that need nothing but what one remembers, by the name of each on the command line. */
const waysIn = {
  password: { signInNeeds: "password", secrets: ["password"] },
  phrase: { signInNeeds: "phrase", secrets: ["phrase"] },
  "password-and-phrase": { signInNeeds: "password_and_phrase", secrets: ["password", "phrase"] },
} as const satisfies Record<string, { readonly signInNeeds: SignInNeeds; readonly secrets: readonly string[] }>;

type WayIn = keyof typeof waysIn;
export const wayInNames = Object.keys(waysIn);

export interface RegisterOptions extends SignInOptions, AccountSecretOptions, InviteOption {
  readonly signIn?: WayIn;
}

/** `tacet register`: makes an account, and signs in to it. Whether one can be made is asked before a password is. */
export async function registerCommand(
  argument: string | undefined,
  options: RegisterOptions,
  host: Host,
): Promise<void> {
  const { session, ...where } = await prepareSignIn(options, host);
  const account = connectAccount({ server: where.server });
  const invite = await readInvite(options, await account.describeServer(), host);
  const username = checkUsername(argument ?? (await host.terminal.askLine("Username: ")));
  const { signInNeeds, secrets } = waysIn[options.signIn ?? "password"];
  const proofs = await readNewSecrets(options, secrets, host);
  const signedIn = await account.register({ username, signInNeeds, proofs, session, ...(invite && { invite }) });
  await keepSignIn(signedIn, where, host);
}

function checkUsername(text: string): string {
  const username = foldUsername(text);
  if (username !== undefined) return username;
  throw new CliError("invalid_usage", "A username is 3 to 32 letters and digits, with . _ - singly between them");
}
