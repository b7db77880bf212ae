import { expect, setDefaultTimeout, test } from "bun:test";
import { stages } from "./browser-stages.ts";
import { speak } from "./browser-words.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

/** What a browser, and whoever shares its disk, may keep: what is the same for everybody, and nothing that a link led to. */
function cachingOf({ pathname }: URL): string {
  if (pathname.startsWith("/assets/")) return "public, max-age=31536000, immutable";
  return ["/", "/about", "/contact"].includes(pathname) ? "no-cache" : "no-store";
}

test("no page asks anybody but its own server, for code, fonts, words or pictures, and only what may be kept is kept", async () => {
  const { page, faults, sent } = await world.person();
  const kept = new Map<string, string | undefined>();
  page.on("response", (response) => kept.set(response.url().replace(/#.*/, ""), response.headers()["cache-control"]));
  for (const reach of Object.values(stages)) {
    await reach({ page, origin: world.origin });
    await speak(page, "ar");
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await speak(page, "en");
  }
  const urls = [...kept.keys()].map((url) => new URL(url));
  const named = (part: string): number => urls.filter(({ pathname }) => pathname.includes(part)).length;
  expect([named("arabic"), named("mono"), named("argon2id-worker")].every((count) => count > 0)).toBe(true);
  const strangers = (await sent()).filter(({ url }) => !url.startsWith(`${world.origin}/`) && !url.startsWith("data:"));
  expect(strangers.map(({ url }) => url)).toEqual([]);
  const wronglyKept = urls.filter((url) => kept.get(url.href) !== cachingOf(url));
  expect(wronglyKept.map((url) => `${url.pathname}: ${kept.get(url.href)}`)).toEqual([]);
  expect(faults).toEqual([]);
});
