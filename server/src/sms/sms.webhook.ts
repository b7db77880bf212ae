import type { Dial } from "../outbound/dial.ts";
import { signWebhook } from "../outbound/standard-webhook.ts";
import { askProvider, jsonBody, later, refused } from "./ask-provider.ts";
import type { TextSender } from "./sms-sender.ts";

export interface WebhookOptions {
  /** Path and query of the operator's gateway. */
  readonly path: string;
  readonly key: Uint8Array;
  readonly dial: Dial;
  readonly now: () => number;
}

/** The gateway's word that this number gets nothing. Other refusals are mostly of the request as a whole: a wrong secret, a wrong path. */
const UNREACHABLE_NUMBER = 422;

/** Posts {"to","text"} to a gateway of the operator's, signed by Standard Webhooks; `webhook-id` is the same for every try. */
export const createWebhookSender = ({ path, key, dial, now }: WebhookOptions): TextSender => ({
  kind: "text sender",
  name: "webhook",
  send: async ({ id, to, text }) => {
    const content = { to, text };
    const signature = signWebhook(key, { id: `msg_${id}`, sentAtMs: now(), body: JSON.stringify(content) });
    const { headers, body } = jsonBody(content);
    const answer = await askProvider(dial, { path, headers: { ...headers, ...signature }, body });
    if (answer.outcome === "later") return answer;
    if (answer.status >= 200 && answer.status < 300) return { outcome: "sent" };
    return answer.status === UNREACHABLE_NUMBER ? refused(answer) : later(answer);
  },
});
