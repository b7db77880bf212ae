import type { Config } from "../config/config.ts";
import type { Logger } from "../http/logger.ts";
import { createMailQueue, type MailQueue } from "./mail-queue.ts";
import { nextTry } from "./next-try.ts";
import { createSmtp, type Smtp } from "./smtp.ts";
import { tellMail } from "./tell-mail.ts";

type MailConfig = Pick<Config, "smtpUrl" | "mailFrom" | "name">;

/** Undefined when no relay is configured. */
export const createSmtpFor = ({ smtpUrl, mailFrom, name }: MailConfig): Smtp | undefined =>
  smtpUrl && mailFrom && createSmtp({ target: smtpUrl, from: mailFrom, name });

interface MailDeps {
  readonly config: MailConfig;
  readonly logger: Logger;
  readonly monotonicMs: () => number;
}

/** Undefined when no relay is configured: then nobody is written to, and what needs a mail is not offered. */
export function openMail({ config, logger, monotonicMs }: MailDeps): MailQueue | undefined {
  const smtp = createSmtpFor(config);
  if (!smtp) return undefined;
  return createMailQueue({
    send: smtp.send,
    nextTry,
    newReference: () => crypto.randomUUID(),
    monotonicMs,
    random: Math.random,
    onEvent: tellMail(logger),
  });
}
