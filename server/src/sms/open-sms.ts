import type { Config } from "../config/config.ts";
import { readSmsSettings } from "../config/sms-settings.ts";
import type { Logger } from "../http/logger.ts";
import { pause } from "../pause.ts";
import { createSender, type SenderDeps } from "./create-sender.ts";
import { createSmsQueue } from "./sms-queue.ts";
import { createSms, type Sms } from "./sms.ts";

export interface OpenSmsOptions extends SenderDeps {
  readonly config: Config;
  readonly logger: Logger;
}

/** Some minutes of what the providers let through; a text that is older than its code helps nobody. */
const CAPACITY = 1_000;
const CONCURRENCY = 8;
const DRAIN_MS = 5_000;

const monotonicMs = (): number => performance.now();

/** Text messages as the settings say. Disposing sends what waits, for a few seconds. Throws ConfigError. */
export function openSms({ config, logger, ...deps }: OpenSmsOptions): Sms & AsyncDisposable {
  const queue = createSmsQueue({
    capacity: CAPACITY,
    concurrency: CONCURRENCY,
    drainMs: DRAIN_MS,
    monotonicMs,
    random: Math.random,
    pause,
    onDropped: (dropped) => logger.warn({ msg: "a text message was not sent", ...dropped }),
    onTrouble: (err) => logger.error({ err, msg: "sending a text message failed" }),
  });
  const sms = createSms({
    senders: readSmsSettings(config).map((settings) => createSender(settings, deps)),
    countries: config.smsCountries ?? "all",
    queue,
    monotonicMs,
    newId: () => Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64url"),
  });
  return { ...sms, [Symbol.asyncDispose]: () => queue[Symbol.asyncDispose]() };
}
