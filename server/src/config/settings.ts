import { join } from "node:path";
import type * as z from "zod";
import { settingsOfSms } from "./settings-of-sms.ts";
import * as texts from "./texts.ts";
import { isLoopbackHost } from "../loopback.ts";
import { maskSmtpUrl } from "../mail/smtp-target.ts";

/** The texts of the other settings, defaults included: a default may follow from settings that stand above it in the table. */
export type TextOf = (env: string) => string | undefined;

export interface Setting {
  readonly env: `TACET_${string}`;
  readonly doc: string;
  readonly schema: z.ZodType<unknown, string>;
  /** As text, or how it follows from the settings above it; without one the setting may be absent. */
  readonly fallback?: string | { readonly doc: string; readonly from: (textOf: TextOf) => string };
  /** A secret is shown nowhere. */
  readonly isSecret?: true;
  /** For a text that holds a secret among other things: what may be shown of it. */
  readonly mask?: (text: string) => string;
}

/** Every setting there is. The configuration file uses the same names without `TACET_`, in small letters. */
export const settings = {
  configFile: {
    env: "TACET_CONFIG",
    doc: 'A TOML file with settings, such as `public_url = "https://notes.example"`. The environment wins over it.',
    schema: texts.path,
  },
  host: {
    env: "TACET_HOST",
    doc: "The address to listen on.",
    schema: texts.listenHost,
    fallback: "127.0.0.1",
  },
  port: {
    env: "TACET_PORT",
    doc: "The port to listen on; 0 takes a free one.",
    schema: texts.wholeNumber(0, 65_535),
    fallback: "8080",
  },
  tlsCert: {
    env: "TACET_TLS_CERT",
    doc: "File with the TLS certificate chain (PEM). With `TACET_TLS_KEY` the server speaks HTTPS itself; otherwise TLS is a proxy's work.",
    schema: texts.path,
  },
  tlsKey: {
    env: "TACET_TLS_KEY",
    doc: "File with the private key of the certificate (PEM).",
    schema: texts.path,
  },
  publicUrl: {
    env: "TACET_PUBLIC_URL",
    doc: "The address that people type and links carry. Requests for any other host are refused.",
    schema: texts.publicUrl,
    fallback: {
      doc: "`http://localhost:PORT`, or `https` with TLS",
      from: (textOf) => `${textOf("TACET_TLS_CERT") ? "https" : "http"}://localhost:${textOf("TACET_PORT")}`,
    },
  },
  name: {
    env: "TACET_NAME",
    doc: "The server's name in addresses such as `alice@name`. Permanent once there are accounts.",
    schema: texts.serverName,
    fallback: {
      doc: "the host of the public URL",
      from: (textOf) => serverNameOf(textOf("TACET_PUBLIC_URL") ?? ""),
    },
  },
  dataFolder: {
    env: "TACET_DATA",
    doc: "The folder for the database and, unless it is kept elsewhere, the master key.",
    schema: texts.path,
    fallback: "./data",
  },
  databaseUrl: {
    env: "TACET_DATABASE",
    doc: "`sqlite:PATH`, or `postgres://user:password@host/database`. PostgreSQL needs a master key of its own.",
    schema: texts.databaseUrl,
    fallback: {
      doc: "`sqlite:` and tacet.db in the data folder",
      from: (textOf) => `sqlite:${join(textOf("TACET_DATA") ?? ".", "tacet.db")}`,
    },
    mask: maskPassword,
  },
  redisUrl: {
    env: "TACET_REDIS",
    doc: "Joins several server processes on one PostgreSQL: `redis://user:password@host:6379`, or `rediss://` for TLS. See [guides/several-processes.md](guides/several-processes.md).",
    schema: texts.redisUrl,
    mask: maskPassword,
  },
  masterKey: {
    isSecret: true,
    env: "TACET_MASTER_KEY",
    doc: "The key ring that seals what rests: `kid:base64,kid:base64` with 32 bytes each, the current key first. With SQLite and neither this nor `TACET_MASTER_KEY_FILE`, a key is made in the data folder at the first start; whoever copies that folder then has the key as well.",
    schema: texts.keyRing,
  },
  masterKeyFile: {
    env: "TACET_MASTER_KEY_FILE",
    doc: "A file with the same text, which only its owner may read (mode 0600).",
    schema: texts.path,
  },
  trustedProxies: {
    env: "TACET_TRUSTED_PROXIES",
    doc: "Addresses or networks of proxies, separated by commas. From these alone `X-Forwarded-For` is believed; no other header ever is.",
    schema: texts.networks,
  },
  origins: {
    env: "TACET_ORIGINS",
    doc: "Origins of other web pages that may call the API from a browser, separated by commas.",
    schema: texts.origins,
  },
  smtpUrl: {
    env: "TACET_SMTP_URL",
    doc: "The relay that takes mails to people: `smtp://user:password@host:587` (STARTTLS, without which nothing is sent, but for a relay on this machine) or `smtps://user:password@host:465`. Without it no mail is sent, and nothing is offered that needs one.",
    schema: texts.smtpUrl,
    mask: maskSmtpUrl,
  },
  mailFrom: {
    env: "TACET_MAIL_FROM",
    doc: "Who mails come from: `tacet@notes.example` or `Tacet <tacet@notes.example>`, of a domain for which the relay may send.",
    schema: texts.mailFrom,
  },
  operatorEmail: {
    env: "TACET_OPERATOR_EMAIL",
    doc: "Where whoever runs the server is told by mail that a message or a report has come in: that it has, and where to look. Needs `TACET_SMTP_URL`. See [guides/messages-and-reports.md](guides/messages-and-reports.md).",
    schema: texts.mailAddress,
  },
  operatorWebhook: {
    env: "TACET_OPERATOR_WEBHOOK",
    doc: "Where the same is posted, with a signature by [Standard Webhooks](https://www.standardwebhooks.com). HTTPS, or plain HTTP to this machine. See [guides/messages-and-reports.md](guides/messages-and-reports.md).",
    schema: texts.webhookUrl,
    mask: (text: string) => `${URL.parse(text)?.origin ?? ""}/hidden`,
  },
  operatorWebhookSecret: {
    isSecret: true,
    env: "TACET_OPERATOR_WEBHOOK_SECRET",
    doc: "The secret of those signatures: `whsec_` and 24 to 64 bytes in base64 (try: `echo whsec_$(openssl rand -base64 32)`).",
    schema: texts.webhookSecret,
  },
  insecureHttp: {
    env: "TACET_INSECURE_HTTP",
    doc: "`yes` allows a public URL with plain HTTP that is not this machine alone. Everybody on the way can then change the pages that keep the notes secret.",
    schema: texts.oneOf(["yes", "no"]),
    fallback: "no",
  },
  logLevel: {
    env: "TACET_LOG_LEVEL",
    doc: "How much is logged: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`. No level logs contents, addresses or secrets.",
    schema: texts.oneOf(["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
    fallback: "info",
  },
  metricsToken: {
    isSecret: true,
    env: "TACET_METRICS_TOKEN",
    doc: "`/metrics` answers requests with `Authorization: Bearer` and this token. Without it, it answers in loopback mode only.",
    schema: texts.token,
  },
  notesMaxBytes: {
    env: "TACET_NOTES_MAX_BYTES",
    doc: "What all notes together may take up; beyond it new ones are refused.",
    schema: texts.size("64MiB", "1024TiB"),
    fallback: "10GiB",
  },
  notesPerDay: {
    env: "TACET_NOTES_PER_DAY",
    doc: "How many notes one source (an IPv4 address or an IPv6 /64) may make in 24 hours.",
    schema: texts.wholeNumber(1, 1_000_000_000),
    fallback: "1000",
  },
  notesBytesPerDay: {
    env: "TACET_NOTES_BYTES_PER_DAY",
    doc: "How much one source may store in 24 hours.",
    schema: texts.size("1MiB", "1024TiB"),
    fallback: "256MiB",
  },
  notesLeaseMs: {
    env: "TACET_NOTES_LEASE",
    doc: "How long the reader of a note may fetch it again after a broken connection, unless it confirms the opening before.",
    schema: texts.duration("5s", "1h"),
    fallback: "60s",
  },
  registration: {
    env: "TACET_REGISTRATION",
    doc: "Who may make an account: `open` to everybody, `invite` to whoever has an invite link, or `off`. Operators always can (`tacet admin create`).",
    schema: texts.oneOf(["open", "invite", "off"]),
    fallback: {
      doc: "`open` in loopback mode, otherwise `invite`",
      from: (textOf) => (isLocalOnly(textOf) ? "open" : "invite"),
    },
  },
  accountsPerDay: {
    env: "TACET_ACCOUNTS_PER_DAY",
    doc: "How many accounts one source (an IPv4 address or an IPv6 /64) may make in a day.",
    schema: texts.wholeNumber(1, 1_000_000_000),
    fallback: "20",
  },
  sessionIdleMs: {
    env: "TACET_SESSION_IDLE",
    doc: "A signed-in device that is not used for so long is signed out.",
    schema: texts.duration("5m", "366d"),
    fallback: "90d",
  },
  sessionLifetimeMs: {
    env: "TACET_SESSION_LIFETIME",
    doc: "A sign-in lasts so long at most, however much it is used.",
    schema: texts.duration("5m", "3660d"),
    fallback: "365d",
  },
  ...settingsOfSms,
  contact: {
    env: "TACET_CONTACT",
    doc: "`on` takes messages to whoever runs the server, by the page `/contact` and its API; `off` takes none. Switch it on where somebody reads them.",
    schema: texts.oneOf(["on", "off"]),
    fallback: {
      doc: "`on` in loopback mode, where it can be tried; otherwise `off`",
      from: (textOf) => (isLocalOnly(textOf) ? "on" : "off"),
    },
  },
  rateFactor: {
    env: "TACET_RATE_FACTOR",
    doc: "Multiplies what one source may do in a minute, and at once, and how many messages it may send to the operator in a day. For load tests, and for many people behind one address.",
    schema: texts.decimal(0.1, 1_000_000),
    fallback: "1",
  },
  shutdownDeadlineMs: {
    env: "TACET_SHUTDOWN_DEADLINE",
    doc: "How long running requests may take to finish when the server stops.",
    schema: texts.duration("0s", "10m"),
    fallback: "20s",
  },
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof settings;

/** Loopback mode (checks.ts), of settings that are still texts and may yet turn out wrong. */
const isLocalOnly = (textOf: TextOf): boolean =>
  isLoopbackHost(textOf("TACET_HOST") ?? "") &&
  isLoopbackHost(URL.parse(textOf("TACET_PUBLIC_URL") ?? "")?.hostname ?? "") &&
  textOf("TACET_TRUSTED_PROXIES") === undefined;

const serverNameOf = (publicUrl: string): string => {
  const host = URL.parse(publicUrl)?.hostname ?? "localhost";
  return isLoopbackHost(host) ? "localhost" : host;
};

/** Keeps what helps to tell databases apart. */
function maskPassword(text: string): string {
  const url = text.startsWith("sqlite:") ? undefined : URL.parse(text);
  if (!url) return text.startsWith("sqlite:") ? text : "(hidden)";
  url.password = url.password && "hidden";
  if (url.search) url.search = "?hidden";
  return url.href;
}
