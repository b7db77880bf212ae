import type { Config } from "../../config/config.ts";
import { ok, warn, type Finding } from "./finding.ts";

/** From the settings alone: to ask a provider would cost a text, and whose phone should it go to? */
export function checkSms({ sms, smsCountries }: Pick<Config, "sms" | "smsCountries">): readonly Finding[] {
  if (!sms) return [];
  const findings = [ok(`Text messages go through ${sms.join(", then ")}. None was sent to try it.`)];
  if (smsCountries === "all") {
    findings.push(
      warn(
        "TACET_SMS_COUNTRIES is all: fraudsters can have texts sent to expensive numbers. Name your people's countries.",
      ),
    );
  }
  if (sms.every((name) => name.endsWith("-verify"))) {
    findings.push(
      warn(
        `${sms.join(" and ")} can send codes and nothing else: notices by text are dropped. Name a sender of texts as well.`,
      ),
    );
  }
  return findings;
}
