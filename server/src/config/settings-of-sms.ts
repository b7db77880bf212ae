import { smsSenderNames } from "./sms-settings.ts";
import * as texts from "./texts.ts";

/** The part of the table of settings that is about text messages. */
export const settingsOfSms = {
  sms: {
    env: "TACET_SMS",
    doc: "Who sends text messages: `twilio`, `twilio-verify`, `vonage`, `vonage-verify`, `webhook`, or `console` (writes them into the log, in loopback mode only). With several, separated by commas, the next one is asked when one is out of reach or busy. See [guides/text-messages.md](guides/text-messages.md).",
    schema: texts.namesInTurn(smsSenderNames),
  },
  smsCountries: {
    env: "TACET_SMS_COUNTRIES",
    doc: "Countries whose numbers may get text messages, as ISO codes separated by commas, such as `DE,AT,CH`; or `all`. Each text costs you money, and fraudsters ask for many to expensive numbers of their own: name the countries that your people are in. Needed with every sender but `console`.",
    schema: texts.countries,
  },
  smsPerDay: {
    env: "TACET_SMS_PER_DAY",
    doc: "How many texts may be sent in a day (UTC), codes and notices together. A fifth is kept for people on devices that they have signed in on before. Codes that are asked for count whether a text goes out or not.",
    schema: texts.wholeNumber(5, 10_000_000),
    fallback: "500",
  },
  smsPerCountryAndDay: {
    env: "TACET_SMS_PER_COUNTRY_PER_DAY",
    doc: "How many of these may go to the numbers of one calling code, such as +49.",
    schema: texts.wholeNumber(5, 10_000_000),
    fallback: "200",
  },
  twilioAccountSid: {
    env: "TACET_TWILIO_ACCOUNT_SID",
    doc: "The account with Twilio, `AC…`.",
    schema: texts.sid("AC"),
  },
  twilioAuthToken: {
    isSecret: true,
    env: "TACET_TWILIO_AUTH_TOKEN",
    doc: "The account's auth token. An API key (`TACET_TWILIO_API_KEY`) is better, since it can be revoked alone.",
    schema: texts.credential,
  },
  twilioApiKey: {
    env: "TACET_TWILIO_API_KEY",
    doc: "An API key of the account, `SK…`, instead of its auth token.",
    schema: texts.sid("SK"),
  },
  twilioApiSecret: {
    isSecret: true,
    env: "TACET_TWILIO_API_SECRET",
    doc: "The secret of that API key.",
    schema: texts.credential,
  },
  twilioFrom: {
    env: "TACET_TWILIO_FROM",
    doc: "For `twilio`: a number of the account such as `+4915112345678`, a short code, or a sender id of up to 11 letters and digits.",
    schema: texts.senderId,
  },
  twilioMessagingService: {
    env: "TACET_TWILIO_MESSAGING_SERVICE",
    doc: "For `twilio`, instead of `TACET_TWILIO_FROM`: a messaging service, `MG…`, which chooses the sender.",
    schema: texts.sid("MG"),
  },
  twilioVerifyService: {
    env: "TACET_TWILIO_VERIFY_SERVICE",
    doc: "For `twilio-verify`: the Verify service, `VA…`, with codes of 6 digits.",
    schema: texts.sid("VA"),
  },
  vonageApiKey: {
    env: "TACET_VONAGE_API_KEY",
    doc: "The API key of the account with Vonage.",
    schema: texts.apiKey,
  },
  vonageApiSecret: {
    isSecret: true,
    env: "TACET_VONAGE_API_SECRET",
    doc: "The API secret of that account.",
    schema: texts.credential,
  },
  vonageFrom: {
    env: "TACET_VONAGE_FROM",
    doc: "For `vonage`: a number of the account such as `4915112345678`, or a sender id of up to 11 letters and digits.",
    schema: texts.senderId,
  },
  vonageBrand: {
    env: "TACET_VONAGE_BRAND",
    doc: "For `vonage-verify`: the name that a text says it is from, of up to 18 characters.",
    schema: texts.brand,
  },
  smsWebhookUrl: {
    env: "TACET_SMS_WEBHOOK_URL",
    doc: 'For `webhook`: where `{"to","text"}` is posted, with a signature by [Standard Webhooks](https://www.standardwebhooks.com). HTTPS, or plain HTTP to this machine.',
    schema: texts.webhookUrl,
    mask: (text: string) => (text.includes("?") ? `${text.slice(0, text.indexOf("?"))}?hidden` : text),
  },
  smsWebhookSecret: {
    isSecret: true,
    env: "TACET_SMS_WEBHOOK_SECRET",
    doc: "The secret of those signatures: `whsec_` and 24 to 64 bytes in base64 (try: `echo whsec_$(openssl rand -base64 32)`).",
    schema: texts.webhookSecret,
  },
} as const;
