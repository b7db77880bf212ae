import { I18n, type Messages } from "@lingui/core";
import type about from "./en/about.json";
import type contact from "./en/contact.json";
import type frame from "./en/frame.json";
import type open from "./en/open.json";
import type receipt from "./en/receipt.json";
import type write from "./en/write.json";
import type { LanguageTag } from "./languages.ts";

export type MessageId = keyof (typeof frame &
  typeof write &
  typeof open &
  typeof receipt &
  typeof about &
  typeof contact);
export type MessageValues = Readonly<Record<string, string | number>>;

/** How a page speaks to its reader. */
export interface Language {
  readonly tag: LanguageTag;
  /** A message of the catalog, with its plurals settled by the rules of the language (CLDR). */
  readonly say: (id: MessageId, values?: MessageValues) => string;
  /** A time in the reader's zone, and which zone that is. Takes milliseconds since the Unix epoch. */
  readonly sayTime: (at: number) => string;
  /** The time of day, to the second. Takes milliseconds since the Unix epoch. */
  readonly sayClock: (at: number) => string;
}

/** A page adds what it says to what all of them say, the frame and problems among it. */
export type PageCatalog = "write" | "open" | "receipt" | "about" | "contact";
type LoadCatalog = () => Promise<{ default: Messages }>;

/** Messages in ICU MessageFormat, a folder a language; the build compiles them, so that no parser is sent to the page. */
const catalogs: Readonly<Record<LanguageTag, Readonly<Record<PageCatalog | "frame", LoadCatalog>>>> = {
  en: {
    frame: () => import("./en/frame.json"),
    write: () => import("./en/write.json"),
    open: () => import("./en/open.json"),
    receipt: () => import("./en/receipt.json"),
    about: () => import("./en/about.json"),
    contact: () => import("./en/contact.json"),
  },
  de: {
    frame: () => import("./de/frame.json"),
    write: () => import("./de/write.json"),
    open: () => import("./de/open.json"),
    receipt: () => import("./de/receipt.json"),
    about: () => import("./de/about.json"),
    contact: () => import("./de/contact.json"),
  },
  es: {
    frame: () => import("./es/frame.json"),
    write: () => import("./es/write.json"),
    open: () => import("./es/open.json"),
    receipt: () => import("./es/receipt.json"),
    about: () => import("./es/about.json"),
    contact: () => import("./es/contact.json"),
  },
  ar: {
    frame: () => import("./ar/frame.json"),
    write: () => import("./ar/write.json"),
    open: () => import("./ar/open.json"),
    receipt: () => import("./ar/receipt.json"),
    about: () => import("./ar/about.json"),
    contact: () => import("./ar/contact.json"),
  },
};

export interface Wishes {
  /** What the browser was told to prefer (`navigator.languages`). */
  readonly wanted: readonly string[];
  readonly pages: readonly PageCatalog[];
}

/** Rejects when the messages cannot be fetched. */
export async function loadLanguage(tag: LanguageTag, { wanted, pages }: Wishes): Promise<Language> {
  const loaded = await Promise.all((["frame", ...pages] as const).map((name) => catalogs[tag][name]()));
  const messages: Messages = Object.assign({}, ...loaded.map((each) => each.default));
  const region = regionOf(tag, wanted);
  const i18n = new I18n({ locale: tag, locales: region, messages: { [tag]: messages } });
  const time = new Intl.DateTimeFormat(region, { ...dayAndTime, timeZoneName: "short" });
  const clock = new Intl.DateTimeFormat(region, { timeStyle: "medium" });
  return {
    tag,
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
