import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { createNote, openNote } from "@tacet/client";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { destroyed, findOnPage, pressOpen } from "../scenarios/browser-pages.ts";
import { launchChromium } from "../scenarios/launch-chromium.ts";
import { startNoteWorld, type NoteWorld } from "../scenarios/note-world.ts";
import { readWebFiles } from "../server/src/http/web-files.ts";
import { openSqliteForTest } from "../server/test/databases.ts";
import { buildWeb } from "./build-web.ts";
import { unpackChromium } from "./test-chromium.ts";

/**
 * `npm run screenshots`: the pictures in docs/images, each in light and dark. Pages, rules and database are the real ones; only the clock
 * stands still, so that the same pages give the same bytes.
 */

const root = join(import.meta.dir, "..");
const images = join(root, "docs/images");
const origin = "https://notes.example";
const NOW = Date.UTC(2027, 2, 9, 13, 5);
const MINUTE_MS = 60_000;
const MAX_BYTES = 150_000;
const text = `The spare key is with Mrs Halloran at number 14.
The alarm code is the year of the big flood, backwards.

Please water the lemon tree.`;

interface Picture {
  readonly viewport: { readonly width: number; readonly height: number };
  readonly locale: string;
  readonly show: (page: Page, world: NoteWorld) => Promise<unknown>;
}

const desktop = { width: 1120, height: 764 };
const phone = { width: 390, height: 664 };

const pictures: Readonly<Record<string, Picture>> = {
  write: { viewport: desktop, locale: "en-GB", show: showWriting },
  opened: { viewport: phone, locale: "en-GB", show: showOpened },
  receipt: { viewport: phone, locale: "en-GB", show: showReceipt },
  arabic: { viewport: phone, locale: "ar-EG", show: showFound },
};

async function showWriting(page: Page): Promise<void> {
  await page.goto(origin);
  await page.getByLabel("Your note").fill(text);
  await page.getByText(`${text.length} characters`).waitFor();
}

async function showFound(page: Page, world: NoteWorld): Promise<void> {
  await page.goto((await makeNote(world)).link);
  await page.getByRole("button").first().waitFor();
}

async function showOpened(page: Page, world: NoteWorld): Promise<void> {
  await findOnPage(page, (await makeNote(world)).link);
  await pressOpen(page);
  await destroyed(page);
}

async function showReceipt(page: Page, world: NoteWorld): Promise<void> {
  const { link, receiptLink } = await makeNote(world);
  world.clock.advance(47 * MINUTE_MS);
  await openNote(link, world.ports);
  world.clock.advance(12 * MINUTE_MS);
  await page.goto(receiptLink);
  await page.getByText("opening confirmed").waitFor();
}

const makeNote = (world: NoteWorld) => createNote({ server: origin, text }, world.ports);

async function take(browser: Browser, name: string, colorScheme: "light" | "dark"): Promise<void> {
  const picture = pictures[name];
  if (!picture) throw new Error(`there is no picture ${name}`);
  const { viewport, locale, show } = picture;
  const http = { publicUrl: origin, webFiles: await readWebFiles(join(root, "web/dist")) };
  await using world = await startNoteWorld(openSqliteForTest, { http });
  world.clock.set(NOW);
  await using context = await browser.newContext({
    viewport,
    locale,
    colorScheme,
    deviceScaleFactor: 2,
    timezoneId: "Europe/Dublin",
    reducedMotion: "reduce",
  });
  await context.clock.setFixedTime(NOW);
  await connect(context, world);
  const page = await context.newPage();
  await show(page, world);
  await page.evaluate(() => document.fonts.ready);
  const png = await page.screenshot({ animations: "disabled", caret: "hide" });
  if (png.length > MAX_BYTES) throw new Error(`${name} takes ${png.length} bytes`);
  await Bun.write(join(images, `${name}-${colorScheme}.png`), png);
}

/** The server answers at an address with https, which is not this machine's, without a certificate or a port. */
async function connect(context: BrowserContext, world: NoteWorld): Promise<void> {
  await context.route(`${origin}/**`, async (route) => {
    const request = route.request();
    const sent = request.postDataBuffer();
    const answer = await world.app.fetch(
      new Request(request.url(), {
        method: request.method(),
        headers: await request.allHeaders(),
        body: sent && Uint8Array.from(sent),
      }),
    );
    const body = Buffer.from(await answer.arrayBuffer());
    await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
  });
}

await buildWeb();
await rm(images, { recursive: true, force: true });
await mkdir(images, { recursive: true });
await using browser = await launchChromium(await unpackChromium(join(root, ".cache")));
for (const name of Object.keys(pictures)) {
  for (const colorScheme of ["light", "dark"] as const) await take(browser, name, colorScheme);
}
