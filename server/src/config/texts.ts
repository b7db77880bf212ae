import ipaddr from "ipaddr.js";
import * as z from "zod";
import { isLoopbackHost } from "../loopback.ts";
import { parseWebhookSecret } from "../outbound/standard-webhook.ts";
import { MailAddress, parseMailbox } from "../mail/mailbox.ts";
import { parseSmtpUrl } from "../mail/smtp-target.ts";

/**
 * How the texts of settings become values. Each message completes the sentence "TACET_X must be …", so that a wrong value is answered with
 * how to mend it.
 */

const text = (mustBe: string, isRight: (value: string) => boolean) => z.string().refine(isRight, { error: mustBe });

export const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `one of ${values.join(", ")}` });

export const wholeNumber = (min: number, max: number) =>
  text(`a whole number from ${min} to ${max}`, (value) => /^\d{1,15}$/.test(value) && isWithin(Number(value), min, max)) //
    .transform(Number);

export const decimal = (min: number, max: number) =>
  text(
    `a number from ${min} to ${max}`,
    (value) => /^\d{1,9}(\.\d{1,9})?$/.test(value) && isWithin(Number(value), min, max),
  ) //
    .transform(Number);

const isWithin = (value: number, min: number, max: number): boolean => value >= min && value <= max;

const sizeUnits = { "": 1, B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 } as const;
const durationUnits = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Bytes. */
export const size = (min: string, max: string) => quantity(sizeUnits, { what: "a size such as 512MiB", min, max });

/** Milliseconds. */
export const duration = (min: string, max: string) =>
  quantity(durationUnits, { what: "a duration such as 90s or 5m", min, max });

interface Range {
  readonly what: string;
  readonly min: string;
  readonly max: string;
}

function quantity(units: Readonly<Record<string, number>>, { what, min, max }: Range) {
  const parse = (value: string): number => {
    const [, digits, unit] = /^(\d{1,15})\s?([A-Za-z]*)$/.exec(value) ?? [];
    return Number(digits) * (units[unit ?? "none"] ?? NaN);
  };
  const isRight = (value: string): boolean => isWithin(parse(value), parse(min), parse(max));
  return text(`${what}, from ${min} to ${max}`, isRight).transform(parse);
}

export const path = text("a path", (value) => value.length > 0 && !value.includes("\0"));

/** Splits at commas, since neither an origin nor an address contains one. */
const list = (mustBe: string, isRight: (item: string) => boolean) =>
  text(mustBe, (value) => items(value).length > 0 && items(value).every(isRight)).transform(items);

const items = (value: string): readonly string[] =>
  value
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");

export const networks = list(
  "addresses or networks separated by commas, such as 10.0.0.0/8, ::1",
  (item) => ipaddr.isValidCIDR(item) || ipaddr.IPv4.isValidFourPartDecimal(item) || ipaddr.IPv6.isValid(item),
);

export const origins = list(
  "origins separated by commas, such as https://app.example, without a path, and never *",
  (item) => isWebUrl(item) && new URL(item).origin === item,
);

/** The normal form of an origin: no path, no query, no credentials. */
export const publicUrl = text(
  "an address such as https://notes.example, without path, query or credentials",
  (value) => {
    if (!isWebUrl(value)) return false;
    const url = new URL(value);
    return `${url.origin}/` === url.href && !/[?#@]/.test(value);
  },
).transform((value) => new URL(value).origin);

const isWebUrl = (value: string): boolean => /^https?:\/\//i.test(value) && (URL.parse(value)?.hostname ?? "") !== "";

export const serverName = text(
  "a host name in small letters, such as notes.example",
  (value) => value.length <= 253 && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(value),
);

export const listenHost = text(
  "an address or host name to listen on, such as 127.0.0.1, 0.0.0.0 or ::",
  (value) => ipaddr.isValid(value) || /^[A-Za-z0-9.-]{1,253}$/.test(value),
);

export const databaseUrl = text(
  "sqlite:PATH or postgres://user:password@host/database",
  (value) => /^sqlite:./.test(value) || (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)),
);

export const redisUrl = text(
  "redis://user:password@host:6379 or rediss:// for TLS, with %40 for an @ in user or password",
  isRedisUrl,
);

