import type { LoadCatalog } from "./language.ts";
import type { LanguageTag } from "./languages.ts";

/** What the messenger says, and the pages of accounts where somebody signs in at its place: in ICU MessageFormat, a folder a language. */
export const messengerCatalogs = {
  en: {
    account: () => import("./en/account.json"),
    frame: () => import("./en/frame.json"),
    messages: () => import("./en/messages.json"),
  },
  de: {
    account: () => import("./de/account.json"),
    frame: () => import("./de/frame.json"),
    messages: () => import("./de/messages.json"),
  },
  es: {
    account: () => import("./es/account.json"),
    frame: () => import("./es/frame.json"),
    messages: () => import("./es/messages.json"),
  },
  ar: {
    account: () => import("./ar/account.json"),
    frame: () => import("./ar/frame.json"),
    messages: () => import("./ar/messages.json"),
  },
} as const satisfies Readonly<Record<LanguageTag, Readonly<Record<string, LoadCatalog>>>>;
