import { chromium, type Browser, type BrowserContext } from "playwright-core";

/** Not those that `@sparticuz/chromium` proposes: they switch web security off, and every test of it would pass. */
const switches = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"];

/** Playwright switches the cache of left pages off; with it on, going back shows what a page really leaves behind. */
export const launchChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: switches, ignoreDefaultArgs: ["--disable-back-forward-cache"] });

export const launchTestChromium = (): Promise<Browser> => launchChromium(testExecutable());

/** The browser of somebody who closes it and comes back: what it keeps lies in `folder`, where others keep it in memory. */
export const launchLastingChromium = (folder: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, { executablePath: testExecutable(), args: switches });

/** What `npm test` has unpacked, for tests that bring a server of their own. */
function testExecutable(): string {
  const executablePath = process.env["TEST_CHROMIUM"];
  if (!executablePath) throw new Error("TEST_CHROMIUM is not set: run the browser tests by `npm test`");
  return executablePath;
}
