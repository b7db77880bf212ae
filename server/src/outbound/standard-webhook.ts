import { createHmac } from "node:crypto";

/** Standard Webhooks 1.0 (standardwebhooks.com), symmetric signatures: whoever holds the secret can tell that a request is ours and new. */

const PREFIX = "whsec_";

export interface WebhookMessage {
  /** The same for every try, so that the receiver can drop repeats. Holds no full stop. */
  readonly id: string;
  readonly sentAtMs: number;
  readonly body: string;
}

/** The key in a text such as `whsec_MfKQ…`, of 24 to 64 bytes; undefined when it is none. */
export function parseWebhookSecret(text: string): Uint8Array | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const base64 = text.slice(PREFIX.length);
  const key = Buffer.from(base64, "base64");
  const isWhole = key.toString("base64") === base64;
  return isWhole && key.length >= 24 && key.length <= 64 ? key : undefined;
}

export function signWebhook(key: Uint8Array, { id, sentAtMs, body }: WebhookMessage): Record<string, string> {
  const timestamp = String(Math.floor(sentAtMs / 1000));
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
