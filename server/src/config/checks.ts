import type { Config } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import { isLoopbackHost } from "../loopback.ts";
import { readSmsSettings } from "./sms-settings.ts";

export const isPublicUrlLoopback = ({ publicUrl }: Pick<Config, "publicUrl">): boolean =>
  isLoopbackHost(new URL(publicUrl).hostname);

/**
 * Loopback mode: nobody but the people of this machine can reach the server, so conveniences for development are safe. Listening on loopback
 * alone does not show that, because behind a proxy on the same host every server does (RULES.md A1).
 */
export const isLoopbackMode = (config: Pick<Config, "host" | "publicUrl" | "trustedProxies">): boolean =>
  isLoopbackHost(config.host) && isPublicUrlLoopback(config) && config.trustedProxies === undefined;

/** What one setting demands of another. Throws ConfigError. */
export function checkConfig(config: Config): void {
  for (const [isWrong, sentence] of rules) if (isWrong(config)) throw new ConfigError(sentence);
  readSmsSettings(config);
}

const isHttps = ({ publicUrl }: Config): boolean => publicUrl.startsWith("https:");
const isPostgres = ({ databaseUrl }: Config): boolean => databaseUrl.startsWith("postgres");

const rules: readonly (readonly [(config: Config) => boolean, string])[] = [
  [
    ({ tlsCert, tlsKey }) => (tlsCert === undefined) !== (tlsKey === undefined),
    "TACET_TLS_CERT and TACET_TLS_KEY belong together: set both, or neither.",
  ],
  [
    (config) => config.tlsCert !== undefined && !isHttps(config),
    "TACET_PUBLIC_URL must start with https, since TACET_TLS_CERT makes the server speak HTTPS only.",
  ],
  [
    (config) => !isHttps(config) && !isPublicUrlLoopback(config) && config.insecureHttp !== "yes",
    "TACET_PUBLIC_URL is plain HTTP, so that anybody on the way can read keys and change pages: use https, or set TACET_INSECURE_HTTP=yes if you accept that.",
  ],
  [
    ({ masterKey, masterKeyFile }) => masterKey !== undefined && masterKeyFile !== undefined,
    "TACET_MASTER_KEY and TACET_MASTER_KEY_FILE are both set: keep one, so that it is clear which key is used.",
  ],
  [
    ({ smtpUrl, mailFrom }) => (smtpUrl === undefined) !== (mailFrom === undefined),
    "TACET_SMTP_URL and TACET_MAIL_FROM belong together: set both, or neither.",
  ],
  [
    ({ operatorEmail, smtpUrl }) => operatorEmail !== undefined && smtpUrl === undefined,
    "TACET_OPERATOR_EMAIL needs TACET_SMTP_URL, the relay that takes mails.",
  ],
  [
    ({ operatorWebhook, operatorWebhookSecret }) =>
      (operatorWebhook === undefined) !== (operatorWebhookSecret === undefined),
    "TACET_OPERATOR_WEBHOOK and TACET_OPERATOR_WEBHOOK_SECRET belong together: set both, or neither.",
  ],
  [
    (config) => isPostgres(config) && config.masterKey === undefined && config.masterKeyFile === undefined,
    "TACET_DATABASE is PostgreSQL, which needs TACET_MASTER_KEY or TACET_MASTER_KEY_FILE, the same on every host (try: echo k1:$(openssl rand -base64 32)).",
  ],
  [
    (config) => config.redisUrl !== undefined && !isPostgres(config),
    "TACET_REDIS joins server processes on one PostgreSQL, and TACET_DATABASE is SQLite, on which one process runs alone: remove it, or set TACET_DATABASE to postgres://….",
  ],
  [
    (config) => (config.sms?.includes("console") ?? false) && !isLoopbackMode(config),
    "TACET_SMS=console writes phone numbers and codes into the log, and works only where nobody but this machine is served: name another sender, or let TACET_HOST and TACET_PUBLIC_URL be loopback without TACET_TRUSTED_PROXIES.",
  ],
  [
    ({ sms, smsCountries }) => (sms?.some((name) => name !== "console") ?? false) && smsCountries === undefined,
    "TACET_SMS needs TACET_SMS_COUNTRIES, the countries whose numbers may get text messages at your cost, such as DE,AT,CH (or all).",
  ],
];
