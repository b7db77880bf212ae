import { expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { addLaptop, join, LAPTOP, PASSWORD, refuseOnce, signInOnPage } from "./browser-accounts.ts";
import { title } from "./browser-pages.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

const NEW_PASSWORD = "and rests below the eighth of them";

const press = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
const goTo = (page: Page, path: string) => page.goto(`${world.origin}${path}`);
const part = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("somebody changes their password, adds a phrase, lets a sign-in ask for both, and takes the phrase away again", async () => {
  const { page, sent, faults } = await world.person();
  await join(page, world.origin, "mia");
  await addLaptop(world.origin, "mia");
  await goTo(page, "/account/security");
  await part(page, "Signing in").getByText("A sign-in asks for: Password.").waitFor();
  expect(await page.getByRole("radio").count()).toBe(0);

  const password = page.getByRole("textbox", { name: "New password" });
  await password.fill("password1");
  await press(page, "Change the password");
  await page.getByText("The server finds this too easy to guess.").waitFor();
  await password.fill(NEW_PASSWORD);
  await press(page, "Change the password");
  await part(page, "Password").getByText("All other devices are signed out.").waitFor();
  expect(await password.inputValue()).toBe("");

  await press(page, "Draw six words");
  await page.getByRole("button", { name: "Copy the phrase" }).waitFor();
  const phrase = await page.getByRole("textbox", { name: "New secret phrase" }).inputValue();
  await press(page, "Set the phrase");
  expect(await page.locator("input:invalid[type=checkbox]").count()).toBe(1);
  await page.getByLabel("I have noted the phrase down.").check();
  await press(page, "Set the phrase");
  await part(page, "Secret phrase").getByText("All other devices are signed out.").waitFor();

  await page.getByRole("radio", { name: "Password and secret phrase" }).check();
  expect(await page.getByRole("radio").count()).toBe(3);
  await press(page, "Change the sign-in");
  await page.getByText("Your sign-in asks for the phrase.").waitFor();
  await page.getByRole("link", { name: "Devices" }).click();
  await page.getByText("No other device is signed in.").waitFor();
  await press(page, "Sign out");
  await signInOnPage(page, { username: "mia", password: NEW_PASSWORD });
  await page.getByText("That does not fit together.").waitFor();
  await page.getByRole("radio", { name: "Both" }).check();
  await page.getByRole("textbox", { name: "Secret phrase" }).fill(phrase);
  await press(page, "Sign in");

  await page.getByRole("link", { name: "Security" }).click();
  await page.getByRole("radio", { name: "Password", exact: true }).check();
  await press(page, "Change the sign-in");
  const remove = page.getByRole("button", { name: "Take the phrase away" });
  await remove.waitFor();
  await refuseOnce(page, "/v1/account/credentials", "fresh_proof_needed");
  await remove.click();
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("Nothing was changed").waitFor();
  await refuseOnce(page, "/v1/account/credentials", "fresh_proof_needed");
  await remove.click();
  await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
  await press(page, "Go on");
  await page.getByText("You have no secret phrase.").waitFor();
  await part(page, "Secret phrase").and(page.locator(":focus")).waitFor();

  const urls = (await sent()).map(({ url }) => decodeURIComponent(url));
  expect(urls.filter((url) => [PASSWORD, NEW_PASSWORD, phrase].some((secret) => url.includes(secret)))).toEqual([]);
  expect(faults).toEqual([]);
});

test("whoever signs in elsewhere is told of where the owner looks next, as new until it was looked at", async () => {
  const { page, faults } = await world.person();
  await join(page, world.origin, "olga");
  await goTo(page, "/account");
  await title(page, "Profile");
  for (let times = 0; times < 4; times++) await addLaptop(world.origin, "olga");
  const happened = part(page, "What happened lately").getByRole("listitem");
  expect(await happened.count()).toBe(0);

  await goTo(page, "/account/privacy");
  await page.getByRole("link", { name: "Profile 4 new notices" }).click();
  await happened.nth(3).waitFor();
  expect(await happened.filter({ hasText: LAPTOP }).filter({ hasText: "New" }).count()).toBe(4);
  await page.getByRole("link", { name: "Profile", exact: true }).waitFor();

  await page.waitForLoadState("networkidle");
  await page.reload();
  await press(page, "Show all 4");
  await happened.nth(3).waitFor();
  expect(await happened.filter({ hasText: "New" }).count()).toBe(0);
  await press(page, "Show fewer");
  expect(await happened.count()).toBe(3);
  expect(faults).toEqual([]);
});

test("somebody takes their data along, deletes the account, and is told that it is done", async () => {
  const { page, faults } = await world.person();
  await join(page, world.origin, "paul");
  await goTo(page, "/account/leave");
  const other = await page.context().newPage();
  await goTo(other, "/account");
  await title(other, "Profile");

  await refuseOnce(page, "/v1/account/export", "fresh_proof_needed");
  const download = page.waitForEvent("download");
  await press(page, "Download my data");
  await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press(page, "Go on");
  const file = await download;
  expect(file.suggestedFilename()).toBe("tacet-paul.json");
  expect(await Bun.file(await file.path()).json()).toMatchObject({
    format: "tacet-export/1",
    account: { username: "paul" },
    isComplete: true,
  });
  await page.getByText("Handed to your browser to save.").waitFor();

  const typed = page.getByLabel("Your username, to be sure");
  await typed.fill("paula");
  await press(page, "Delete my account for good");
  await page.getByText("Nothing was deleted.").waitFor();
  await typed.fill("Paul");
  await typed.press("Enter");
  await title(page, "Your account is deleted");
  await other.getByText("Your session has ended.").waitFor();
  for (const each of [page, other]) expect(await each.content()).not.toMatch(/paul/i);
  await goTo(page, "/account");
  await signInOnPage(page, { username: "paul", password: PASSWORD });
  await page.getByText("That does not fit together.").waitFor();
  expect(faults).toEqual([]);
});
