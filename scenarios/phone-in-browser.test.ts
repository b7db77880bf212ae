import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { startTestServer, type TestServer } from "../server/test/start-server.ts";
import { join, PASSWORD, refuseOnce, signInOnPage } from "./browser-accounts.ts";
import { title } from "./browser-pages.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { TACET_SMS: "console", TACET_SMS_COUNTRIES: "DE" } });
});
afterAll(() => server[Symbol.asyncDispose]());

const PHONE = "+49 151 12345678";
const OTHER_PHONE = "+49 151 12345679";

const press = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
const goTo = (page: Page, path: string) => page.goto(`${server.origin}${path}`);
const part = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** The codes that have gone to a phone so far: this server writes its texts into its log. */
function codesTo(phone: string): readonly string[] {
  const number = phone.replaceAll(" ", "");
  const texts = server.log.filter((line) => line.includes('"sms"') && line.includes(number));
  return texts.flatMap((line) => /\b\d{6}\b/.exec(line.replaceAll(number, "")) ?? []);
}

/** What the phone shows next, after so many codes before. */
async function nextCode(phone: string, before: number): Promise<string> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const code = codesTo(phone)[before];
    if (code !== undefined) return code;
    if (performance.now() > deadline) throw new Error("no code has come");
    await Bun.sleep(10);
  }
}

/** Presses what has a code sent there, and types it as a phone shows it. */
async function pressAndTypeCode(page: Page, button: string, phone: string): Promise<void> {
  const before = codesTo(phone).length;
  await press(page, button);
  await page.getByLabel("Six digits").and(page.locator(":focus")).waitFor();
  const code = await nextCode(phone, before);
  await page.getByLabel("Six digits").fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await press(page, "Go on");
}

test("somebody registers by phone, signs in by it, adds a password, needs both from then on, and proves both for a new number", async () => {
  const { page, sent, faults } = await world.person();
  await goTo(page, "/register");
  await page.getByLabel("Username").fill("judy");
  await page.getByRole("radio", { name: "A code by phone", exact: true }).check();
  await page.getByLabel("Mobile number").fill("0151 12345678");
  await press(page, "Send me a code");
  await page.getByText("This is no mobile number").waitFor();
  await page.getByLabel("Mobile number").fill(PHONE);
  await pressAndTypeCode(page, "Send me a code", PHONE);
  await title(page, "Profile");

  await press(page, "Sign out");
  await press(page, "By phone instead");
  await page.getByLabel("Mobile number").and(page.locator(":focus")).fill(PHONE);
  await pressAndTypeCode(page, "Send me a code", PHONE);
  await title(page, "Profile");

  await page.getByRole("link", { name: "Security" }).click();
  await part(page, "Phone").getByText("Your sign-in asks for a code by phone.").waitFor();
  await page.getByRole("textbox", { name: "New password" }).fill(PASSWORD);
  await press(page, "Set the password");
  await part(page, "Password").getByText("All other devices are signed out.").waitFor();
  await page.getByRole("radio", { name: "Password and a code by phone" }).check();
  await press(page, "Change the sign-in");
  await part(page, "Signing in").getByText("All other devices are signed out.").waitFor();
  await press(page, "Sign out");
  await signInOnPageFor(page, PHONE);
  await title(page, "Security");

  await part(page, "Phone").getByLabel("Mobile number").fill(OTHER_PHONE);
  await refuseOnce(page, "/v1/account/phone", "fresh_proof_needed");
  await pressAndTypeCode(page, "Send a code to the new number", OTHER_PHONE);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  const before = codesTo(PHONE).length;
  await dialog.getByRole("button", { name: "Go on" }).click();
  await dialog.getByLabel("Six digits").fill(await nextCode(PHONE, before));
  await dialog.getByRole("button", { name: "Go on" }).click();
  await part(page, "Phone").getByText("+4915112345679").waitFor();
  await part(page, "Phone").and(page.locator(":focus")).waitFor();

  const urls = (await sent()).map(({ url }) => decodeURIComponent(url));
  expect(urls.filter((url) => /1511234567/.test(url.replaceAll(" ", "")))).toEqual([]);
  expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
  expect(faults).toEqual([]);
});

