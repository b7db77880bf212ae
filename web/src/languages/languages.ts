/** Every language of the pages, each by its own name. A new one is a file of messages beside this one, and a line here. */
export const languages = {
  en: { name: "English", dir: "ltr" },
  de: { name: "Deutsch", dir: "ltr" },
  es: { name: "Español", dir: "ltr" },
  ar: { name: "العربية", dir: "rtl" },
} as const;

export type LanguageTag = keyof typeof languages;

export const isLanguageTag = (word: string | undefined): word is LanguageTag =>
  word !== undefined && Object.hasOwn(languages, word);

/** The first of `wanted` (BCP 47, such as `de-AT`) that there are messages for; English when none is. */
export function chooseLanguage(wanted: readonly (string | undefined)[]): LanguageTag {
  for (const tag of wanted) {
    const base = tag?.toLowerCase().split("-")[0];
    if (isLanguageTag(base)) return base;
  }
  return "en";
}
