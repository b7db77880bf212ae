import { expect, setDefaultTimeout, test } from "bun:test";
import { watchFetched } from "./browser-fetched.ts";
import { stages } from "./browser-stages.ts";
import { speak } from "./browser-words.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

/** That no other page asks a stranger is looked at where each is shown in every language. */
test("fonts, words and the worker that stretches passphrases come from the page's own server", async () => {
  const person = await world.person();
  const { page, faults } = person;
  const fetched = watchFetched(person);
  for (const reach of [stages["wrong passphrase"], stages["made, with a QR code"]]) {
    await reach({ page, origin: world.origin });
    await speak(page, "ar");
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await speak(page, "en");
  }
  for (const part of ["arabic", "mono", "argon2id-worker"])
    expect([part, fetched.urls().some(({ pathname }) => pathname.includes(part))]).toEqual([part, true]);
  expect(await fetched.complaints(world.origin)).toEqual([]);
  expect(faults).toEqual([]);
});
