import { noteCatalogs } from "../languages/note-catalogs.ts";
import { NotFoundPage } from "./not-found-page.tsx";
import type { Pages } from "./pages.ts";

type Catalog = keyof (typeof noteCatalogs)["en"];

/** What strangers come to by a link: as little to load as can be. */
export const notePages: Pages<Catalog> = {
  at: {
    "/": {
      title: "title.write",
      says: ["write"],
      load: async (at) => (await import("./start-write-page.tsx")).startWritePage(at),
    },
    "/n": {
      title: "title.open",
      says: ["open"],
      load: async (at) => (await import("./start-open-page.tsx")).startOpenPage(at),
    },
    "/r": {
      title: "title.receipt",
      says: ["receipt"],
      load: async (at) => (await import("./start-receipt-page.tsx")).startReceiptPage(at),
    },
    "/about": {
      title: "title.about",
      says: ["about"],
      load: async ({ origin }) => {
        const { AboutPage } = await import("../features/about/about-page.tsx");
        return <AboutPage origin={origin} />;
      },
    },
    "/contact": {
      title: "title.contact",
      says: ["contact"],
      load: async (at) => (await import("./start-contact-page.tsx")).startContactPage(at),
    },
  },
  unknown: { title: "title.unknown", says: [], load: async () => <NotFoundPage /> },
  catalogs: noteCatalogs,
};
