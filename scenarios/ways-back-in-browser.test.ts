import { encodeBase64url } from "@tacet/protocol";
import { expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { joinByPhone, phones } from "./phone-people.ts";
import { join, PASSWORD, signInOnPage } from "./browser-accounts.ts";
import { title } from "./browser-pages.ts";
import { joinWithAddress, latestTo, tokenIn } from "./mailed-links.ts";
import { shareWorldInBrowser } from "./world-in-browser.ts";

setDefaultTimeout(60_000);

const HOUR_MS = 3_600_000;
const PHRASE = "unveiling cactus armhole drizzle putdown eskimo";
const NEW_PASSWORD = "nine lanterns above the old harbour";

const inBrowser = shareWorldInBrowser();

const press = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
const choose = (page: Page, name: string): Promise<void> => page.getByRole("radio", { name, exact: true }).check();
const goTo = (page: Page, path: string) => page.goto(`${inBrowser().origin}${path}`);

/** The path and fragment of the link in the latest mail. */
async function mailedLink(path: string, address: string): Promise<string> {
  return `${path}#${encodeBase64url(tokenIn(await latestTo(inBrowser().world, address)))}`;
}

const keptWords = (page: Page): Promise<readonly string[]> => page.evaluate(() => Object.keys(localStorage));

interface Answers {
  readonly who: string;
  readonly lost: string;
  readonly beside: string;
}

/** Up to the question what takes the place of what is lost. */
async function answer(page: Page, { who, lost, beside }: Answers): Promise<void> {
  await title(page, "You cannot sign in?");
  await page.getByLabel("Username or e-mail address").fill(who);
  await press(page, "Go on");
  await title(page, "What is missing?");
  await choose(page, lost);
  await press(page, "Go on");
  await title(page, "What else does your sign-in ask for?");
  await choose(page, beside);
  await press(page, "Go on");
  await title(page, "What can you show instead?");
}

async function askForLink(page: Page): Promise<void> {
  await page.getByLabel("My mailbox").check();
  await press(page, "Go on");
  await title(page, "The next step comes by mail");
  await press(page, "Mail me the link");
  await title(page, "Look into your mailbox");
}

async function setNewPassword(page: Page): Promise<void> {
  await title(page, "The way is open");
  await page.getByRole("textbox", { name: "New password" }).fill(NEW_PASSWORD);
  await press(page, "Set the new password");
}

test("an address counts once somebody presses the button where its link leads; who only opens the link changes nothing", async () => {
  const { world, origin, person } = inBrowser();
  const [alice, filter] = [await person(), await person()];
  await join(alice, origin, "alice");
  await goTo(alice, "/account/security");
  await alice.getByLabel("New e-mail address").fill("alice @mail");
  await press(alice, "Mail me a link");
  expect(await alice.locator("input:invalid[type=email]").count()).toBe(1);
  await alice.getByLabel("New e-mail address").fill("alice@mail.example");
  await press(alice, "Mail me a link");
  await alice.getByText("A mail is on its way to").waitFor();
  const link = await mailedLink("/confirm", "alice@mail.example");

  expect((await world.fetch("/confirm")).status).toBe(200);
  await goTo(filter, link);
  await title(filter, "Confirm your address");
  expect(filter.url()).toBe(`${origin}/confirm`);
  await filter.waitForLoadState("networkidle");
  await alice.reload();
  await alice.getByText("You have none.").waitFor();

  await goTo(alice, link);
  await press(alice, "Confirm the address");
  await title(alice, "Your address is confirmed");
  await press(filter, "Confirm the address");
  await title(filter, "This link no longer counts");
  await goTo(filter, link.slice(0, -1));
  await title(filter, "This link is damaged");
  await alice.getByRole("link", { name: "To your security" }).click();
  await alice.getByText("Mails about your account go to").waitFor();
  await press(alice, "Take the address away");
  await alice.getByText("Taken away.").waitFor();
  await alice.getByText("You have none.").waitFor();
});

test("with a phrase that the sign-in asks for and a mailed link somebody sets a new password at once, and nothing of it is kept", async () => {
  const { world, origin, person } = inBrowser();
  const bob = await joinWithAddress(world, "bob");
  await bob.account.changeCredentials({ phrase: PHRASE, signInNeeds: "password_and_phrase" });
  const page = await person();
  await goTo(page, "/sign-in");
  await page.getByRole("link", { name: "Cannot sign in?" }).click();
  await answer(page, { who: "bob", lost: "My password", beside: "My secret phrase" });
  await press(page, "Back");
  await title(page, "What else does your sign-in ask for?");
  await choose(page, "My secret phrase");
  await press(page, "Go on");
  await askForLink(page);

  await goTo(page, await mailedLink("/recover", bob.address));
  await title(page, "Show that it is you");
  expect(page.url()).toBe(`${origin}/recover`);
  const phrase = page.getByRole("textbox", { name: "Secret phrase" });
  await phrase.fill("not these words at all");
  await press(page, "Go on");
  await page.getByText("Which of them, nobody is told.").waitFor();
  await phrase.fill(PHRASE);
  await press(page, "Go on");
  await title(page, "The way is open");
  expect(await keptWords(page)).toEqual(["tacet recovery"]);
  await page.reload();
  await page.getByRole("textbox", { name: "New password" }).fill("password1");
  await press(page, "Set the new password");
  await page.getByText("The server finds this too easy to guess.").waitFor();
  await setNewPassword(page);
  await title(page, "Now sign in");
  expect(await keptWords(page)).toEqual([]);

  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("radio", { name: "Both" }).check();
  await phrase.fill(PHRASE);
  await signInOnPage(page, { username: "bob", password: NEW_PASSWORD });
  await title(page, "Profile");
});

test("with a mailed link alone it waits, the owner is warned on every page and cancels it, and the asker finds it closed", async () => {
  const { origin, person, pass } = inBrowser();
  const [owner, asker] = [await person(), await person()];
  await join(owner, origin, "carol");
  await goTo(owner, "/account/security");
  await owner.getByLabel("New e-mail address").fill("carol@mail.example");
  await press(owner, "Mail me a link");
  await owner.getByText("A mail is on its way to").waitFor();
  await goTo(owner, await mailedLink("/confirm", "carol@mail.example"));
  await press(owner, "Confirm the address");
  await title(owner, "Your address is confirmed");

  await goTo(asker, "/recover");
  await answer(asker, { who: "carol@mail.example", lost: "My password", beside: "Nothing else" });
  await askForLink(asker);
  await goTo(asker, await mailedLink("/recover", "carol@mail.example"));
  await asker.getByText("the way back opens in 48 hours").waitFor();
  await press(asker, "Go on");
  await title(asker, "The way back opens in 48 hours");
  expect(await keptWords(asker)).toEqual(["tacet recovery"]);

  await goTo(owner, "/account/privacy");
  await owner.getByRole("link", { name: "See and cancel it" }).click();
  await owner.getByRole("region", { name: "Somebody wants to get into your account" }).waitFor();
  await owner.getByText("A mailed link").waitFor();
  await press(owner, "Cancel it");
  await owner.getByText("Nobody gets in by it any more.").waitFor();
  await goTo(owner, "/account");
  await owner.getByText("The way back into your account was cancelled").waitFor();
  expect(await owner.getByRole("link", { name: "See and cancel it" }).count()).toBe(0);

  // A page that is signed in would make up for all that it missed meanwhile.
  await owner.close();
  await pass(48 * HOUR_MS + 60_000);
  await setNewPassword(asker);
  await title(asker, "This way back is closed");
  expect(await keptWords(asker)).toEqual([]);
});

test("with a code by phone alone it waits for 48 hours in a browser that was closed meanwhile, and is then completed there", async () => {
  const { world, person, pass } = inBrowser();
  await joinByPhone(world, "dora", {
    phone: phones.alice,
    signInNeeds: "password",
    proofs: { password: PASSWORD },
  });
  const first = await person();
  await goTo(first, "/recover");
  await answer(first, { who: "dora", lost: "My password", beside: "Nothing else" });
  await first.getByText("Choose at least one.").waitFor();
  await first.getByLabel("My phone").check();
  await first.getByText("With this alone it takes 48 hours.").waitFor();
  await press(first, "Go on");
  await first.getByLabel("Phone number of the account").fill(phones.alice);
  await press(first, "Go on");
  await title(first, "Enter the code");
  await first.getByLabel("Six digits").fill(world.texts.codeFor(phones.alice));
  await press(first, "Go on");
  await title(first, "The way back opens in 48 hours");

  const page = await first.context().newPage();
  await first.close();
  await pass(47 * HOUR_MS);
  await goTo(page, "/recover");
  await title(page, "The way back opens in an hour");
  await pass(HOUR_MS + 60_000);
  await setNewPassword(page);
  await title(page, "Now sign in");
  expect(await keptWords(page)).toEqual([]);
  await goTo(page, "/sign-in");
  await signInOnPage(page, { username: "dora", password: NEW_PASSWORD });
  await title(page, "Profile");
});

test("nobody learns from the page whether there is an account, and a browser that is told to forget forgets", async () => {
  const { world, person } = inBrowser();
  const page = await person();
  const mailsBefore = (await world.mails()).length;
  await goTo(page, "/recover#half-a-link");
  await page.getByText("The link is damaged").waitFor();
  await answer(page, { who: "nobody.at.all", lost: "My secret phrase", beside: "My password" });
  await askForLink(page);
  expect((await world.mails()).length).toBe(mailsBefore);
  expect(await keptWords(page)).toEqual(["tacet recovery answers"]);
  await press(page, "Mail it once more");
  await page.getByText("Asked for one more.").waitFor();

  const erin = await world.join("erin");
  await erin.account.changeCredentials({ phrase: PHRASE });
  await press(page, "Start again");
  await answer(page, { who: "erin", lost: "My password", beside: "Nothing else" });
  await page.getByLabel("The secret phrase of my account").check();
  await press(page, "Go on");
  await page.getByRole("textbox", { name: "Secret phrase" }).fill(PHRASE);
  await press(page, "Go on");
  await title(page, "The way back opens in 48 hours");
  await press(page, "Forget this way back");
  await title(page, "You cannot sign in?");
  expect(await keptWords(page)).toEqual([]);
});
