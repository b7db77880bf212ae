import { burnNote, createNote, openNote, type CreatedNote } from "@tacet/client";
import { accountStages } from "./browser-account-stages.ts";
import { adminStages } from "./browser-admin-stages.ts";
import { destroyed, findOnPage, goTo, pressOpen, writeOnPage, type Stage } from "./browser-pages.ts";
import { messengerStages } from "./browser-messenger-stages.ts";
import { phoneStages } from "./browser-phone-stages.ts";
import { waysBackStages } from "./browser-ways-back-stages.ts";
import { peopleStages } from "./browser-people-stages.ts";
import { contactStages } from "./contact-stages.ts";

const PASSPHRASE = "correct horse";

const makeNote = (origin: string, passphrase = ""): Promise<CreatedNote> =>
  createNote({ server: origin, text: "from elsewhere", passphrase, reads: 1, ttlS: 3600 });

/** Every page in every state that looks of its own, and the way to it for somebody whose browser speaks English. */
export const stages = {
  write: ({ page, origin }) => goTo(page, origin, "Write a note"),
  "write, with a passphrase": async ({ page, origin }) => {
    await goTo(page, origin, "Write a note");
    await page.getByLabel("Your note").fill("half a thought\nand another");
    await page.getByLabel("Opens").selectOption("3");
    await page.getByRole("button", { name: "Suggest one" }).click();
    await page.getByRole("button", { name: "Copy the passphrase" }).waitFor();
    await page.getByText("Very strong").waitFor();
  },
  "made, with a QR code": async ({ page, origin }) => {
    await writeOnPage(page, origin, { text: "for the reader", passphrase: PASSPHRASE });
    await page.getByRole("button", { name: "QR code" }).click();
    await page.getByRole("img", { name: "QR code" }).waitFor();
  },
  found: async ({ page, origin }) => findOnPage(page, (await makeNote(origin)).link),
  "wrong passphrase": async ({ page, origin }) => {
    await findOnPage(page, (await makeNote(origin, PASSPHRASE)).link);
    await pressOpen(page, "battery staple");
    await page.getByText("A wrong passphrase was given once so far.").waitFor();
    // The wait after a wrong passphrase counts down: at its end the page stands still.
    await page.getByRole("button", { name: "Open the note" }).waitFor();
  },
  opened: async ({ page, origin }) => {
    const text = `The safe: 4711.\n\n${"no-space-anywhere".repeat(20)}\n\nabc \u202Egnp.exe\u202C`;
    const note = await createNote({ server: origin, text, passphrase: "", reads: 1, ttlS: 3600 });
    await findOnPage(page, note.link);
    await pressOpen(page);
    await destroyed(page);
  },
  gone: async ({ page, origin }) => {
    const { link } = await makeNote(origin);
    await openNote(link, { passphrase: "" });
    await goTo(page, link, "This note was opened already");
  },
  "receipt of a live note": async ({ page, origin }) => {
    await page.goto((await makeNote(origin)).receiptLink);
    await page.getByText("Not opened.").waitFor();
  },
  "about to burn": async ({ page, origin }) => {
    await page.goto((await makeNote(origin)).receiptLink);
    await page.getByRole("button", { name: "Destroy the note" }).click();
    await page.getByRole("dialog").waitFor();
  },
  "receipt of a read note": async ({ page, origin }) => {
    const { link, receiptLink } = await makeNote(origin);
    await openNote(link, { passphrase: "" });
    await page.goto(receiptLink);
    await page.getByText("opening confirmed at").waitFor();
  },
  "receipt of a burned note": async ({ page, origin }) => {
    const { receiptLink } = await makeNote(origin);
    await burnNote(receiptLink);
    await page.goto(receiptLink);
    await page.getByText("never taken").waitFor();
  },
  about: async ({ page, origin }) => {
    await goTo(page, `${origin}/about`, "How Tacet keeps a secret");
    await page.getByRole("link", { name: "Write to the operator" }).waitFor();
  },
  ...contactStages,
  "damaged link": ({ page, origin }) => goTo(page, `${origin}/n#damaged`, "This link is damaged"),
  "empty link": ({ page, origin }) => goTo(page, `${origin}/n`, "There is no note in this address"),
  "no such address": ({ page, origin }) => goTo(page, `${origin}/nowhere`, "There is nothing here"),
  ...accountStages,
  ...phoneStages,
  ...waysBackStages,
  ...adminStages,
  ...peopleStages,
  ...messengerStages,
} as const satisfies Readonly<Record<string, (stage: Stage) => Promise<void>>>;
