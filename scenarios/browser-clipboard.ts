import type { Locator, Page } from "playwright-core";

/** What somebody has copied. Our own pages may fill the clipboard and not read it: it is read beside them. */
export async function clipboardOf(page: Page, origin: string): Promise<string> {
  const beside = await page.context().newPage();
  await beside.goto(`${origin}/health/live`);
  return beside.evaluate(() => navigator.clipboard.readText());
}

/** As people bring long texts: typed in by `fill`, two thousand lines take a browser four seconds, and more lines far longer. */
export async function pasteInto(field: Locator, text: string): Promise<void> {
  await field.evaluate((_, given) => navigator.clipboard.writeText(given), text);
  await field.press("ControlOrMeta+a");
  await field.press("ControlOrMeta+v");
}
