import type { Account } from "@tacet/client/accounts";
import type { Bytes, PhoneCode } from "@tacet/protocol";
import { CliError } from "../cli-error.ts";
import type { Host } from "../host.ts";
import { askCode, readEarlierCode, type KeptAt } from "./sent-code.ts";

/** As the contract has it. Which numbers there are the server says. */
const MAX_PHONE_CHARACTERS = 64;

export interface PhoneProof {
  readonly phone: string;
  readonly purpose: "sign_in" | "register";
  /** That a command before had sent. */
  readonly code: string | undefined;
  readonly knownDevice?: Bytes | undefined;
}

/** Has a code sent to a phone, unless one was before, and asks for it. Throws CliError and ProtocolError. */
export async function provePhone(
  { phone, purpose, code, knownDevice }: PhoneProof,
  at: KeptAt & { readonly account: Pick<Account, "requestPhoneCode"> },
  host: Host,
): Promise<PhoneCode> {
  const who = phone.replaceAll(/\s/g, "");
  if (code !== undefined) return readEarlierCode({ who, code }, at, host);
  const issued = await at.account.requestPhoneCode({ phone, purpose, ...(knownDevice && { knownDevice }) });
  return askCode({ who, ...issued }, at, host);
}

export function checkPhone(phone: string): string {
  if (phone.length >= 1 && phone.length <= MAX_PHONE_CHARACTERS && phone.isWellFormed()) return phone;
  throw new CliError("invalid_usage", `A phone number has 1 to ${MAX_PHONE_CHARACTERS} characters`);
}
