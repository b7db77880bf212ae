import { expect, setDefaultTimeout, test } from "bun:test";
import { findOnPage, noteText, readOnPage, title, writeOnPage } from "./browser-pages.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

test("everything can be done with the keyboard alone, and the focus goes where the eye goes", async () => {
  const { page } = await world.person();
  const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? "");
  const tabTo = async (text: string): Promise<void> => {
    for (let presses = 0; !(await focused()).startsWith(text); presses++) {
      if (presses > 20) throw new Error(`the tab key never comes to ${text}`);
      await page.keyboard.press("Tab");
    }
  };
  await page.goto(world.origin);
  await title(page, "Write a note");
  await page.getByLabel("Your note").focus();
  await page.keyboard.type("by keys");
  await tabTo("Seal the note");
  await page.keyboard.press("Enter");
  await title(page, "Your note is sealed");
  expect(await focused()).toBe("Your note is sealed");
  const link = await page.getByLabel("Link for the reader").inputValue();
  const receiptLink = await page.getByLabel("Your own link").inputValue();

  await page.goto(receiptLink);
  await page.getByText("Not opened.").waitFor();
  await tabTo("Destroy the note");
  await page.keyboard.press("Enter");
  expect(await focused()).toBe("Keep it");
  await page.keyboard.press("Escape");
  expect(await focused()).toStartWith("Destroy the note");

  await findOnPage(page, link);
  await tabTo("Open the note");
  await page.keyboard.press("Enter");
  expect(await noteText(page)).toBe("by keys");
  expect(await focused()).toBe("The note");
});

test("a draft is not thrown away without a question", async () => {
  const { page } = await world.person();
  const questions: string[] = [];
  page.on("dialog", (dialog) => questions.push(dialog.type()));
  await page.goto(world.origin);
  await page.getByLabel("Your note").fill("half a thought");
  await page.reload();
  expect(questions).toEqual(["beforeunload"]);
});

test("over plain HTTP the page says why it will not run, and asks the server nothing", async () => {
  const { page, sent } = await world.person();
  await page.route("http://tacet.test/**", async (route) => {
    const answer = await fetch(route.request().url().replace("http://tacet.test", world.origin));
    const headers = Object.fromEntries(answer.headers);
    await route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) });
  });
  await page.goto("http://tacet.test/");
  await title(page, "Notes cannot work on this page");
  await page.getByText("This page came over plain HTTP").waitFor();
  expect((await sent()).filter(({ method }) => method !== "GET")).toEqual([]);
});

test("a browser without Ed25519 is told so before anything is asked about a note", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const { link } = await writeOnPage(alice.page, world.origin, { text: "for a newer browser" });
  await bob.page.addInitScript(() => {
    const importKey = crypto.subtle.importKey.bind(crypto.subtle);
    Object.defineProperty(crypto.subtle, "importKey", {
      value: (...[format, data, algorithm, ...rest]: Parameters<typeof importKey>) =>
        algorithm === "Ed25519"
          ? Promise.reject(new DOMException("Unrecognized name.", "NotSupportedError"))
          : importKey(format, data, algorithm, ...rest),
    });
  });
  await bob.page.goto(link);
  await title(bob.page, "This browser is too old for notes");
  expect((await bob.sent()).filter(({ method }) => method !== "GET")).toEqual([]);
  expect(await readOnPage(alice.page, link)).toBe("for a newer browser");
});
