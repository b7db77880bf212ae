import type { Page } from "playwright-core";

/** What people do on the pages of notes, by the words that they see there. */

/** Where a page is to be brought to a state of its own. */
export interface Stage {
  readonly origin: string;
  readonly page: Page;
}

export interface DraftOnPage {
  readonly text: string;
  readonly passphrase?: string;
  readonly reads?: number;
  readonly lifetime?: string;
}

export interface LinksOnPage {
  readonly link: string;
  readonly receiptLink: string;
}

export async function writeOnPage(page: Page, origin: string, draft: DraftOnPage): Promise<LinksOnPage> {
  await page.goto(origin);
  await page.getByLabel("Your note").fill(draft.text);
  await passphraseField(page).fill(draft.passphrase ?? "");
  await page.getByLabel("Opens").selectOption(String(draft.reads ?? 1));
  if (draft.lifetime) await page.getByLabel("Gone after").selectOption(draft.lifetime);
  await page.getByRole("button", { name: "Seal the note" }).click();
  return {
    link: await page.getByLabel("Link for the reader").inputValue(),
    receiptLink: await page.getByLabel("Your own link").inputValue(),
  };
}

/** Not the button beside it, which shows the passphrase. */
const passphraseField = (page: Page) => page.getByLabel(/^Passphrase/);

export const title = (page: Page, text: string) => page.getByRole("heading", { level: 1, name: text }).waitFor();

export async function goTo(page: Page, address: string, heading: string): Promise<void> {
  await page.goto(address);
  await title(page, heading);
}

/** Up to the button; nothing is consumed yet. */
export async function findOnPage(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await title(page, "A note for you");
}

/** Presses the button as soon as it can be pressed. */
export async function pressOpen(page: Page, passphrase?: string): Promise<void> {
  if (passphrase !== undefined) await passphraseField(page).fill(passphrase);
  await page.getByRole("button", { name: "Open the note" }).click();
}

export const noteText = (page: Page): Promise<string | null> => page.getByLabel("Text of the note").textContent();

/** Waits until the server has heard that the note arrived. */
export const destroyed = (page: Page): Promise<void> => page.getByText("The note is destroyed.").waitFor();

export async function readOnPage(page: Page, link: string, passphrase?: string): Promise<string | null> {
  await findOnPage(page, link);
  await pressOpen(page, passphrase);
  const text = await noteText(page);
  await destroyed(page);
  return text;
}
