import { unreachable } from "@tacet/protocol";
import type { SmsSenderSettings } from "../config/sms-settings.ts";
import { createDial } from "../outbound/dial.ts";
import { createConsoleSender } from "./sms.console.ts";
import type { SmsSender } from "./sms-sender.ts";
import { createTwilioVerify, TWILIO_VERIFY_ORIGIN } from "./sms.twilio-verify.ts";
import { createTwilioSender, TWILIO_ORIGIN } from "./sms.twilio.ts";
import { createVonageVerify, VONAGE_VERIFY_ORIGIN } from "./sms.vonage-verify.ts";
import { createVonageSender, VONAGE_SMS_ORIGIN } from "./sms.vonage.ts";
import { createWebhookSender } from "./sms.webhook.ts";

export interface SenderDeps {
  readonly writeLine: (line: string) => void;
  readonly now: () => number;
}

const dialTo = (origin: string) => createDial({ origin, certificate: "must be valid" });

export function createSender(settings: SmsSenderSettings, { writeLine, now }: SenderDeps): SmsSender {
  switch (settings.name) {
    case "console":
      return createConsoleSender(writeLine);
    case "twilio":
      return createTwilioSender({ ...settings, dial: dialTo(TWILIO_ORIGIN) });
    case "twilio-verify":
      return createTwilioVerify({ ...settings, dial: dialTo(TWILIO_VERIFY_ORIGIN) });
    case "vonage":
      return createVonageSender({ ...settings, dial: dialTo(VONAGE_SMS_ORIGIN) });
    case "vonage-verify":
      return createVonageVerify({ ...settings, dial: dialTo(VONAGE_VERIFY_ORIGIN) });
    case "webhook": {
      const { origin, pathname, search } = settings.url;
      return createWebhookSender({ path: pathname + search, key: settings.key, dial: dialTo(origin), now });
    }
    default:
      return unreachable(settings);
  }
}
