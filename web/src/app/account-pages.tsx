import type { ReactElement } from "react";
import type { AdminSection } from "../features/admin/admin-nav.tsx";
import { accountCatalogs } from "../languages/account-catalogs.ts";
import { Frame } from "./frame.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import type { Pages } from "./pages.ts";
import type { SectionHere } from "./start-account-page.tsx";

type Catalog = keyof (typeof accountCatalogs)["en"];

const sectionWords = ["account", "settings"] as const;
const adminWords = ["account", "settings", "admin"] as const;

/** Fetched by those alone who look after a server. */
const startAdmin = async (section: AdminSection, at: Location): Promise<ReactElement> =>
  (await import("./start-admin-page.tsx")).startAdminPage(section, at);

const loadAccountPages = () => import("./start-account-page.tsx");
const startRegisterPage = async (at: Location) => (await loadAccountPages()).startRegisterPage(at);
const startSignInPage = async (at: Location) => (await loadAccountPages()).startSignInPage(at);
const startSectionPage = async (section: SectionHere, at: Location) =>
  (await loadAccountPages()).startSectionPage(section, at);
const loadWaysBack = () => import("./start-ways-back-page.tsx");

/**
 * For people who have an account, or want one. Most of them are one script: they share most of what they are made of. Beside them are
 * pages for everybody, which load nothing of accounts; they are here so that nobody who reads or writes a note loads anything for them.
 */
export const accountPages: Pages<Catalog> = {
  at: {
    "/about": {
      title: "title.about",
      says: ["about"],
      load: async (at) => (await import("./start-about-page.tsx")).startAboutPage(at),
    },
    "/contact": {
      title: "title.contact",
      says: ["contact"],
      load: async (at) => (await import("./start-contact-page.tsx")).startContactPage(at),
    },
    "/register": { title: "title.register", says: ["account", "register", "phone"], load: startRegisterPage },
    "/sign-in": { title: "title.signIn", says: ["account"], load: startSignInPage },
    "/recover": {
      title: "title.recover",
      says: ["account", "register", "recover"],
      load: async (at) => (await loadWaysBack()).startRecoverPage(at),
    },
    "/confirm": {
      title: "title.confirm",
      says: ["account", "recover"],
      load: async (at) => (await loadWaysBack()).startConfirmPage(at),
    },
    "/account": { title: "title.profile", says: sectionWords, load: (at) => startSectionPage("profile", at) },
    "/account/security": {
      title: "title.security",
      says: [...sectionWords, "register", "phone", "security"],
      load: (at) => startSectionPage("security", at),
    },
    "/account/people": {
      title: "title.people",
      says: [...sectionWords, "people"],
      load: async (at) => (await import("./start-people-page.tsx")).startPeoplePage(at),
    },
    "/account/privacy": {
      title: "title.privacy",
      says: sectionWords,
      load: (at) => startSectionPage("privacy", at),
    },
    "/account/devices": {
      title: "title.devices",
      says: sectionWords,
      load: (at) => startSectionPage("devices", at),
    },
    "/account/leave": {
      title: "title.leave",
      says: [...sectionWords, "leave"],
      load: (at) => startSectionPage("leave", at),
    },
    "/admin": { title: "title.admin.accounts", says: adminWords, load: (at) => startAdmin("accounts", at) },
    "/admin/invites": { title: "title.admin.invites", says: adminWords, load: (at) => startAdmin("invites", at) },
    "/admin/reports": { title: "title.admin.reports", says: adminWords, load: (at) => startAdmin("reports", at) },
    "/admin/contact": { title: "title.admin.contact", says: adminWords, load: (at) => startAdmin("contact", at) },
    "/admin/audit": { title: "title.admin.audit", says: adminWords, load: (at) => startAdmin("audit", at) },
  },
  unknown: { title: "title.unknown", says: [], load: async () => <NotFoundPage /> },
  frame: Frame,
  fragmentIs: "page",
  catalogs: accountCatalogs,
};
