import { createNote } from "@tacet/client";
import { expect, setDefaultTimeout, test } from "bun:test";
import { speak } from "./browser-words.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

const inWords = (at: number, locale: string, timeZone: string): string =>
  new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone,
  }).format(at);

/** Two libraries know the same times and differ in the widths of their spaces. */
const withPlainSpaces = (text: string): string => text.replaceAll(/\s/g, " ");

for (const timezoneId of ["Asia/Kolkata", "America/New_York"]) {
  test(`a reader in ${timezoneId} is told times of that zone, in every language`, async () => {
    const note = await createNote({ server: world.origin, text: "when", ttlS: 3600 });
    const { page } = await world.person({ timezoneId, locale: "en-GB" });
    await page.goto(note.receiptLink);
    for (const [tag, locale] of [
      ["en", "en-GB"],
      ["de", "de"],
      ["ar", "ar"],
    ] as const) {
      await speak(page, tag);
      const shown = withPlainSpaces(await page.locator("dl dd").nth(1).innerText());
      expect(shown).toBe(withPlainSpaces(inWords(note.expiresAt, locale, timezoneId)));
    }
    expect(new Date(note.expiresAt).toISOString()).not.toContain(
      /\d+:\d\d/.exec(inWords(note.expiresAt, "en-GB", timezoneId))?.[0] ?? "no time",
    );
  });
}

test("the write page names the time of the end in the writer’s zone", async () => {
  const at = Date.UTC(2026, 10, 21, 20, 30);
  const { page } = await world.person({ timezoneId: "Asia/Kolkata", locale: "en-GB" });
  await page.clock.setFixedTime(at);
  await page.goto(world.origin);
  await page.getByText("or on 27 November 2026 at 02:00 GMT+5:30 if nobody opens it.").waitFor();
});
