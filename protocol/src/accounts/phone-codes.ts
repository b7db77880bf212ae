import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { ContactLanguage, phoneText } from "./account.ts";
import { ChangedCredentials } from "./credentials.ts";
import { IssuedPhoneCode, KnownDevice, PhoneCode } from "./session.ts";

/** What somebody who is not signed in wants a code for. */
export const PhoneCodePurpose = z
  .enum(["register", "sign_in", "recover"])
  .check(z.describe("The only thing that the code is good for. `sign_in` is for accounts that sign in by phone alone"));
export type PhoneCodePurpose = z.output<typeof PhoneCodePurpose>;

export const RequestPhoneCode = endpoint({
  name: "requestPhoneCode",
  summary: "Have a code sent to a phone. The answer does not tell whether an account has that phone",
  method: "POST",
  path: "/v1/phone-codes",
  auth: "public",
  rate: "write",
  body: json(
    z.strictObject({
      phone: phoneText,
      purpose: PhoneCodePurpose,
      language: z.optional(ContactLanguage),
      knownDevice: z.optional(KnownDevice),
    }),
  ),
  reply: json(IssuedPhoneCode),
  errors: ["phone_refused", "phone_unavailable", "registration_closed", "outcome_unknown"],
});

export const RequestOwnPhoneCode = endpoint({
  name: "requestOwnPhoneCode",
  summary: "Have a code sent to the account's own phone, to prove again who one is",
  method: "POST",
  path: "/v1/phone-codes/own",
  auth: "session",
  rate: "write",
  reply: json(IssuedPhoneCode),
  errors: ["phone_unavailable", "outcome_unknown"],
});

export const RequestNewPhoneCode = endpoint({
  name: "requestNewPhoneCode",
  summary: "Have a code sent to a phone that is to become the account's",
  method: "POST",
  path: "/v1/phone-codes/new",
  auth: "session",
  rate: "write",
  body: json(z.strictObject({ phone: phoneText })),
  reply: json(IssuedPhoneCode),
  errors: ["phone_refused", "phone_unavailable", "outcome_unknown"],
});

export const SetPhone = endpoint({
  name: "setPhone",
  summary:
    "Make a phone the account's, with a code that was sent there. All other devices are signed out, and the account is told",
  method: "POST",
  path: "/v1/account/phone",
  auth: "fresh session",
  rate: "write",
  body: json(z.strictObject({ phone: phoneText, phoneCode: PhoneCode })),
  reply: json(ChangedCredentials),
  errors: ["phone_refused", "sign_in_refused", "outcome_unknown"],
});

export const RemovePhone = endpoint({
  name: "removePhone",
  summary: "Take the phone away from the account. All other devices are signed out, and the account is told",
  method: "POST",
  path: "/v1/account/phone/remove",
  auth: "fresh session",
  rate: "write",
  reply: json(ChangedCredentials),
  errors: ["proofs_missing", "outcome_unknown"],
});
