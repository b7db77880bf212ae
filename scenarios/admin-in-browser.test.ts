import { expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import type { Page } from "playwright-core";
import { runTacetProcess } from "../cli/src/testing/run-tacet.ts";
import { startTestServer } from "../server/test/start-server.ts";
import { PASSWORD, refuseOnce, signInOnPage } from "./browser-accounts.ts";
import { title } from "./browser-pages.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole("button", { name }).click();
const go = (page: Page, name: string): Promise<void> => page.getByRole("link", { name, exact: true }).click();

async function register(page: Page, link: string, username?: string): Promise<void> {
  await page.goto(link);
  if (username !== undefined) await page.getByLabel("Username").fill(username);
  await page.getByRole("textbox", { name: "New password" }).fill(PASSWORD);
  await press(page, "Make the account");
  await title(page, "Profile");
}

async function report(page: Page, origin: string, data: object): Promise<void> {
  const headers = { origin, "sec-fetch-site": "same-origin" };
  const answer = await page.request.post(`${origin}/v1/people/report`, { headers, data });
  expect(answer.status()).toBe(201);
}

test("an administrator invites somebody, closes their report and disables their account, sees that in the log, and leaves nothing behind", async () => {
  const folder = await mkdtemp(joinPath(tmpdir(), "tacet-administered-"));
  const env = { TACET_DATA: folder, TACET_REGISTRATION: "invite" };
  await using server = await startTestServer({ env });
  const { stdout } = await runTacetProcess(["admin", "create", "alice", "--admin"], { env });
  const [{ page, faults }, { page: bob }] = [await world.person(), await world.person()];
  const [invite = ""] = /#[\w-]{43}/.exec(stdout) ?? [];
  await register(page, `${server.origin}/register${invite}`, "alice");

  await go(page, "Administration");
  await page.getByRole("listitem").filter({ hasText: "You" }).waitFor();
  expect(await page.getByRole("button", { name: /^Manage/ }).count()).toBe(0);
  await go(page, "Invites");
  await refuseOnce(page, "/v1/admin/invites/create", "fresh_proof_needed");
  await press(page, "Make the invite");
  await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill(PASSWORD);
  await press(page, "Go on");
  const link = await page.getByLabel("Invite link").inputValue();
  await press(page, "Copy the link");
  await page.getByRole("listitem").filter({ hasText: "For whoever has the link" }).waitFor();

  await register(bob, link.replace(/^[^#]*/, `${server.origin}/register`), "bob");
  expect(await bob.getByRole("link", { name: "Administration" }).count()).toBe(0);
  for (const text of ["first <i>of two</i>", "second \u202Eof two"]) {
    await report(bob, server.origin, { username: "alice", category: "harassment", text });
  }
  await bob.goto(`${server.origin}/admin/reports`);
  await title(bob, "This page is for operators");

  await go(page, "Reports");
  const reports = page.getByRole("list", { name: "Reports" }).getByRole("listitem");
  await reports.nth(1).getByText("first <i>of two</i>").waitFor();
  await reports.first().getByText("second <U+202E>of two").waitFor();
  await reports
    .first()
    .getByRole("button", { name: /^Close/ })
    .press("Enter");
  await page.getByText("The report is closed.").waitFor();
  await reports.and(page.locator(":focus")).getByText("first <i>of two</i>").waitFor();
  await press(page, /^Close/);
  await page.getByText("No report is open.").waitFor();
  await page.getByRole("radio", { name: "Closed" }).check();
  await reports.nth(1).waitFor();

  await go(page, "Accounts");
  await page.getByLabel("Usernames that begin with").fill("BO");
  await page.keyboard.press("Enter");
  await press(page, "Manage bob");
  await press(page, "Disable the account");
  await page.getByText(/bob.* is disabled and signed out everywhere/).waitFor();
  await page.getByRole("button", { name: "Manage bob" }).and(page.locator(":focus")).waitFor();
  await bob.reload();
  await signInOnPage(bob, { username: "bob", password: PASSWORD });
  await bob.getByText("This account is disabled.").waitFor();

  await go(page, "Log");
  const entries = page.getByRole("list", { name: /^Entries/ }).getByRole("listitem");
  await entries.first().waitFor();
  const [disabled, closed] = await entries.allTextContents();
  expect(disabled).toMatch(/Account disabled: bob.*By .*alice/);
  expect(closed).toMatch(/Report closed.*By .*alice/);
  await press(page, "Check the whole log");
  await page.getByText(/^All \d entries stand as they were written\./).waitFor();

  await press(page, "Sign out");
  await page.getByText("You are signed out").waitFor();
  expect(await page.content()).not.toMatch(/alice|bob/i);
  await page.evaluate(() => void setTimeout(() => history.back()));
  await title(page, "Sign in");
  expect(await page.content()).not.toMatch(/alice|bob/i);
  await signInOnPage(page, { username: "alice", password: PASSWORD });
  await page.getByRole("button", { name: "Manage bob" }).waitFor();
  expect(faults).toEqual([]);
  await rm(folder, { recursive: true });
});
