import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { fixedBytes, text } from "../fields.ts";
import { MAX_EMAIL_CHARACTERS } from "../contact/limits.ts";
import { SessionToken } from "./session.ts";

export const LINK_TOKEN_BYTES = 32;

/** A link that is mailed works once, and so long. A page sends its token when a person says so, and not by being opened: mail filters open links. */
export const LINK_LIFE_MS = 30 * 60_000;

/** Which addresses mail can go to the server says. */
export const EmailText = text(MAX_EMAIL_CHARACTERS, "An e-mail address", 3).check(z.regex(/^[^@\s]+@[^@\s]+$/));

export const linkToken = fixedBytes(LINK_TOKEN_BYTES, "What stands behind the # of the mailed link");

export const SetEmail = endpoint({
  name: "setEmail",
  summary:
    "Give the account an e-mail address, which counts once the link mailed to it was opened; or take it away. With either all other devices are signed out, and the account is told, at its old address too",
  method: "POST",
  path: "/v1/account/email",
  auth: "fresh session",
  rate: "write",
  body: json(z.strictObject({ email: z.nullable(EmailText) })),
  reply: json(
    z.discriminatedUnion("state", [
      z.object({ state: z.literal("link_sent").check(z.describe("The same whoever has the address")) }),
      z.object({
        state: z.literal("removed"),
        token: z.optional(SessionToken).check(z.describe("This session's new token, unless a cookie carries it")),
      }),
    ]),
  ),
  errors: ["mail_not_offered", "daily_limit_reached", "outcome_unknown"],
});

export const ConfirmEmail = endpoint({
  name: "confirmEmail",
  summary: "Confirm an address by the link that was mailed to it. It counts while the session lives that asked for it",
  method: "POST",
  path: "/v1/account/email/confirm",
  auth: "public",
  rate: "write",
  body: json(z.strictObject({ token: linkToken })),
  reply: json(z.object({})),
  errors: ["link_refused", "outcome_unknown"],
});
