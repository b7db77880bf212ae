import { unreachable } from "@tacet/protocol";
import type { Config } from "./config.ts";
import { ConfigError } from "./config-error.ts";

export const smsSenderNames = ["console", "twilio", "twilio-verify", "vonage", "vonage-verify", "webhook"] as const;
export type SmsSenderName = (typeof smsSenderNames)[number];

export interface TwilioAccount {
  readonly sid: string;
  /** The account itself with its token, or one of its API keys. */
  readonly user: string;
  readonly password: string;
}

export interface VonageAccount {
  readonly key: string;
  readonly secret: string;
}

/** Everything that one sender needs. */
export type SmsSenderSettings =
  | { readonly name: "console" }
  | {
      readonly name: "twilio";
      readonly account: TwilioAccount;
      readonly from: { readonly From: string } | { readonly MessagingServiceSid: string };
    }
  | { readonly name: "twilio-verify"; readonly account: TwilioAccount; readonly service: string }
  | { readonly name: "vonage"; readonly account: VonageAccount; readonly from: string }
  | { readonly name: "vonage-verify"; readonly account: VonageAccount; readonly brand: string }
  | { readonly name: "webhook"; readonly url: URL; readonly key: Uint8Array };

/** The senders that TACET_SMS names, in its order. Throws ConfigError when one lacks what it needs. */
export const readSmsSettings = (config: Config): readonly SmsSenderSettings[] =>
  (config.sms ?? []).map((name) => readSender(name, config));

function readSender(name: SmsSenderName, config: Config): SmsSenderSettings {
  const need = <T>(value: T | undefined, env: string): T => {
    if (value === undefined) throw new ConfigError(`TACET_SMS names ${name}, which needs ${env}.`);
    return value;
  };
  switch (name) {
    case "console":
      return { name };
    case "twilio":
      return { name, account: readTwilioAccount(config, need), from: readTwilioFrom(config, need) };
    case "twilio-verify": {
      const service = need(config.twilioVerifyService, "TACET_TWILIO_VERIFY_SERVICE");
      return { name, account: readTwilioAccount(config, need), service };
    }
    case "vonage":
      return { name, account: readVonageAccount(config, need), from: need(config.vonageFrom, "TACET_VONAGE_FROM") };
    case "vonage-verify":
      return { name, account: readVonageAccount(config, need), brand: need(config.vonageBrand, "TACET_VONAGE_BRAND") };
    case "webhook":
      return {
        name,
        url: new URL(need(config.smsWebhookUrl, "TACET_SMS_WEBHOOK_URL")),
        key: need(config.smsWebhookSecret, "TACET_SMS_WEBHOOK_SECRET"),
      };
    default:
      return unreachable(name);
  }
}

type Need = <T>(value: T | undefined, env: string) => T;

function readTwilioAccount(config: Config, need: Need): TwilioAccount {
  const { twilioApiKey, twilioApiSecret, twilioAuthToken } = config;
  const sid = need(config.twilioAccountSid, "TACET_TWILIO_ACCOUNT_SID");
  if (twilioApiKey === undefined && twilioApiSecret === undefined) {
    const password = need(
      twilioAuthToken,
      "TACET_TWILIO_API_KEY with TACET_TWILIO_API_SECRET, or TACET_TWILIO_AUTH_TOKEN",
    );
    return { sid, user: sid, password };
  }
  if (twilioAuthToken !== undefined) {
    throw new ConfigError(
      "TACET_TWILIO_AUTH_TOKEN and TACET_TWILIO_API_KEY are both set: keep one, the API key if you can.",
    );
  }
  return {
    sid,
    user: need(twilioApiKey, "TACET_TWILIO_API_KEY beside TACET_TWILIO_API_SECRET"),
    password: need(twilioApiSecret, "TACET_TWILIO_API_SECRET beside TACET_TWILIO_API_KEY"),
  };
}

function readTwilioFrom({ twilioFrom, twilioMessagingService }: Config, need: Need) {
  if (twilioMessagingService === undefined) {
    return { From: need(twilioFrom, "TACET_TWILIO_FROM or TACET_TWILIO_MESSAGING_SERVICE") };
  }
  if (twilioFrom === undefined) return { MessagingServiceSid: twilioMessagingService };
  throw new ConfigError("TACET_TWILIO_FROM and TACET_TWILIO_MESSAGING_SERVICE are both set: keep one.");
}

const readVonageAccount = ({ vonageApiKey, vonageApiSecret }: Config, need: Need): VonageAccount => ({
  key: need(vonageApiKey, "TACET_VONAGE_API_KEY"),
  secret: need(vonageApiSecret, "TACET_VONAGE_API_SECRET"),
});
