import type { Config } from "../config/config.ts";
import type { CodeSender } from "../features/accounts/phones/code-sender.ts";
import type { Logger } from "../http/logger.ts";
import type { Sms } from "../sms/sms.ts";
import { codeForHost, sayText } from "../words/say.ts";

export interface CodeSenderOptions {
  readonly sms: Sms;
  readonly config: Pick<Config, "name" | "publicUrl" | "smsPerDay" | "smsPerCountryAndDay">;
  readonly logger: Pick<Logger, "warn">;
  readonly now: () => number;
}

const MINUTE_MS = 60_000;
/** Nobody waits for a warning as for a code. */
const WARNING_LIFE_MS = 60 * MINUTE_MS;

/** Codes in words, by text message. */
export function createCodeSender({ sms, config, logger, now }: CodeSenderOptions): CodeSender {
  const { name, publicUrl, smsPerDay, smsPerCountryAndDay } = config;
  const host = new URL(publicUrl).hostname;
  return {
    reaches: (country) => sms.reaches(country),
    send: ({ to, language, code, validForMs, onServiceCode }) => {
      const say = () =>
        sayText(language, "signInCode", { name, code, minutes: validForMs / MINUTE_MS }) + codeForHost(host, code);
      sms.sendCode({ to, language, say, validForMs, onServiceCode });
    },
    tellNumberTaken: (to, language) => {
      const say = () => sayText(language, "numberTaken", { name });
      sms.sendNotice({ to, language, say, validForMs: WARNING_LIFE_MS });
    },
    check: (code, typed) => sms.checkCode(code, typed),
    inventServiceCode: () => sms.inventServiceCode(),
    perDay: smsPerDay,
    perCountryAndDay: smsPerCountryAndDay,
    onSpent: warnDaily(logger, now),
  };
}

/** Once a day for each limit: whoever asks on and on does not fill the log. */
function warnDaily(logger: Pick<Logger, "warn">, now: () => number): CodeSender["onSpent"] {
  const toldOn = new Map<string, number>();
  return (limit) => {
    const today = Math.floor(now() / (24 * 60 * MINUTE_MS));
    if (toldOn.get(limit) === today) return;
    toldOn.set(limit, today);
    const setting = limit === "day" ? "TACET_SMS_PER_DAY" : "TACET_SMS_PER_COUNTRY_PER_DAY";
    logger.warn({ msg: "a limit on text messages was reached: codes are not sent until tomorrow", setting });
  };
}
