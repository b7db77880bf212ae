import type { Page } from "playwright-core";

/**
 * Makes a page say the same whenever it is shown: every time is the same moment, and chance draws the same words. Keys are drawn as ever.
 * Has to be called before the page is visited, by somebody in the time zone UTC.
 */
export async function holdStill(page: Page): Promise<void> {
  await page.addInitScript(replaceTimeAndChance);
}

/** Keys and ports differ from one run to another. */
export const withoutAddresses = (text: string): string =>
  text.replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, "https://notes.example").replaceAll(/#[\w-]{40,}/g, "#…");

function replaceTimeAndChance(): void {
  const moment = Date.UTC(2026, 10, 21, 13, 5, 7);
  const shown = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, "format");
  Object.defineProperty(Intl.DateTimeFormat.prototype, "format", {
    get(this: Intl.DateTimeFormat) {
      const format: (at: number) => string = shown?.get?.call(this);
      return () => format(moment);
    },
  });
  const fill = crypto.getRandomValues.bind(crypto);
  let drawn = 0;
  Object.defineProperty(crypto, "getRandomValues", {
    value: (array: Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer>) => {
      // Words are drawn by 32 bits, keys by bytes.
      if (array instanceof Uint8Array) return fill(array);
      drawn += 1234;
      return array.fill(drawn);
    },
  });
}
