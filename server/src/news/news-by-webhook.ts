import { DialFailed, type Dial } from "../outbound/dial.ts";
import { signWebhook } from "../outbound/standard-webhook.ts";
import { pause } from "../pause.ts";
import { linkTo, type News, type NewsChannel, type NewsKind } from "./news.ts";

export interface NewsByWebhookOptions {
  /** Path and query of what the operator runs. */
  readonly path: string;
  readonly key: Uint8Array;
  readonly dial: Dial;
  readonly publicUrl: string;
  readonly now: () => number;
  readonly newId: () => string;
  /** Before each further try. */
  readonly pausesMs?: readonly number[];
}

const PAUSES_MS = [5_000, 30_000, 120_000] as const;
const TIMEOUT_MS = 5_000;

/** Posts `{"type","timestamp","data":{"count","link"}}`, signed by Standard Webhooks; `webhook-id` is the same for every try. */
export function createNewsByWebhook(options: NewsByWebhookOptions): NewsChannel {
  const { newId, now, publicUrl, pausesMs = PAUSES_MS } = options;
  return async (news, stopped) => {
    const id = `msg_${newId()}`;
    const body = JSON.stringify(payloadOf(news, { at: now(), link: linkTo(news.kind, publicUrl) }));
    let trouble = await post(options, { id, body });
    for (const pauseMs of pausesMs) {
      if (trouble === undefined || stopped.aborted) break;
      await pause(pauseMs, stopped);
      trouble = await post(options, { id, body });
    }
    if (trouble !== undefined) throw new Error(`the operator's webhook has not taken the news: ${trouble}`);
  };
}

const types = {
  contact_message: "contact_message.received",
  person_reported: "report.received",
} as const satisfies Record<NewsKind, string>;

const payloadOf = (
  { kind, count }: News,
  { at, link }: { readonly at: number; readonly link: string },
): Readonly<Record<string, unknown>> => ({
  type: types[kind],
  timestamp: new Date(at).toISOString(),
  data: { count, link },
});

interface Posting {
  readonly id: string;
  readonly body: string;
}

/** Undefined once it is taken. */
async function post(
  { path, key, dial, now }: NewsByWebhookOptions,
  { id, body }: Posting,
): Promise<string | undefined> {
  const headers = { "content-type": "application/json", ...signWebhook(key, { id, sentAtMs: now(), body }) };
  try {
    const { status } = await dial({ path, headers, body: new TextEncoder().encode(body), timeoutMs: TIMEOUT_MS });
    return status >= 200 && status < 300 ? undefined : `status ${status}`;
  } catch (error) {
    if (error instanceof DialFailed) return error.message;
    throw error;
  }
}
