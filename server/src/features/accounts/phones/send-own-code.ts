import type { IssuedPhoneCode } from "@tacet/protocol";
import type { AccountDeps } from "../account-deps.ts";
import type { StoredAccount } from "../account-rows.store.ts";
import { openOptional } from "../account-view.ts";
import { parsePhone } from "./phone-number.ts";
import type { CodePurpose } from "./code-hashes.ts";
import { issueCode } from "./issue-code.ts";
import { reachPhone } from "./reach-phone.ts";
import { countSource } from "./sending-limits.ts";

export interface OwnCode {
  readonly purpose: CodePurpose;
  /** What the account knows the asking device by. */
  readonly device: Uint8Array | undefined;
  readonly source: string;
}

/** To the phone of an account, for somebody who has proved something of it already. */
export async function sendOwnCode(
  deps: AccountDeps,
  account: StoredAccount,
  { purpose, device, source }: OwnCode,
): Promise<IssuedPhoneCode> {
  const { phone, sender } = reachPhone(deps, parsePhone(openOptional(deps, account, "phone") ?? ""));
  await countSource(deps, source);
  return issueCode(deps, sender, { phone, purpose, device, text: "code", language: account.language });
}
