import * as z from "zod";
import type { TwilioAccount } from "../config/sms-settings.ts";
import type { Dial } from "../outbound/dial.ts";
import { askProvider, basicAuthorization, formBody, later } from "./ask-provider.ts";
import type { TextSender } from "./sms-sender.ts";
import { judgeTwilioRefusal } from "./twilio-answers.ts";

export interface TwilioOptions {
  readonly account: TwilioAccount;
  /** A number or sender id of the account, or its messaging service, which chooses one. */
  readonly from: { readonly From: string } | { readonly MessagingServiceSid: string };
  readonly dial: Dial;
}

export const TWILIO_ORIGIN = "https://api.twilio.com";

const Message = z.object({ sid: z.string().regex(/^(?:SM|MM)[0-9a-f]{32}$/i) });

/** Twilio Programmable Messaging (twilio.com/docs/messaging/api/message-resource). It chooses the encoding by the text. */
export function createTwilioSender({ account, from, dial }: TwilioOptions): TextSender {
  const path = `/2010-04-01/Accounts/${account.sid}/Messages.json`;
  const authorization = basicAuthorization(account.user, account.password);
  return {
    kind: "text sender",
    name: "twilio",
    send: async ({ to, text }) => {
      const { headers, body } = formBody({ To: to, ...from, Body: text });
      const answer = await askProvider(dial, { path, headers: { ...headers, authorization }, body });
      if (answer.outcome === "later") return answer;
      if (answer.status !== 201) return judgeTwilioRefusal(answer);
      return Message.safeParse(answer.json).success ? { outcome: "sent" } : later(answer);
    },
  };
}
