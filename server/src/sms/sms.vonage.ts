import * as z from "zod";
import type { VonageAccount } from "../config/sms-settings.ts";
import type { Dial } from "../outbound/dial.ts";
import { askProvider, basicAuthorization, formBody, later, refused, type ProviderAnswer } from "./ask-provider.ts";
import { fitsGsmAlphabet } from "./gsm-alphabet.ts";
import type { SendResult, TextSender } from "./sms-sender.ts";

export interface VonageOptions {
  readonly account: VonageAccount;
  readonly from: string;
  readonly dial: Dial;
}

export const VONAGE_SMS_ORIGIN = "https://rest.nexmo.com";

/** One for each part of the text. */
const Parts = z.object({ messages: z.array(z.object({ status: z.string().regex(/^\d{1,3}$/) })).min(1) });

const ACCEPTED = "0";
/** Invalid parameters, no route to the number, number barred, text too long, number deactivated (developer.vonage.com/en/api-errors/sms). */
const numberFaults = ["3", "6", "7", "12", "33"];

/** Vonage SMS API (developer.vonage.com/en/api/sms). Its status is always 200: what happened stands in the body. */
export function createVonageSender({ account, from, dial }: VonageOptions): TextSender {
  const authorization = basicAuthorization(account.key, account.secret);
  return {
    kind: "text sender",
    name: "vonage",
    send: async ({ to, text }) => {
      const type = fitsGsmAlphabet(text) ? "text" : "unicode";
      const { headers, body } = formBody({ to: to.replace("+", ""), from, text, type });
      const answer = await askProvider(dial, { path: "/sms/json", headers: { ...headers, authorization }, body });
      return answer.outcome === "later" ? answer : judge(answer);
    },
  };
}

function judge(answer: ProviderAnswer): SendResult {
  const parts = answer.status === 200 ? Parts.safeParse(answer.json).data : undefined;
  if (!parts) return later(answer);
  const fault = parts.messages.find(({ status }) => status !== ACCEPTED)?.status;
  if (fault === undefined) return { outcome: "sent" };
  return numberFaults.includes(fault) ? refused(answer, fault) : later(answer, fault);
}
