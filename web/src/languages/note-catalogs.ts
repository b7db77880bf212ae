import type { LoadCatalog } from "./language.ts";
import type { LanguageTag } from "./languages.ts";

/** What the pages of notes say, in ICU MessageFormat, a folder a language; the build compiles it, so that no parser is sent to a page. */
export const noteCatalogs = {
  en: {
    frame: () => import("./en/frame.json"),
    write: () => import("./en/write.json"),
    open: () => import("./en/open.json"),
    receipt: () => import("./en/receipt.json"),
  },
  de: {
    frame: () => import("./de/frame.json"),
    write: () => import("./de/write.json"),
    open: () => import("./de/open.json"),
    receipt: () => import("./de/receipt.json"),
  },
  es: {
    frame: () => import("./es/frame.json"),
    write: () => import("./es/write.json"),
    open: () => import("./es/open.json"),
    receipt: () => import("./es/receipt.json"),
  },
  ar: {
    frame: () => import("./ar/frame.json"),
    write: () => import("./ar/write.json"),
    open: () => import("./ar/open.json"),
    receipt: () => import("./ar/receipt.json"),
  },
} as const satisfies Readonly<Record<LanguageTag, Readonly<Record<string, LoadCatalog>>>>;
