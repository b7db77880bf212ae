import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { TwilioAccount } from "../config/sms-settings.ts";
import type { Dial } from "../outbound/dial.ts";
import { askProvider, basicAuthorization, formBody, later, type ProviderAnswer } from "./ask-provider.ts";
import type { CheckResult, CodeService } from "./sms-sender.ts";
import { judgeTwilioRefusal, twilioCodeOf } from "./twilio-answers.ts";

export interface TwilioVerifyOptions {
  readonly account: TwilioAccount;
  /** VA… */
  readonly service: string;
  readonly dial: Dial;
}

export const TWILIO_VERIFY_ORIGIN = "https://verify.twilio.com";

const statuses = ["pending", "approved", "canceled", "max_attempts_reached", "deleted", "failed", "expired"] as const;
const Verification = z.object({ sid: z.string().regex(/^VE[0-9a-f]{32}$/i), status: z.enum(statuses) });

/** A language that Verify does not speak is answered with 404; without one it goes by the number's country. */
const locales = ["ar", "de", "en", "es"];

const INVALID_PARAMETER = 60_200;
const MAX_CHECKS_REACHED = 60_202;

/**
 * Twilio Verify v2 (twilio.com/docs/verify/api). While a code for a number is pending, Twilio sends the same one again and counts tries of all
 * who asked together: that is the service's, and told in docs/guides/text-messages.md.
 */
export function createTwilioVerify({ account, service, dial }: TwilioVerifyOptions): CodeService {
  const authorization = basicAuthorization(account.user, account.password);
  const post = (resource: string, fields: Readonly<Record<string, string>>) => {
    const { headers, body } = formBody(fields);
    return askProvider(dial, {
      path: `/v2/Services/${service}/${resource}`,
      headers: { ...headers, authorization },
      body,
    });
  };
  return {
    kind: "code service",
    name: "twilio-verify",
    send: async ({ to, language }) => {
      const locale = locales.includes(language) ? { Locale: language } : {};
      const answer = await post("Verifications", { To: to, Channel: "sms", ...locale });
      if (answer.outcome === "later") return answer;
      if (answer.status !== 201) return judgeTwilioRefusal(answer);
      const verification = Verification.safeParse(answer.json).data;
      return verification ? { outcome: "sent", reference: verification.sid } : later(answer);
    },
    inventReference: () => `VE${randomBytes(16).toString("hex")}`,
    check: async (reference, code) => {
      const answer = await post("VerificationCheck", { VerificationSid: reference, Code: code });
      return answer.outcome === "later" ? answer : judgeCheck(answer, reference);
    },
  };
}

function judgeCheck(answer: ProviderAnswer, reference: string): CheckResult {
  const code = twilioCodeOf(answer);
  // Twilio forgets a verification once it is approved, expired or tried too often.
  if (answer.status === 404 || code === MAX_CHECKS_REACHED) return { outcome: "over" };
  if (answer.status === 400 && code === INVALID_PARAMETER) return { outcome: "wrong" };
  const checked = answer.status === 200 ? Verification.safeParse(answer.json).data : undefined;
  if (checked?.sid !== reference) return later(answer, code);
  if (checked.status === "approved") return { outcome: "right" };
  return { outcome: checked.status === "pending" ? "wrong" : "over" };
}
