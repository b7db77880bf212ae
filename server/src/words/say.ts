import { languages, type Language, type LanguageTag } from "./languages.ts";
import type { MailNeeds, Said, TextNeeds, Values } from "./messages.ts";

type Given<Needed extends keyof Values> = Readonly<Pick<Values, Needed>>;

export interface SaidMail {
  readonly subject: string;
  readonly text: string;
}

/** A mail in the reader's language: one paragraph after the other, a link always alone on its line. */
export function sayMail<Message extends keyof MailNeeds>(
  tag: LanguageTag,
  message: Message,
  values: Given<MailNeeds[Message]>,
): SaidMail {
  const { words } = languages[tag];
  const said = put(values, languages[tag]);
  const { subject, paragraphs } = words.mails[message](said);
  return { subject, text: `${[...paragraphs, words.closing(said)].join("\n\n")}\n` };
}

/** A text message in the reader's language. */
export function sayText<Message extends keyof TextNeeds>(
  tag: LanguageTag,
  message: Message,
  values: Given<TextNeeds[Message]>,
): string {
  return languages[tag].words.texts[message](put(values, languages[tag]));
}

/** Lets phones offer the code on the pages of that host and on no others (WebOTP). It has to be the last line of the text, as it is. */
export const codeForHost = (host: string, code: string): string => `\n\n@${host} #${code}`;

const LTR_ISOLATE = "\u2066";
const FIRST_STRONG_ISOLATE = "\u2068";
const END_OF_ISOLATE = "\u2069";

/** What stands the other way round than the sentence must not turn it over, nor be turned over by it. */
const isolate = (text: string): string => `${FIRST_STRONG_ISOLATE}${text}${END_OF_ISOLATE}`;

/** Values as sentences of a language take them. Those that a message has not asked for are not in it either. */
function put(values: Partial<Values>, { words, locale, direction }: Language): Said<keyof Values> {
  const { name = "", link = "", code = "", device = "", at = 0, minutes = 0, credential = [], answer = "" } = values;
  const ltr = (text: string): string => (direction === "rtl" ? `${LTR_ISOLATE}${text}${END_OF_ISOLATE}` : text);
  return {
    name: ltr(name),
    // Programs that find links in texts take marks beside them for a part of them, but no space.
    link: direction === "rtl" ? ltr(` ${link} `) : link,
    code: ltr(code),
    device: isolate(plainName(device) || words.someDevice),
    at: direction === "rtl" ? isolate(sayTime(at, locale)) : sayTime(at, locale),
    minutes: new Intl.NumberFormat(locale, { style: "unit", unit: "minute", unitDisplay: "long" }).format(minutes),
    answer,
    credential: new Intl.ListFormat(locale).format(credential.map((each) => words.credentials[each])),
  };
}

const sayTime = (at: number, locale: string): string => new Intl.DateTimeFormat(locale, dayAndTime).format(at);

const dayAndTime = {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZone: "UTC",
  timeZoneName: "short",
} as const;

const MAX_NAME_CHARS = 60;

/** One line, without marks that nobody sees, and without what mail programs make a link of: an address, or a host such as `evil.example`. */
const plainName = (text: string): string =>
  Array.from(text.normalize("NFKC").replaceAll(/[\p{C}\p{Z}/:@。]+|\.(?=\p{L})/gu, " "))
    .slice(0, MAX_NAME_CHARS)
    .join("")
    .trim();