/** Password first, then the code. */
async function signInOnPageFor(page: Page, phone: string): Promise<void> {
  const before = codesTo(phone).length;
  await signInOnPage(page, { username: "judy", password: PASSWORD });
  await title(page, "Enter the code");
  await page.getByLabel("Six digits").fill(await nextCode(phone, before));
  await press(page, "Go on");
}

test("whoever has nothing but a phone proves by it who they are, and a phone that nothing needs can be taken away", async () => {
  const { page, faults } = await world.person();
  const phone = "+49 151 12345670";
  await goTo(page, "/register");
  await page.getByLabel("Username").fill("kim");
  await page.getByRole("radio", { name: "A code by phone", exact: true }).check();
  await page.getByLabel("Mobile number").fill(phone);
  await pressAndTypeCode(page, "Send me a code", phone);
  await title(page, "Profile");
  await goTo(page, "/account/security");
  await page.getByRole("textbox", { name: "New password" }).fill(PASSWORD);
  await refuseOnce(page, "/v1/account/credentials", "fresh_proof_needed");
  await press(page, "Set the password");
  await page.getByRole("dialog").getByText("A code by text to your phone").waitFor();
  await pressAndTypeCode(page, "Send me a code", phone);
  await page.getByRole("radio", { name: "Password", exact: true }).check();
  await press(page, "Change the sign-in");
  await refuseOnce(page, "/v1/account/phone/remove", "too_many_requests");
  await press(page, "Take the number away");
  await part(page, "Phone").getByRole("alert").waitFor();
  await press(page, "Take the number away");
  await part(page, "Phone").getByText("You have no phone number here.").waitFor();
  await part(page, "Phone").getByText("All other devices are signed out.").waitFor();
  await part(page, "Phone").and(page.locator(":focus")).waitFor();
  expect(faults).toEqual([]);
});

test("a number that no account has looks like any other, a wrong code may be typed again, and pages offer no phone where none is sent to", async () => {
  const { page, faults } = await world.person();
  const stranger = "+49 151 12345675";
  await goTo(page, "/sign-in");
  await press(page, "By phone instead");
  expect(await page.getByLabel("Mobile number").getAttribute("autocomplete")).toBe("tel");
  await page.getByLabel("Mobile number").fill("+1 201 555 0123");
  await press(page, "Send me a code");
  await page.getByText("cannot send a code to this phone").waitFor();
  await page.getByLabel("Mobile number").fill(stranger);
  await press(page, "Send me a code");
  await page.getByText(`If an account signs in with \u2066${stranger.replaceAll(" ", "\u00a0")}\u2069`).waitFor();
  await page.getByRole("button", { name: /^New code in \d+ s$/ }).waitFor();
  await page.getByLabel("Six digits").fill("000000");
  await press(page, "Go on");
  await page.getByText("This is not the code, or it no longer counts").waitFor();
  expect(codesTo(stranger)).toEqual([]);
  await press(page, "Start again");
  expect(await page.getByLabel("Mobile number").inputValue()).toBe(stranger);
  await press(page, "By username instead");
  await page.getByLabel("Username").waitFor();

  await page.goto(`${world.origin}/sign-in`);
  await page.getByRole("link", { name: "Make an account" }).waitFor();
  expect(await page.getByRole("button", { name: "By phone instead" }).count()).toBe(0);
  await page.goto(`${world.origin}/register`);
  await title(page, "Make an account");
  expect(await page.getByRole("radio").count()).toBe(3);
  await join(page, world.origin, "leo");
  await page.goto(`${world.origin}/account/security`);
  await part(page, "Secret phrase").waitFor();
  await page.waitForLoadState("networkidle");
  expect(await part(page, "Phone").count()).toBe(0);
  expect(faults).toEqual([]);
});
