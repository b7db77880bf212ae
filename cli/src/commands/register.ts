import { connectAccount } from "@tacet/client/accounts";
import { foldUsername, type SignInNeeds } from "@tacet/protocol";
import { readNewSecrets, type AccountSecretOptions } from "../accounts/account-secrets.ts";
import { readInvite, type InviteOption } from "../accounts/invite.ts";
import { keepSignIn } from "../accounts/keep-sign-in.ts";
import { checkPhone, provePhone } from "../accounts/phone-proof.ts";
import { prepareSignIn, type SignInOptions } from "../accounts/prepare-sign-in.ts";
import { CliError } from "../cli-error.ts";
import type { Host } from "../host.ts";

/** What a sign-in can ask for, by the name of each on the command line. */
const waysIn = {
  password: { signInNeeds: "password", secrets: ["password"] },
  phrase: { signInNeeds: "phrase", secrets: ["phrase"] },
  "password-and-phrase": { signInNeeds: "password_and_phrase", secrets: ["password", "phrase"] },
  phone: { signInNeeds: "phone", secrets: [] },
  "password-and-phone": { signInNeeds: "password_and_phone", secrets: ["password"] },
} as const satisfies Record<string, { readonly signInNeeds: SignInNeeds; readonly secrets: readonly string[] }>;

type WayIn = keyof typeof waysIn;
export const wayInNames = Object.keys(waysIn);

export interface RegisterOptions extends SignInOptions, AccountSecretOptions, InviteOption {
  readonly signIn?: WayIn;
  readonly phone?: string;
  readonly code?: string;
}

/** `tacet register`: makes an account, and signs in to it. Whether one can be made is asked before a password is. */
export async function registerCommand(
  argument: string | undefined,
  options: RegisterOptions,
  host: Host,
): Promise<void> {
  const { way, phone } = readWay(options);
  const { session, ...where } = await prepareSignIn(options, host);
  const account = connectAccount({ server: where.server });
  const invite = await readInvite(options, await account.describeServer(), host);
  const username = checkUsername(argument ?? (await host.terminal.askLine("Username: ")));
  const { signInNeeds, secrets } = waysIn[way];
  const typed = await readNewSecrets(options, secrets, host);
  const proof = phone === undefined ? undefined : { phone, purpose: "register" as const, code: options.code };
  const phoneCode = proof && (await provePhone(proof, { ...where, account }, host));
  const signedIn = await account.register({
    username,
    signInNeeds,
    proofs: { ...typed, ...(phoneCode && { phoneCode }) },
    session,
    ...(phone !== undefined && { phone }),
    ...(invite && { invite }),
  });
  await keepSignIn(signedIn, where, host);
}

interface ChosenWay {
  readonly way: WayIn;
  readonly phone: string | undefined;
}

/** A phone is given with the ways that need one, and with no other. Throws CliError `invalid_usage`. */
function readWay({ signIn, phone }: RegisterOptions): ChosenWay {
  const way = signIn ?? (phone === undefined ? "password" : "phone");
  const takesPhone = way === "phone" || way === "password-and-phone";
  if (takesPhone === (phone !== undefined)) return { way, phone: phone && checkPhone(phone) };
  throw new CliError("invalid_usage", "Give --phone with --sign-in phone or password-and-phone, and with no other way");
}

function checkUsername(text: string): string {
  const username = foldUsername(text);
  if (username !== undefined) return username;
  throw new CliError("invalid_usage", "A username is 3 to 32 letters and digits, with . _ - singly between them");
}
