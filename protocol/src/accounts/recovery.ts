import * as z from "zod/mini";
import { endpoint, json } from "../endpoint.ts";
import { fixedBytes, text, timestamp } from "../fields.ts";
import { secretText } from "./account.ts";
import { linkToken } from "./email.ts";
import { PhoneCode } from "./session.ts";

/** What somebody can no longer give, of what a sign-in needs. */
export const LostProof = z.enum(["password", "phrase", "phone"]);
export type LostProof = z.output<typeof LostProof>;

export const RecoveryProofKind = z.enum(["password", "phrase", "phone", "email"]);
export type RecoveryProofKind = z.output<typeof RecoveryProofKind>;

export const RecoveryProofs = z.strictObject({
  password: z.optional(secretText("The password")),
  phrase: z.optional(secretText("The secret phrase")),
  phoneCode: z.optional(PhoneCode),
  emailToken: z.optional(linkToken),
});
export type RecoveryProofs = z.output<typeof RecoveryProofs>;

export const RECOVERY_TICKET_BYTES = 32;
const ticket = fixedBytes(RECOVERY_TICKET_BYTES, "Keep it: with it, and with nothing else, the recovery is completed");

const who = text(254, "Username, or the e-mail address of the account", 1);
const knownDevice = z
  .optional(fixedBytes(32, "What an earlier sign-in of this program was answered with"))
  .check(z.describe("Strangers' tries then do not slow it. Pages have it in a cookie"));

export const StartRecovery = endpoint({
  name: "startRecovery",
  summary:
    "Have a link for a way back mailed, if there is such an account and it has an address. The answer is the same for everybody",
  method: "POST",
  path: "/v1/recovery/start",
  auth: "public",
  rate: "write",
  body: json(z.strictObject({ who, knownDevice })),
  reply: json(z.object({})),
  errors: ["daily_limit_reached", "outcome_unknown"],
});

export const ProveRecovery = endpoint({
  name: "proveRecovery",
  summary:
    "Give all proofs of a sign-in but the lost one, and another in its place. With two or more the way is open at once; with a single one it is after 48 hours, of which the account is told",
  method: "POST",
  path: "/v1/recovery/prove",
  auth: "public",
  rate: "write",
  body: json(z.strictObject({ who, lost: LostProof, proofs: RecoveryProofs, knownDevice })),
  reply: json(
    z.discriminatedUnion("state", [
      z.object({ state: z.literal("open"), ticket, until: timestamp("When the ticket is void") }),
      z.object({
        state: z.literal("waiting"),
        ticket,
        readyAt: timestamp("From when it can be completed, unless it is cancelled before"),
        until: timestamp("When the ticket is void"),
      }),
    ]),
  ),
  errors: ["sign_in_refused", "sign_in_delayed", "recovery_waiting", "outcome_unknown"],
});

export const CompleteRecovery = endpoint({
  name: "completeRecovery",
  summary:
    "Set what takes the place of the lost proof: a new one of its kind; for a lost phone a password or phrase that the account is signed in to with from then on. All devices are signed out",
  method: "POST",
  path: "/v1/recovery/complete",
  auth: "public",
  rate: "write",
  body: json(
    z.strictObject({
      ticket,
      password: z.optional(secretText("A new password")),
      phrase: z.optional(secretText("A new phrase")),
    }),
  ),
  reply: json(z.object({})),
  errors: ["recovery_over", "recovery_waiting", "proofs_missing", "secret_too_weak", "outcome_unknown"],
});

export const ReadRecovery = endpoint({
  name: "readRecovery",
  summary: "Whether a recovery of this account is waiting",
  method: "GET",
  path: "/v1/account/recovery",
  auth: "session",
  rate: "read",
  reply: json(
    z.object({
      waiting: z.optional(
        z.object({
          lost: LostProof.check(z.describe("What the asker says is lost")),
          by: RecoveryProofKind.check(z.describe("What the asker has proved")),
          askedAt: timestamp("When it was asked for"),
          readyAt: timestamp("From when the asker can complete it"),
        }),
      ),
    }),
  ),
  errors: [],
});

export const CancelRecovery = endpoint({
  name: "cancelRecovery",
  summary: "Cancel the recovery of this account that is waiting",
  method: "POST",
  path: "/v1/account/recovery/cancel",
  auth: "session",
  rate: "write",
  reply: json(z.object({ cancelled: z.boolean().check(z.describe("False when none was waiting")) })),
  errors: ["outcome_unknown"],
});
