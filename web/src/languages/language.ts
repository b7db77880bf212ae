import { I18n, type Messages } from "@lingui/core";
import type about from "./en/about.json";
import type account from "./en/account.json";
import type admin from "./en/admin.json";
import type contact from "./en/contact.json";
import type frame from "./en/frame.json";
import type leave from "./en/leave.json";
import type messages from "./en/messages.json";
import type open from "./en/open.json";
import type phone from "./en/phone.json";
import type people from "./en/people.json";
import type receipt from "./en/receipt.json";
import type recover from "./en/recover.json";
import type register from "./en/register.json";
import type security from "./en/security.json";
import type settings from "./en/settings.json";
import type write from "./en/write.json";
import type { LanguageTag } from "./languages.ts";

type NoteMessages = typeof write & typeof open & typeof receipt;
type AccountMessages = typeof account &
  typeof admin &
  typeof leave &
  typeof messages &
  typeof phone &
  typeof recover &
  typeof people &
  typeof register &
  typeof security &
  typeof settings;
export type MessageId = keyof (typeof frame & typeof about & typeof contact & NoteMessages & AccountMessages);
export type MessageValues = Readonly<Record<string, string | number>>;

/** How a page speaks to its reader. */
export interface Language {
  readonly tag: LanguageTag;
  /** The reader's form of it (BCP 47), for times and numbers. */
  readonly region: string;
  /** A message of the catalog, with its plurals settled by the rules of the language (CLDR). */
  readonly say: (id: MessageId, values?: MessageValues) => string;
  /** A time in the reader's zone, and which zone that is. Takes milliseconds since the Unix epoch. */
  readonly sayTime: (at: number) => string;
  /** The time of day, to the second. Takes milliseconds since the Unix epoch. */
  readonly sayClock: (at: number) => string;
}

export type LoadCatalog = () => Promise<{ default: Messages }>;

export interface Wishes {
  /** What the browser was told to prefer (`navigator.languages`). */
  readonly wanted: readonly string[];
  /** Of this language: what the frame says, and what the page adds to it. */
  readonly catalogs: readonly LoadCatalog[];
}

/** Rejects when the messages cannot be fetched. */
export async function loadLanguage(tag: LanguageTag, { wanted, catalogs }: Wishes): Promise<Language> {
  const loaded = await Promise.all(catalogs.map((load) => load()));
  const messages: Messages = Object.assign({}, ...loaded.map((each) => each.default));
  const region = regionOf(tag, wanted);
  const i18n = new I18n({ locale: tag, locales: region, messages: { [tag]: messages } });
  const time = new Intl.DateTimeFormat(region, { ...dayAndTime, timeZoneName: "short" });
  const clock = new Intl.DateTimeFormat(region, { timeStyle: "medium" });
  return {
    tag,
    region,
    say: (id, values) => i18n._(id, { ...values }),
    sayTime: (at) => time.format(at),
    sayClock: (at) => clock.format(at),
  };
}

/** The reader's own form of the language where the browser tells it: British and American readers write times differently. */
const regionOf = (tag: LanguageTag, wanted: readonly string[]): string =>
  wanted.find((each) => each.toLowerCase().split("-")[0] === tag && isLocale(each)) ?? tag;

/** Browsers hand on what their system says, and some systems say `en-US@posix`. */
function isLocale(tag: string): boolean {
  try {
    return new Intl.Locale(tag).baseName !== "";
  } catch {
    return false;
  }
}

const dayAndTime = { day: "numeric", month: "long", year: "numeric", hour: "numeric", minute: "2-digit" } as const;
