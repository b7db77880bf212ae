import { join } from "node:path";
import type { Page } from "playwright-core";
import * as z from "zod";
import { isLanguageTag, languages, type LanguageTag } from "../web/src/languages/languages.ts";

/** Every language of the pages, and what they say in it. */
export const tags: readonly LanguageTag[] = Object.keys(languages).filter(isLanguageTag);

const Messages = z.record(z.string(), z.string());
export type Messages = z.output<typeof Messages>;

export async function messagesOf(tag: LanguageTag): Promise<Messages> {
  const folder = join(import.meta.dir, "../web/src/languages", tag);
  const files = await Array.fromAsync(new Bun.Glob("*.json").scan({ cwd: folder, absolute: true }));
  return Messages.parse(Object.assign({}, ...(await Promise.all(files.map((file) => Bun.file(file).json())))));
}

/** Chooses a language by the menu of the page, as somebody who reads none of the words around it. */
export async function speak(page: Page, tag: LanguageTag): Promise<void> {
  const menu = page.locator("footer select");
  const size = page.viewportSize();
  // On a phone the menu of a messenger is a step back from a conversation, under the list: a wide screen shows both.
  const isBeside = size !== null && !(await menu.isVisible());
  if (isBeside) await page.setViewportSize({ ...size, width: 1280 });
  await menu.selectOption(tag);
  if (isBeside) await page.setViewportSize(size);
  await page.locator(`html[lang="${tag}"]`).waitFor();
}
