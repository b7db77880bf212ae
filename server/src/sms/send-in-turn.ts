import type { SmsSenderName } from "../config/sms-settings.ts";
import type { Later, Refused, SmsMessage, SmsSender } from "./sms-sender.ts";

export interface SentBy {
  readonly outcome: "sent";
  readonly by: SmsSenderName;
  readonly reference?: string;
}

/**
 * Asks one sender after the other until one takes the message. Only `later` leads on to the next: a number that one provider refuses for good
 * (for fraud, say) is not carried to another. `retryAfterMs` is the shortest of those heard.
 */
export async function sendInTurn(
  senders: readonly SmsSender[],
  message: SmsMessage,
): Promise<SentBy | Refused | Later> {
  const heard: Later[] = [];
  for (const sender of senders) {
    const result = await sender.send(message);
    if (result.outcome === "sent") return { ...result, by: sender.name };
    const told = { ...result, because: `${sender.name}: ${result.because}` };
    if (told.outcome === "refused") return told;
    heard.push(told);
  }
  if (heard.length === 0) return { outcome: "refused", because: "there is no sender for it" };
  return {
    outcome: "later",
    retryAfterMs: Math.min(...heard.map(({ retryAfterMs }) => retryAfterMs)),
    because: heard.map(({ because }) => because).join("; "),
  };
}