function isRedisUrl(value: string): boolean {
  const url = /^rediss?:\/\//.test(value) ? URL.parse(value) : undefined;
  return (
    url !== null &&
    url !== undefined &&
    url.hostname !== "" &&
    /^(\/\d{0,3})?$/.test(url.pathname) &&
    !/[?#\s]/.test(value)
  );
}

/** Where being right and having a value are one question. */
const parsed = <T>(mustBe: string, parse: (value: string) => T | undefined) =>
  z.string().transform((value, context): T => {
    const found = parse(value);
    if (found !== undefined) return found;
    context.addIssue({ code: "custom", message: mustBe });
    return z.NEVER;
  });

export const smtpUrl = parsed(
  "smtp://user:password@host:587 or smtps://user:password@host:465, with %40 for an @ in user or password",
  parseSmtpUrl,
);

export const mailFrom = parsed("an address such as tacet@notes.example or Tacet <tacet@notes.example>", parseMailbox);

export const mailAddress = text(
  "an address such as operator@notes.example",
  (value) => MailAddress.safeParse(value).success,
);

/** Few different characters are a default or a placeholder, not a secret. */
export const token = text(
  "a secret of 16 or more visible characters, made by chance (try: openssl rand -hex 32)",
  (value) => /^[\x21-\x7e]{16,512}$/.test(value) && new Set(value).size >= 8,
);

/** `kid:base64` of 32 bytes each, the current key first. Storage reads the keys; here typing errors and placeholders are caught. */
export const keyRing = text(
  "keys of 32 bytes as kid:base64, separated by commas, the current one first (try: echo k1:$(openssl rand -base64 32))",
  (value) =>
    value
      .split(",")
      .every((entry) => /^[A-Za-z0-9_-]{1,32}:[A-Za-z0-9+/]{43}=$/.test(entry.trim()) && new Set(entry).size >= 12),
);

/** Some of the names, each once, in the order that is meant. */
export function namesInTurn<const T extends string>(names: readonly T[]) {
  const known = (value: string): readonly T[] =>
    items(value).flatMap((item) => names.find((name) => name === item) ?? []);
  const isRight = (value: string): boolean =>
    known(value).length > 0 &&
    known(value).length === items(value).length &&
    new Set(known(value)).size === known(value).length;
  return text(`one or more of ${names.join(", ")}, separated by commas, each once`, isRight).transform(known);
}

/** ISO 3166-1 alpha-2 codes that are in use; `all` alone. */
export const countries = text(
  "ISO codes of countries separated by commas, such as DE,AT,CH, or all",
  (value) => value === "all" || (items(value).length > 0 && items(value).every(isCountry)),
).transform((value) => (value === "all" ? value : items(value)));

/** What the runtime has a name for, less what is named and no number belongs to: UK is no code, but what people write for GB. */
const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) && !["EU", "EZ", "SU", "UK", "UN", "ZZ"].includes(code) && regionNames.of(code) !== undefined;

const regionNames = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** An identifier of Twilio's. */
export const sid = (prefix: string) =>
  text(`${prefix} and 32 hexadecimal digits`, (value) => new RegExp(`^${prefix}[0-9a-fA-F]{32}$`).test(value));

export const apiKey = text("letters and digits, such as abcd1234", (value) => /^[A-Za-z0-9]{4,64}$/.test(value));

/** Made by somebody else, whose form may change: no more is asked than that it is not a placeholder. */
export const credential = text(
  "the secret as the provider shows it, of 8 or more visible characters",
  (value) => /^[\x21-\x7e]{8,200}$/.test(value) && new Set(value).size >= 5,
);

export const senderId = text(
  "a number with its country code, a short code, or up to 11 letters and digits",
  (value) => /^\+?[0-9]{3,15}$/.test(value) || /^(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11}$/.test(value),
);

/** As Vonage takes it. */
export const brand = text("1 to 18 characters without \\ / { } : $", (value) => /^[^\\/{}:$]{1,18}$/.test(value));

export const webhookUrl = text(
  "an address such as https://sms.example/send, without credentials and fragment",
  (value) => {
    if (!isWebUrl(value) || /[#@]/.test(value)) return false;
    return /^https:/i.test(value) || isLoopbackHost(new URL(value).hostname);
  },
);

export const webhookSecret = z.string().transform((value, context) => {
  const key = parseWebhookSecret(value);
  if (key) return key;
  context.addIssue({
    code: "custom",
    message: "whsec_ and 24 to 64 bytes in base64 (try: echo whsec_$(openssl rand -base64 32))",
  });
  return z.NEVER;
});
