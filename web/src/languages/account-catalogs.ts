import type { LoadCatalog } from "./language.ts";
import type { LanguageTag } from "./languages.ts";

/** What the pages of accounts say, in ICU MessageFormat, a folder a language; the build compiles it, so that no parser is sent to a page. */
export const accountCatalogs = {
  en: {
    frame: () => import("./en/frame.json"),
    account: () => import("./en/account.json"),
    admin: () => import("./en/admin.json"),
    leave: () => import("./en/leave.json"),
    phone: () => import("./en/phone.json"),
    recover: () => import("./en/recover.json"),
    register: () => import("./en/register.json"),
    security: () => import("./en/security.json"),
    settings: () => import("./en/settings.json"),
  },
  de: {
    frame: () => import("./de/frame.json"),
    account: () => import("./de/account.json"),
    admin: () => import("./de/admin.json"),
    leave: () => import("./de/leave.json"),
    phone: () => import("./de/phone.json"),
    recover: () => import("./de/recover.json"),
    register: () => import("./de/register.json"),
    security: () => import("./de/security.json"),
    settings: () => import("./de/settings.json"),
  },
  es: {
    frame: () => import("./es/frame.json"),
    account: () => import("./es/account.json"),
    admin: () => import("./es/admin.json"),
    leave: () => import("./es/leave.json"),
    phone: () => import("./es/phone.json"),
    recover: () => import("./es/recover.json"),
    register: () => import("./es/register.json"),
    security: () => import("./es/security.json"),
    settings: () => import("./es/settings.json"),
  },
  ar: {
    frame: () => import("./ar/frame.json"),
    account: () => import("./ar/account.json"),
    admin: () => import("./ar/admin.json"),
    leave: () => import("./ar/leave.json"),
    phone: () => import("./ar/phone.json"),
    recover: () => import("./ar/recover.json"),
    register: () => import("./ar/register.json"),
    security: () => import("./ar/security.json"),
    settings: () => import("./ar/settings.json"),
  },
} as const satisfies Readonly<Record<LanguageTag, Readonly<Record<string, LoadCatalog>>>>;
