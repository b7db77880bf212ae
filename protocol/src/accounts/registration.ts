import * as z from "zod/mini";
import { INVITE_BYTES } from "../admin/invites.ts";
import { endpoint, json } from "../endpoint.ts";
import { fixedBytes } from "../fields.ts";
import { ContactLanguage, DisplayName, phoneText, SignInNeeds } from "./account.ts";
import { EmailText } from "./email.ts";
import { Proofs, SessionWish, SignedIn } from "./session.ts";
import { Username } from "./usernames.ts";

export const Register = endpoint({
  name: "register",
  summary: "Make an account, and sign in to it",
  method: "POST",
  path: "/v1/accounts",
  auth: "public",
  rate: "write",
  body: json(
    z.strictObject({
      username: Username,
      signInNeeds: SignInNeeds,
      proofs: Proofs.check(z.describe("What `signInNeeds` names; a phrase beside that serves recovery")),
      phone: z.optional(phoneText).check(z.describe("With `proofs.phoneCode`: the number that the code was sent to")),
      email: z
        .optional(EmailText)
        .check(
          z.describe("It counts once the link that is mailed to it was opened; the answer is the same whoever has it"),
        ),
      displayName: z.optional(DisplayName),
      language: z.optional(ContactLanguage),
      invite: z.optional(fixedBytes(INVITE_BYTES, "What stands behind the # of an invite link")),
      session: SessionWish,
    }),
  ),
  status: 201,
  reply: json(SignedIn),
  errors: [
    "registration_closed",
    "invite_refused",
    "username_taken",
    "username_refused",
    "secret_too_weak",
    "proofs_missing",
    "mail_not_offered",
    "daily_limit_reached",
    "phone_refused",
    "sign_in_refused",
    "outcome_unknown",
  ],
});
