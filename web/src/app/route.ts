export type PageName = "write" | "open" | "receipt" | "about" | "contact" | "unknown";

const pages: Readonly<Record<string, PageName>> = {
  "/": "write",
  "/n": "open",
  "/r": "receipt",
  "/about": "about",
  "/contact": "contact",
};

/** Pages are left by loading the next one, never inside this one: what a page showed then goes with its memory. */
export const pageAt = (pathname: string): PageName =>
  (Object.hasOwn(pages, pathname) ? pages[pathname] : undefined) ?? "unknown";
