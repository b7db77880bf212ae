import type { LoadCatalog } from "./language.ts";
import type { LanguageTag } from "./languages.ts";

/** What the pages of accounts say, in ICU MessageFormat, a folder a language; the build compiles it, so that no parser is sent to a page. */
export const accountCatalogs = {
  en: {
    frame: () => import("./en/frame.json"),
    about: () => import("./en/about.json"),
    account: () => import("./en/account.json"),
    contact: () => import("./en/contact.json"),
    leave: () => import("./en/leave.json"),
    people: () => import("./en/people.json"),
    register: () => import("./en/register.json"),
    security: () => import("./en/security.json"),
    settings: () => import("./en/settings.json"),
  },
  de: {
    frame: () => import("./de/frame.json"),
    about: () => import("./de/about.json"),
    account: () => import("./de/account.json"),
    contact: () => import("./de/contact.json"),
    leave: () => import("./de/leave.json"),
    people: () => import("./de/people.json"),
    register: () => import("./de/register.json"),
    security: () => import("./de/security.json"),
    settings: () => import("./de/settings.json"),
  },
  es: {
    frame: () => import("./es/frame.json"),
    about: () => import("./es/about.json"),
    account: () => import("./es/account.json"),
    contact: () => import("./es/contact.json"),
    leave: () => import("./es/leave.json"),
    people: () => import("./es/people.json"),
    register: () => import("./es/register.json"),
    security: () => import("./es/security.json"),
    settings: () => import("./es/settings.json"),
  },
  ar: {
    frame: () => import("./ar/frame.json"),
    about: () => import("./ar/about.json"),
    account: () => import("./ar/account.json"),
    contact: () => import("./ar/contact.json"),
    leave: () => import("./ar/leave.json"),
    people: () => import("./ar/people.json"),
    register: () => import("./ar/register.json"),
    security: () => import("./ar/security.json"),
    settings: () => import("./ar/settings.json"),
  },
} as const satisfies Readonly<Record<LanguageTag, Readonly<Record<string, LoadCatalog>>>>;
