import { ar } from "./ar.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import type { Words } from "./messages.ts";

/** The languages of the pages; a new one is a file beside this one and a line here. */
export const languages = {
  en: { words: en, locale: "en", direction: "ltr" },
  de: { words: de, locale: "de", direction: "ltr" },
  es: { words: es, locale: "es", direction: "ltr" },
  // With the digits of links and codes, whatever the region's own are.
  ar: { words: ar, locale: "ar-u-nu-latn", direction: "rtl" },
} as const satisfies Record<string, Language>;

export interface Language {
  readonly words: Words;
  /** For times and numbers (BCP 47). */
  readonly locale: string;
  readonly direction: "ltr" | "rtl";
}

export type LanguageTag = keyof typeof languages;
