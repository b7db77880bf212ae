import type { BrowserPerson } from "./browser.ts";

/** What a page has fetched since it was watched. */
export interface Fetched {
  readonly urls: () => readonly URL[];
  /** What was asked of anybody but the page's own server, and what a browser may keep that it should not, or the other way round. */
  readonly complaints: (origin: string) => Promise<readonly string[]>;
}

export function watchFetched({ page, sent }: Pick<BrowserPerson, "page" | "sent">): Fetched {
  const kept = new Map<string, string | undefined>();
  page.on("response", (response) => kept.set(response.url().replace(/#.*/, ""), response.headers()["cache-control"]));
  const urls = (): readonly URL[] => [...kept.keys()].map((url) => new URL(url));
  return {
    urls,
    complaints: async (origin) => {
      const isStrange = (url: string): boolean => !url.startsWith(`${origin}/`) && !url.startsWith("data:");
      const strangers = (await sent()).map(({ url }) => url).filter(isStrange);
      const wronglyKept = urls().filter((url) => kept.get(url.href) !== cachingOf(url));
      return [...strangers, ...wronglyKept.map((url) => `${url.pathname}: ${kept.get(url.href)}`)];
    },
  };
}

/** What a browser, and whoever shares its disk, may keep: what is the same for everybody, and nothing that a link led to. */
function cachingOf({ pathname }: URL): string {
  if (pathname.startsWith("/assets/")) return "public, max-age=31536000, immutable";
  return ["/", "/about", "/contact"].includes(pathname) ? "no-cache" : "no-store";
}
