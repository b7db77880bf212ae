import { noteCatalogs } from "../languages/note-catalogs.ts";
import { Frame } from "./frame.tsx";
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
  },
  unknown: { title: "title.unknown", says: [], load: async () => <NotFoundPage /> },
  frame: Frame,
  fragmentIs: "page",
  catalogs: noteCatalogs,
};
