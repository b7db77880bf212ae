import { expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { answerOnce } from "./browser-accounts.ts";
import { title } from "./browser-pages.ts";
import { shareBrowserWorld, type BrowserPerson } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

async function openForm(page: Page): Promise<void> {
  await page.goto(`${world.origin}/contact`);
  await page.getByLabel("Your message").waitFor();
}

async function write(page: Page, message = "The page is blank on my phone."): Promise<void> {
  await page.getByLabel("Your name").fill("Ada");
  await page.getByLabel("Your e-mail address").fill("ada@example.org");
  await page.getByLabel("Your message").fill(message);
}

const press = (page: Page): Promise<void> => page.getByRole("button", { name: "Send the message" }).click();

const callsOf = async ({ sent }: BrowserPerson): Promise<readonly string[]> =>
  (await sent()).filter(({ method }) => method === "POST").map(({ url }) => new URL(url).pathname);

test("a message goes from the form to the server, after work that nobody feels on the page", async () => {
  const ada = await world.person();
  await openForm(ada.page);
  await write(ada.page);
  await ada.page.evaluate(watchFrames);
  await press(ada.page);
  await ada.page.getByRole("progressbar", { name: "Work before sending" }).waitFor();
  await title(ada.page, "Your message has arrived");
  await ada.page.getByText("comes to ada@example.org").waitFor();
  expect(await ada.page.evaluate(() => document.activeElement?.textContent)).toBe("Your message has arrived");
  expect(await ada.page.evaluate(() => window.longestPauseMs)).toBeLessThan(1000);
  expect(await callsOf(ada)).toEqual(["/v1/contact/puzzle", "/v1/contact/puzzle", "/v1/contact"]);
  const bodies = (await ada.sent()).map(({ body }) => new TextDecoder().decode(body));
  expect(bodies.at(-1)).toContain('"language":"en"');
  expect(ada.faults).toEqual([]);
});

declare global {
  interface Window {
    longestPauseMs?: number;
  }
}

/** Runs in the page. */
function watchFrames(): void {
  let last = performance.now();
  const look = (now: number): void => {
    window.longestPauseMs = Math.max(window.longestPauseMs ?? 0, now - last);
    last = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

test("pressing twice sends once", async () => {
  const ada = await world.person();
  await openForm(ada.page);
  await write(ada.page);
  await ada.page.getByRole("button", { name: "Send the message" }).dblclick();
  await title(ada.page, "Your message has arrived");
  expect((await callsOf(ada)).filter((path) => path === "/v1/contact")).toHaveLength(1);
});

test("what could not be sent is still there, and goes when it is sent again", async () => {
  const ada = await world.person();
  await openForm(ada.page);
  await write(ada.page, "worth keeping");
  await ada.page.route("**/assets/contact-worker-*.js", (route) => route.abort());
  await press(ada.page);
  await ada.page.getByText("Please check your connection and try again").waitFor();
  expect(await ada.page.getByLabel("Your message").inputValue()).toBe("worth keeping");
  await ada.page.unroute("**/assets/contact-worker-*.js");
  await press(ada.page);
  await title(ada.page, "Your message has arrived");
});

test("a server that cannot be asked at first is no reason to show no form", async () => {
  const { page } = await world.person();
  await page.route("**/assets/contact-worker-*.js", (route) => route.abort());
  await openForm(page);
  await page.unroute("**/assets/contact-worker-*.js");
  await write(page);
  await press(page);
  await title(page, "Your message has arrived");
});

test("people do not come across the field that is there for programs, and programs that fill it in are thanked", async () => {
  const { page, sent } = await world.person();
  await openForm(page);
  expect(await page.getByRole("textbox").count()).toBe(3);
  await page.getByLabel("Your message").focus();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Send the message");
  await write(page);
  await page.locator("[name=website]").fill("https://cheap.example", { force: true });
  await press(page);
  await title(page, "Your message has arrived");
  const message = (await sent()).findLast(({ url }) => url.endsWith("/v1/contact"));
  expect(JSON.parse(new TextDecoder().decode(message?.body))).toMatchObject({ website: "https://cheap.example" });
});

test("how much more can be written is told near the end, and beyond it how much is too much", async () => {
  const { page } = await world.person();
  await openForm(page);
  const message = page.getByLabel("Your message");
  await message.fill("é".repeat(9_000));
  expect(await page.getByText(/characters? left/).count()).toBe(0);
  await message.fill("😀".repeat(9_999));
  await page.getByText("1 character left").waitFor();
  await message.fill("é".repeat(10_002));
  await page.getByText("2 characters too many").waitFor();
  await write(page, "é".repeat(10_002));
  await press(page);
  await page.getByText("A message is at most 10,000 characters long").waitFor();
});

test("a message is not thrown away without a question, until it has arrived", async () => {
  const { page } = await world.person();
  const questions: string[] = [];
  page.on("dialog", (dialog) => questions.push(dialog.type()));
  await openForm(page);
  await write(page);
  await page.reload();
  expect(questions).toEqual(["beforeunload"]);
  await page.getByLabel("Your message").waitFor();
  await write(page);
  await press(page);
  await title(page, "Your message has arrived");
  await page.reload();
  expect(questions).toEqual(["beforeunload"]);
});

test("where the server takes no messages, nothing leads to the form", async () => {
  const { page } = await world.person();
  const server = { name: "localhost", registration: "open", phone: false, email: false, contact: false };
  await answerOnce(page, "/v1/server", { json: server });
  await page.goto(`${world.origin}/sign-in`);
  await page.getByRole("link", { name: "Make an account" }).waitFor();
  expect(await page.getByRole("link", { name: "Write to the operator" }).count()).toBe(0);
  await page.reload();
  await page.getByRole("link", { name: "Write to the operator" }).click();
  await title(page, "Write to the operator");
});
