import {
  equalBytes,
  ProtocolError,
  type Bytes,
  type ContactLanguage,
  type IssuedPhoneCode,
  type PhoneCode,
  type PhoneCodePurpose,
  type ReceivedRequestOf,
  type RequestPhoneCode,
} from "@tacet/protocol";
import type { Session } from "../../../http/authenticate.ts";
import type { AccountDeps } from "../account-deps.ts";
import type { StoredAccount } from "../account-rows.store.ts";
import { openOptional } from "../account-view.ts";
import { knownDeviceOf } from "../sign-in/known-device.ts";
import { checkCode } from "./check-code.ts";
import { issueCode, type WantedCode } from "./issue-code.ts";
import { reachPhone, readPhone } from "./reach-phone.ts";
import { sendOwnCode } from "./send-own-code.ts";
import { countSource } from "./sending-limits.ts";

type Wish = Pick<ReceivedRequestOf<typeof RequestPhoneCode>, "phone" | "purpose" | "language">;

interface CodeAsker {
  readonly source: string;
  readonly knownDevice: Bytes | undefined;
}

type Addressee = Pick<WantedCode, "text" | "language">;

const tellOwner = ({ language }: StoredAccount): Addressee => ({ text: "number taken", language });

/** Who gets what, when somebody who is not signed in asks. */
function addressee(
  account: StoredAccount | undefined,
  purpose: PhoneCodePurpose,
  language: ContactLanguage,
): Addressee {
  if (!account) return { text: purpose === "register" ? "code" : "none", language };
  if (purpose === "register") return tellOwner(account);
  // Where a password is needed too, it comes before any text.
  const isLetIn = account.state === "active" && (purpose === "recover" || account.signInNeeds === "phone");
  return { text: isLetIn ? "code" : "none", language: account.language };
}

/** Has codes sent to phones, and forgets them. */
export const createPhoneCodes = (deps: AccountDeps) => ({
  /** For whoever asks: neither the answer nor the time it takes tells whether an account has the phone. */
  request: async ({ phone: text, purpose, language = "en" }: Wish, asker: CodeAsker): Promise<IssuedPhoneCode> => {
    const { phone, sender } = reachPhone(deps, readPhone(text));
    // Or strangers could have texts sent that nobody has a use for.
    if (purpose === "register" && deps.registration === "off") throw new ProtocolError("registration_closed");
    await countSource(deps, asker.source);
    const account = await deps.store.accountByPhone(deps.database.read, deps.sealing.lookup("phone", phone.e164));
    const device = await knownDeviceOf(deps, account, asker.knownDevice);
    return issueCode(deps, sender, { phone, purpose, device, ...addressee(account, purpose, language) });
  },

  requestOwn: async ({ accountId, id }: Session, source: string): Promise<IssuedPhoneCode> => {
    const account = await deps.store.accountById(deps.database.read, accountId);
    if (!account) throw new ProtocolError("unauthenticated");
    return sendOwnCode(deps, account, { purpose: "prove", device: id, source });
  },

  requestNew: async ({ accountId }: Session, text: string, source: string): Promise<IssuedPhoneCode> => {
    const { phone, sender } = reachPhone(deps, readPhone(text));
    await countSource(deps, source);
    const { read } = deps.database;
    const [own, holder] = [
      await deps.store.accountById(read, accountId),
      await deps.store.accountByPhone(read, deps.sealing.lookup("phone", phone.e164)),
    ];
    if (!own) throw new ProtocolError("unauthenticated");
    const isTaken = holder !== undefined && !equalBytes(holder.id, own.id);
    return issueCode(deps, sender, {
      phone,
      purpose: "add",
      device: undefined,
      ...(isTaken ? tellOwner(holder) : { text: "code", language: own.language }),
    });
  },

  /** Uses up a code that was sent to the phone of this account to recover it. For no account the same work, and never right. */
  redeem: async (account: StoredAccount | undefined, given: PhoneCode): Promise<"right" | "wrong"> => {
    const phone = account && openOptional(deps, account, "phone");
    const code = await checkCode(deps, { given, phone, purpose: "recover", device: undefined });
    return code.isRight && (await deps.database.transact(code.claim)) ? "right" : "wrong";
  },

  sweep: async (): Promise<void> => {
    await deps.database.transact((tx) => deps.store.forgetCodesBefore(tx, deps.now()));
  },
});
