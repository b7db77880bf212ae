import type { ReactElement } from "react";
import type { AdminSection } from "../features/admin/admin-nav.tsx";
import { accountCatalogs } from "../languages/account-catalogs.ts";
import { NotFoundPage } from "./not-found-page.tsx";
import type { Pages } from "./pages.ts";
import { startRegisterPage, startSectionPage, startSignInPage } from "./start-account-page.tsx";
import { startConfirmPage, startRecoverPage } from "./start-ways-back-page.tsx";

type Catalog = keyof (typeof accountCatalogs)["en"];

const sectionWords = ["account", "settings"] as const;
const adminWords = ["account", "settings", "admin"] as const;

/** Fetched by those alone who look after a server. */
const startAdmin = async (section: AdminSection, at: Location): Promise<ReactElement> =>
  (await import("./start-admin-page.tsx")).startAdminPage(section, at);

/** For people who have an account, or want one. They are one script: they share most of what they are made of. */
export const accountPages: Pages<Catalog> = {
  at: {
    "/register": {
      title: "title.register",
      says: ["account", "register", "phone"],
      load: async (at) => startRegisterPage(at),
    },
    "/sign-in": { title: "title.signIn", says: ["account"], load: async (at) => startSignInPage(at) },
    "/recover": {
      title: "title.recover",
      says: ["account", "register", "recover"],
      load: async (at) => startRecoverPage(at),
    },
    "/confirm": { title: "title.confirm", says: ["account", "recover"], load: async (at) => startConfirmPage(at) },
    "/account": { title: "title.profile", says: sectionWords, load: async (at) => startSectionPage("profile", at) },
    "/account/security": {
      title: "title.security",
      says: [...sectionWords, "register", "phone", "security"],
      load: async (at) => startSectionPage("security", at),
    },
    "/account/privacy": {
      title: "title.privacy",
      says: sectionWords,
      load: async (at) => startSectionPage("privacy", at),
    },
    "/account/devices": {
      title: "title.devices",
      says: sectionWords,
      load: async (at) => startSectionPage("devices", at),
    },
    "/account/leave": {
      title: "title.leave",
      says: [...sectionWords, "leave"],
      load: async (at) => startSectionPage("leave", at),
    },
    "/admin": { title: "title.admin.accounts", says: adminWords, load: (at) => startAdmin("accounts", at) },
    "/admin/invites": { title: "title.admin.invites", says: adminWords, load: (at) => startAdmin("invites", at) },
    "/admin/reports": { title: "title.admin.reports", says: adminWords, load: (at) => startAdmin("reports", at) },
    "/admin/contact": { title: "title.admin.contact", says: adminWords, load: (at) => startAdmin("contact", at) },
    "/admin/audit": { title: "title.admin.audit", says: adminWords, load: (at) => startAdmin("audit", at) },
  },
  unknown: { title: "title.unknown", says: [], load: async () => <NotFoundPage /> },
  catalogs: accountCatalogs,
};
