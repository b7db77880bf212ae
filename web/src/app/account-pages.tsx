import { accountCatalogs } from "../languages/account-catalogs.ts";
import { NotFoundPage } from "./not-found-page.tsx";
import type { Pages } from "./pages.ts";
import type { SectionHere } from "./start-account-page.tsx";

type Catalog = keyof (typeof accountCatalogs)["en"];

const sectionWords = ["account", "settings"] as const;

const loadAccountPages = () => import("./start-account-page.tsx");
const startRegisterPage = async (at: Location) => (await loadAccountPages()).startRegisterPage(at);
const startSignInPage = async (at: Location) => (await loadAccountPages()).startSignInPage(at);
const startSectionPage = async (section: SectionHere, at: Location) =>
  (await loadAccountPages()).startSectionPage(section, at);

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
    "/register": { title: "title.register", says: ["account", "register"], load: async (at) => startRegisterPage(at) },
    "/sign-in": { title: "title.signIn", says: ["account"], load: async (at) => startSignInPage(at) },
    "/account": { title: "title.profile", says: sectionWords, load: async (at) => startSectionPage("profile", at) },
    "/account/security": {
      title: "title.security",
      says: [...sectionWords, "register", "security"],
      load: async (at) => startSectionPage("security", at),
    },
    "/account/people": {
      title: "title.people",
      says: [...sectionWords, "people"],
      load: async (at) => (await import("./start-people-page.tsx")).startPeoplePage(at),
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
  },
  unknown: { title: "title.unknown", says: [], load: async () => <NotFoundPage /> },
  catalogs: accountCatalogs,
};
