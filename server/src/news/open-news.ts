import type { Config } from "../config/config.ts";
import type { Logger } from "../http/logger.ts";
import type { MailQueue } from "../mail/mail-queue.ts";
import { createDial } from "../outbound/dial.ts";
import { createNewsByMail } from "./news-by-mail.ts";
import { createNewsByWebhook } from "./news-by-webhook.ts";
import { createNewsTeller, type NewsChannel, type NewsTeller } from "./news.ts";

export interface OpenNewsOptions {
  readonly config: Pick<Config, "name" | "publicUrl" | "operatorEmail" | "operatorWebhook" | "operatorWebhookSecret">;
  readonly mail: Pick<MailQueue, "post"> | undefined;
  readonly logger: Pick<Logger, "warn">;
  readonly now: () => number;
}

/** Undefined where the log alone is told. */
export function openNews(options: OpenNewsOptions): NewsTeller | undefined {
  const channels = [mailOf(options), webhookOf(options)].filter((channel) => channel !== undefined);
  if (channels.length === 0) return undefined;
  const onTrouble = (err: unknown): void =>
    options.logger.warn({ err, msg: "the operator could not be told that there is news" });
  return createNewsTeller({ channels, onTrouble });
}

function mailOf({ config: { operatorEmail: to, name, publicUrl }, mail }: OpenNewsOptions): NewsChannel | undefined {
  if (to === undefined || !mail) return undefined;
  return createNewsByMail({ mail, to, name, publicUrl });
}

function webhookOf({ config, now }: OpenNewsOptions): NewsChannel | undefined {
  const { operatorWebhook, operatorWebhookSecret: key, publicUrl } = config;
  if (operatorWebhook === undefined || !key) return undefined;
  const { origin, pathname, search } = new URL(operatorWebhook);
  return createNewsByWebhook({
    path: pathname + search,
    key,
    dial: createDial({ origin, certificate: "must be valid" }),
    publicUrl,
    now,
    newId: () => crypto.randomUUID(),
  });
}
