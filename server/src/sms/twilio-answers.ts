import * as z from "zod";
import { later, refused, type ProviderAnswer } from "./ask-provider.ts";
import type { Later, Refused } from "./sms-sender.ts";

const Problem = z.object({ code: z.int() });

export const twilioCodeOf = ({ json }: ProviderAnswer): number | undefined => Problem.safeParse(json).data?.code;

/**
 * What a status 400 is when it is not about the number: sender, messaging service or a trial account (twilio.com/docs/api/errors).
 * 21608 is a trial account's, which reaches numbers of its owner alone.
 */
const ownFaults = [
  20003, 20005, 21212, 21267, 21603, 21606, 21608, 21611, 21659, 21660, 21661, 21701, 21703, 21704, 21705,
];
/** The number again, whatever the status: no permission for its country, blocked as fraud, a landline, opted out, not reachable. */
const numberFaults = [21211, 21408, 21610, 21612, 21614, 21635, 60205, 60238, 60410, 60412, 60605];

/** Twilio adds codes, and asks that nobody rely on them alone: an unknown 400 is taken to be about the number, since it is what varies. */
export function judgeTwilioRefusal(answer: ProviderAnswer): Refused | Later {
  const code = twilioCodeOf(answer);
  if (code !== undefined && numberFaults.includes(code)) return refused(answer, code);
  if (answer.status !== 400 || (code !== undefined && ownFaults.includes(code))) return later(answer, code);
  return refused(answer, code);
}
