import { encodeBase64url } from "@tacet/protocol";
import { expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import type { Page } from "playwright-core";
import { runTacetProcess } from "../cli/src/testing/run-tacet.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { addLaptop, answerOnce, join, LAPTOP, PASSWORD, refuseOnce, signInOnPage } from "./browser-accounts.ts";
import { title } from "./browser-pages.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

const press = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
const goTo = (page: Page, path: string) => page.goto(`${world.origin}${path}`);
const address = (page: Page) => page.getByRole("main").getByText("@localhost").first();

test("somebody makes an account, signs out and in, sees both of their devices, ends the other, and says who they are", async () => {
  const [desk, phone] = [await world.person(), await world.person()];
  await goTo(desk.page, "/account");
  await desk.page.getByRole("link", { name: "Make an account" }).click();
  await title(desk.page, "Make an account");
  await desk.page.getByLabel("Username").fill("Alice");
  await desk.page.getByText("Your address will be alice@localhost").waitFor();
  await desk.page.getByRole("textbox", { name: "New password" }).fill(PASSWORD);
  await press(desk.page, "Make the account");
  await title(desk.page, "Profile");
  expect(desk.page.url()).toBe(`${world.origin}/account`);
  expect(await address(desk.page).textContent()).toBe("alice@localhost");

  await press(desk.page, "Sign out");
  await desk.page.getByText("You are signed out").waitFor();
  expect(await desk.page.locator("#root").textContent()).not.toMatch(/alice/i);
  await signInOnPage(desk.page, { username: "alice", password: "she walks over eight bridges" });
  await desk.page.getByText("That does not fit together.").waitFor();
  await signInOnPage(desk.page, { username: "ALICE", password: PASSWORD });
  await title(desk.page, "Profile");

  await goTo(phone.page, "/sign-in");
  await signInOnPage(phone.page, { username: "alice", password: PASSWORD });
  await phone.page.waitForURL("**/account");
  await phone.page.getByRole("link", { name: "Devices", exact: true }).click();
  const devices = phone.page.getByRole("list", { name: "Signed-in devices" }).getByRole("listitem");
  await devices.nth(1).waitFor();
  expect(await devices.first().textContent()).toContain("This device");
  await devices.nth(1).getByRole("button", { name: "Sign out Chrome · Linux" }).click();
  await phone.page.getByText("Signed out: Chrome · Linux").waitFor();
  await phone.page.getByText("No other device is signed in.").waitFor();

  await desk.page.getByLabel("Name", { exact: true }).fill("Alice Liddell");
  await press(desk.page, "Save");
  await desk.page.getByText("Your session has ended.").waitFor();
  expect(await desk.page.locator("#root").textContent()).not.toMatch(/alice/i);
  await signInOnPage(desk.page, { username: "alice", password: PASSWORD });
  await desk.page.getByLabel("Name", { exact: true }).fill("Alice Liddell");
  await press(desk.page, "Save");
  await desk.page.getByText("Saved").waitFor();
  await desk.page.reload();
  await desk.page.getByRole("main").getByText("Alice Liddell").waitFor();
  expect([desk.faults, phone.faults]).toEqual([[], []]);
});

test("an account of password and phrase takes both, and its phrase is not made without being noted down", async () => {
  const { page, sent, faults } = await world.person();
  await goTo(page, "/register");
  await page.getByLabel("Username").fill("bob");
  await page.getByRole("radio", { name: "Password and phrase" }).check();
  await page.getByRole("textbox", { name: "New password" }).fill("tacet-9");
  await page.getByText("Too short: at least 8 characters").waitFor();
  await page.getByRole("textbox", { name: "New password" }).fill("password1");
  await page.getByText(/^Too easy: /).waitFor();
  await press(page, "Draw six words");
  await page.getByRole("button", { name: "Copy the phrase" }).waitFor();
  const phrase = await page.getByRole("textbox", { name: "New secret phrase" }).inputValue();
  expect(phrase.split(" ")).toHaveLength(6);
  await press(page, "Make the account");
  expect(await page.locator("input:invalid").count()).toBe(1);
  await page.getByLabel("I have noted the phrase down.").check();
  await press(page, "Make the account");
  await page.getByText("The server finds this too easy to guess.").waitFor();
  await page.getByRole("textbox", { name: "New password" }).fill(PASSWORD);
  await press(page, "Make the account");
  await title(page, "Profile");
  await press(page, "Sign out");
  await signInOnPage(page, { username: "bob", password: PASSWORD });
  await page.getByText("That does not fit together.").waitFor();
  await page.getByRole("radio", { name: "Both" }).check();
  await page.getByRole("textbox", { name: "Secret phrase" }).fill(phrase);
  await press(page, "Sign in");
  await title(page, "Profile");

  expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
  const elsewhere = (await sent()).filter(({ url, headers }) => !url.startsWith(world.origin) || headers["referer"]);
  expect(elsewhere).toEqual([]);
  expect((await sent()).filter(({ url }) => url.includes(PASSWORD))).toEqual([]);
  expect(faults).toEqual([]);
});

test("an invite goes to the server in no address that it sees, makes one account, and is not in the history of the browser after", async () => {
  const folder = await mkdtemp(joinPath(tmpdir(), "tacet-invited-"));
  const env = { TACET_DATA: folder, TACET_REGISTRATION: "invite" };
  await using server = await startTestServer({ env });
  const { stdout } = await runTacetProcess(["admin", "invite"], { env });
  const invite = /#([\w-]{43})/.exec(stdout)?.[1] ?? "";
  const { page, sent } = await world.person();
  await page.goto(`${server.origin}/about`);
  await page.goto(`${server.origin}/register#${invite}`);
  await page.getByLabel("Username").fill("invited");
  await page.getByRole("textbox", { name: "New password" }).fill(PASSWORD);
  await refuseOnce(page, "/v1/accounts", "invite_refused");
  await press(page, "Make the account");
  await page.getByText("This invite no longer counts").waitFor();
  await press(page, "Make the account");
  await title(page, "Profile");
  expect(page.url()).toBe(`${server.origin}/account`);
  const requests = await sent();
  const bodies = requests.filter(({ body }) => Buffer.from(body).toString().includes(`"invite":"${invite}"`));
  expect(bodies.map(({ url }) => new URL(url).pathname)).toEqual(["/v1/accounts", "/v1/accounts"]);
  await page.evaluate(() => void setTimeout(() => history.back()));
  await title(page, "How Tacet keeps a secret");
  await rm(folder, { recursive: true });
});

test("where registration is off or by invite, the pages say so and lead nowhere", async () => {
  await using off = await startTestServer({ env: { TACET_REGISTRATION: "off" } });
  await using byInvite = await startTestServer({ env: { TACET_REGISTRATION: "invite" } });
  const { page } = await world.person();
  await page.goto(`${off.origin}/register`);
  await title(page, "This server takes no new accounts");
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  await title(page, "Sign in");
  await page.waitForLoadState("networkidle");
  expect(await page.getByRole("link", { name: "Make an account" }).count()).toBe(0);
  await page.goto(`${byInvite.origin}/sign-in`);
  await page.getByText("On this server it takes an invite link").waitFor();
  await page.goto(`${byInvite.origin}/register`);
  await title(page, "An account here takes an invite");
  await page.goto(`${byInvite.origin}/register#half-a-link`);
  await title(page, "This invite link is damaged");
});

test("signing out in one tab empties the others at once, and going back shows nothing", async () => {
  const { page, faults } = await world.person();
  await join(page, world.origin, "carol");
  const other = await page.context().newPage();
  await goTo(other, "/account/privacy");
  await title(other, "Privacy");
  await goTo(page, "/account/devices");
  await page.getByRole("link", { name: "Profile" }).click();
  await title(page, "Profile");
  await press(page, "Sign out");
  await other.getByText("Your session has ended.").waitFor();
  await page.evaluate(() => void setTimeout(() => history.back()));
  await page.waitForURL("**/account/devices");
  await title(page, "Sign in");
  for (const each of [page, other]) expect(await each.content()).not.toMatch(/carol/i);
  await signInOnPage(other, { username: "carol", password: PASSWORD });
  await title(other, "Privacy");
  await title(page, "Devices");
  expect(faults).toEqual([]);
});

test("a page that is left keeps nothing of the account to show, even where the browser freezes it whole", async () => {
  const { page } = await world.person();
  await join(page, world.origin, "dora");
  await goTo(page, "/account");
  await title(page, "Profile");
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  expect(await page.locator("#root").innerHTML()).toBe("");
  await page.context().clearCookies();
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await title(page, "Sign in");
});

test("what needs a fresh proof is done when it is given, and not when its owner would rather not", async () => {
  const { page, faults } = await world.person();
  await join(page, world.origin, "erin");
  await addLaptop(world.origin, "erin");
  await goTo(page, "/account/devices");
  await refuseOnce(page, "/v1/devices/end-others", "fresh_proof_needed");
  await press(page, "Sign out all others");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("Nothing was changed").waitFor();
  await page.getByText(LAPTOP).first().waitFor();
  await refuseOnce(page, "/v1/devices/end-others", "fresh_proof_needed");
  await press(page, "Sign out all others");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Password", { exact: true }).fill("not this");
  await press(page, "Go on");
  await dialog.getByText("That does not fit together.").waitFor();
  await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press(page, "Go on");
  await page.getByText("All other devices are signed out.").waitFor();
  expect(await page.getByText(LAPTOP).count()).toBe(0);
  expect(faults).toEqual([]);
});

test("a sign-in that is held off says for how long, and waits", async () => {
  const { page, sent } = await world.person();
  await goTo(page, "/sign-in");
  for (const [waitMs, words, label] of [
    [600_000, "You can try again in 10 minutes.", /^Wait 10 min$/],
    [2_000, "You can try again in 2 seconds.", /^Wait \d s$/],
  ] as const) {
    await refuseOnce(page, "/v1/session/sign-in", "sign_in_delayed", waitMs);
    await page.reload();
    await signInOnPage(page, { username: "frank", password: PASSWORD });
    await page.getByText(words).waitFor();
    await page.getByRole("button", { name: label }).click({ force: true });
  }
  await page.getByRole("button", { name: "Sign in" }).waitFor();
  expect((await sent()).filter(({ url }) => url.endsWith("/sign-in") && url.includes("/v1/"))).toHaveLength(2);
});

test("a line that is down is said, and the page can be asked for again", async () => {
  const { page } = await world.person();
  await join(page, world.origin, "grace");
  await page.route("**/v1/account", (route) => route.abort());
  await goTo(page, "/account");
  await title(page, "That did not work");
  await page.getByText("Please check your connection").waitFor();
  await page.unroute("**/v1/account");
  await press(page, "Try again");
  await title(page, "Profile");
});

test("password managers are told what each field is, and nothing keeps anybody from pasting", async () => {
  const { page } = await world.person();
  const fields = (): Promise<readonly string[]> =>
    page
      .locator("main input:not([type=radio], [type=checkbox])")
      .evaluateAll((inputs) => inputs.map((input) => input.getAttribute("autocomplete") ?? ""));
  await goTo(page, "/register");
  await title(page, "Make an account");
  expect(await fields()).toEqual(["username", "new-password"]);
  await page.getByRole("radio", { name: "Password and phrase" }).check();
  expect(await fields()).toEqual(["username", "new-password", "off"]);
  const password = page.getByRole("textbox", { name: "New password" });
  await password.evaluate((_, text) => navigator.clipboard.writeText(text), PASSWORD);
  await password.press("ControlOrMeta+v");
  expect(await password.inputValue()).toBe(PASSWORD);
  await goTo(page, "/sign-in");
  await title(page, "Sign in");
  expect(await fields()).toEqual(["username", "current-password"]);
  await page.getByRole("radio", { name: "Phrase" }).check();
  expect(await fields()).toEqual(["username", "current-password"]);
  const request = encodeBase64url(new Uint8Array(32));
  await answerOnce(page, "/v1/session/sign-in", {
    json: { state: "code_sent", request, expiresAt: Date.now(), resendAfterMs: 0 },
  });
  await page.getByLabel("Username").fill("heidi");
  await page.getByRole("textbox", { name: "Secret phrase" }).fill(PASSWORD);
  await press(page, "Sign in");
  await title(page, "Enter the code");
  expect(await fields()).toEqual(["one-time-code"]);
  await page.getByLabel("Six digits").fill("١٢٣ ٤٥٦");
  expect(await page.getByLabel("Six digits").inputValue()).toBe("123456");
});

test("signing in and out takes no pointer", async () => {
  const { page } = await world.person();
  await join(page, world.origin, "ivan");
  await page.context().clearCookies();
  await goTo(page, "/account");
  await title(page, "Sign in");
  await page.getByLabel("Username").focus();
  for (const keys of ["ivan", "Tab", "Tab", PASSWORD, "Enter"]) {
    await (keys === "Tab" || keys === "Enter" ? page.keyboard.press(keys) : page.keyboard.type(keys));
  }
  await title(page, "Profile");
  const out = page.getByRole("button", { name: "Sign out" });
  for (let presses = 0; !(await out.evaluate((button) => button === document.activeElement)); presses++) {
    if (presses > 10) throw new Error("the tab key never comes to “Sign out”");
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await page.getByText("You are signed out").waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Sign in");
});

test("the pages of accounts obey the policy of all pages, and no cache keeps them", async () => {
  const { page } = await world.person();
  const notes = await goTo(page, "/");
  const policy = notes?.headers()["content-security-policy"];
  expect(policy).toContain("require-trusted-types-for 'script'");
  for (const path of ["/sign-in", "/register", "/account", "/account/security", "/account/leave"]) {
    const answer = await goTo(page, path);
    const { "content-security-policy": own, "cache-control": caching } = answer?.headers() ?? {};
    expect([path, own, caching]).toEqual([path, policy, "no-store"]);
    expect(await page.locator("script:not([src]), style, [style], [onclick]").count()).toBe(0);
  }
});
