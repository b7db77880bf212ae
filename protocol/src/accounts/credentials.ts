import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { OwnAccount, secretText, SignInNeeds } from "./account.ts";
import { SessionToken } from "./session.ts";

export const ChangedCredentials = z.object({
  account: OwnAccount,
  token: z.optional(SessionToken).check(z.describe("This session's new token, unless a cookie carries it")),
});
export type ChangedCredentials = z.output<typeof ChangedCredentials>;

export const ChangeCredentials = endpoint({
  name: "changeCredentials",
  summary:
    "Change password, phrase, or what a sign-in needs; what is not named stays. All other devices are signed out, and the account is told",
  method: "POST",
  path: "/v1/account/credentials",
  auth: "fresh session",
  rate: "write",
  body: json(
    z.strictObject({
      signInNeeds: z.optional(SignInNeeds),
      password: z.optional(z.nullable(secretText("A new password; null takes it away"))),
      phrase: z.optional(z.nullable(secretText("A new phrase; null takes it away"))),
    }),
  ),
  reply: json(ChangedCredentials),
  errors: ["secret_too_weak", "proofs_missing", "outcome_unknown"],
});
