import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import pixelmatch from "pixelmatch";
import type { Page } from "playwright-core";
import { PNG } from "pngjs";

const folder = join(import.meta.dir, "__screens__");
/** Where the two pictures go that show what is different. */
const findings = join(import.meta.dir, "../.cache/screens");
const isUpdate = process.env["TEST_UPDATE_SCREENS"] === "1";

/** How far the colour of a pixel may be off, from 0 to 1: more than machines differ in drawing the edges of letters. */
const COLOR_TOLERANCE = 0.1;
/** So many pixels may be off nevertheless: the smallest icon has more. */
export const MAX_PIXELS_OFF = 10;

/** Takes a picture without what differs each time: ports, keys, and the code that is drawn from them. Of a phone's page all of it. */
export async function takePicture(page: Page): Promise<Buffer> {
  await page.mouse.move(0, 0);
  await page.evaluate(replaceAddresses);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const fullPage = (page.viewportSize()?.width ?? 0) < 500;
  // How far a press has scrolled hangs on when what it brings is there: such a page is shown from its end.
  if (!fullPage) await page.evaluate(() => scrollY > 0 && scrollTo(0, document.documentElement.scrollHeight));
  return page.screenshot({ fullPage, animations: "disabled" });
}

function replaceAddresses(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>("input[readonly]")) {
    input.value = "https://notes.example/n#AQECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gB0Cq";
  }
  for (const modules of document.querySelectorAll("[role=img] path")) modules.setAttribute("d", "M4 4h20v20h-20z");
  for (const code of document.querySelectorAll("code")) {
    code.textContent = code.textContent.replace(/http:\/\/[\d.:]+/, "https://notes.example");
  }
}

export interface Comparison {
  readonly pixelsOff: number;
  readonly diff: PNG;
}

/** Undefined for pictures of different sizes. */
export function compare(actual: PNG, expected: PNG): Comparison | undefined {
  const { width, height } = expected;
  if (actual.width !== width || actual.height !== height) return undefined;
  const diff = new PNG({ width, height });
  const options = { threshold: COLOR_TOLERANCE };
  return { pixelsOff: pixelmatch(actual.data, expected.data, diff.data, width, height, options), diff };
}

/** A picture as it was taken when the page was last found good. */
export const pictureOf = async (name: string): Promise<PNG> =>
  PNG.sync.read(Buffer.from(await Bun.file(fileOf(name)).bytes()));

const fileOf = (name: string): string => join(folder, `${name}.png`);

/** What is different from the picture of that name, in words; undefined when nothing is that an eye would see. */
export async function findDifference(name: string, picture: Buffer): Promise<string | undefined> {
  const file = Bun.file(fileOf(name));
  if (isUpdate) {
    await file.write(picture);
    return undefined;
  }
  if (!(await file.exists())) return `there is no ${name}.png yet: take it with TEST_UPDATE_SCREENS=1`;
  if (picture.equals(await file.bytes())) return undefined; // unpacking both would take 30 ms
  const comparison = compare(PNG.sync.read(picture), await pictureOf(name));
  if (comparison && comparison.pixelsOff <= MAX_PIXELS_OFF) return undefined;
  await mkdir(findings, { recursive: true });
  await Bun.write(join(findings, `${name}.actual.png`), picture);
  if (!comparison) return `${name} has another size: see .cache/screens/${name}.actual.png`;
  await Bun.write(join(findings, `${name}.diff.png`), PNG.sync.write(comparison.diff));
  return `${name} differs in ${comparison.pixelsOff} pixels: see .cache/screens/${name}.diff.png and .actual.png`;
}
