import type { ReactElement } from "react";
import { NotFoundPage } from "./not-found-page.tsx";
import type { PageName } from "./route.ts";

type Load = (at: Location) => Promise<ReactElement>;

/** Each page comes with the part of the SDK that it shows, and no more. */
const loads: Readonly<Record<PageName, Load>> = {
  write: async (at) => (await import("./start-write-page.tsx")).startWritePage(at),
  open: async (at) => (await import("./start-open-page.tsx")).startOpenPage(at),
  receipt: async (at) => (await import("./start-receipt-page.tsx")).startReceiptPage(at),
  about: async ({ origin }) => {
    const { AboutPage } = await import("../features/about/about-page.tsx");
    return <AboutPage origin={origin} />;
  },
  contact: async (at) => (await import("./start-contact-page.tsx")).startContactPage(at),
  unknown: async () => <NotFoundPage />,
};

/** Rejects when a part of the page cannot be fetched. */
export const loadPage = (name: PageName, at: Location): Promise<ReactElement> => loads[name](at);
