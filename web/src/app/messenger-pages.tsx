import { messengerCatalogs } from "../languages/messenger-catalogs.ts";
import { MessengerFrame } from "./messenger-frame.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import type { Pages } from "./pages.ts";

type Catalog = keyof (typeof messengerCatalogs)["en"];

/** The messenger stays one page from one conversation to the next: which one is open stands in the fragment, and goes to no server. */
export const messengerPages: Pages<Catalog> = {
  at: {
    "/messages": {
      title: "title.messages",
      says: ["account", "messages"],
      load: async (at) => (await import("./start-messenger-page.tsx")).startMessengerPage(at),
    },
  },
  unknown: { title: "title.unknown", says: [], load: async () => <NotFoundPage /> },
  frame: MessengerFrame,
  fragmentIs: "place",
  catalogs: messengerCatalogs,
};
