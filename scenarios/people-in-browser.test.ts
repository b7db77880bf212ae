import { expect, setDefaultTimeout, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { join, joinElsewhere, refuseOnce } from "./browser-accounts.ts";
import { goTo } from "./browser-pages.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

const press = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();
const openTab = (page: Page, name: string | RegExp): Promise<void> => page.getByRole("tab", { name }).click();
const finding = (page: Page): Locator => page.getByRole("region", { name: "Find somebody" });
const panel = (page: Page): Locator => page.getByRole("tabpanel");
const openPeople = (page: Page): Promise<void> => goTo(page, `${world.origin}/account/people`, "People");

async function find(page: Page, name: string): Promise<void> {
  await page.getByRole("textbox", { name: "Username" }).fill(name);
  await press(page, "Find");
}

test("somebody is found and asked, says yes, and blocks: then nobody is found, and nobody is told", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  await join(alice.page, world.origin, "alice");
  await join(bob.page, world.origin, "bob");
  await openPeople(alice.page);
  await find(alice.page, "Bob@localhost");
  await finding(alice.page).getByText("Found: bob").waitFor();
  await alice.page.getByLabel("A few words").fill("It is me: <b>https://alice.example</b>");
  await press(alice.page, "Ask to write");
  await finding(alice.page).getByText("waits for an answer").waitFor();
  await openTab(alice.page, "Asked");
  await panel(alice.page).getByText("It is me").waitFor();

  await openPeople(bob.page);
  await panel(bob.page).getByText("It is me: <b>https://alice.example</b>").waitFor();
  expect(await panel(bob.page).getByRole("link").count()).toBe(0);
  await openTab(bob.page, "Requests a request waits");
  await press(bob.page, "Accept alice");
  await bob.page.getByText("alice is now among the people you know.").waitFor();
  await panel(bob.page).getByText("Nobody asks to write to you.").waitFor();
  await bob.page.getByRole("region", { name: "Your people" }).and(bob.page.locator(":focus")).waitFor();

  await openTab(alice.page, "Known");
  await panel(alice.page).getByRole("listitem").filter({ hasText: "bob" }).waitFor();
  await bob.page.getByRole("tab", { name: "Requests" }).press("ArrowRight");
  await bob.page.keyboard.press("ArrowRight");
  await press(bob.page, "Block alice");
  await bob.page.getByText("alice is blocked, and is not told.").waitFor();
  await panel(bob.page).getByText("You know nobody here yet.").waitFor();

  await find(alice.page, "bob");
  await finding(alice.page).getByText("Nobody can be found by this.").waitFor();
  expect(await panel(alice.page).getByRole("listitem").filter({ hasText: "bob" }).count()).toBe(1);
  await find(alice.page, "nobody-here");
  await finding(alice.page).getByText("Nobody can be found by this.").waitFor();

  await bob.page.keyboard.press("Tab");
  await openTab(bob.page, "Blocked");
  await press(bob.page, "Report… alice");
  const dialog = bob.page.getByRole("dialog", { name: "Report alice" });
  await dialog.getByLabel("What is it about?").selectOption("harassment");
  await dialog.getByLabel("What happened").fill("Came back with another name.");
  await refuseOnce(bob.page, "/v1/people/report", "daily_limit_reached");
  await press(bob.page, "Send the report");
  await dialog.getByRole("alert").waitFor();
  await press(bob.page, "Send the report");
  await dialog.getByText("The operator has your report.").waitFor();
  await dialog.getByRole("button", { name: "Close" }).and(bob.page.locator(":focus")).press("Enter");
  await bob.page.getByRole("button", { name: "Report… alice" }).and(bob.page.locator(":focus")).waitFor();
  await press(bob.page, "Unblock alice");
  await panel(bob.page).getByText("You have blocked nobody.").waitFor();
  await find(alice.page, "bob");
  await finding(alice.page).getByText("Found: bob").waitFor();
  expect([alice.faults, bob.faults]).toEqual([[], []]);
});

test("one request is declined and another one taken back; a list that is long is shown a page at a time", async () => {
  const { page, faults } = await world.person();
  await join(page, world.origin, "carol");
  const dave = await joinElsewhere(world.origin, "dave");
  await dave.people.ask("carol", "Hello?");
  await openPeople(page);
  await press(page, "Decline dave");
  await page.getByText("The request of dave is declined.").waitFor();
  await find(page, "dave");
  await press(page, "Ask to write");
  await finding(page).getByText("dave is among the people you know.").waitFor();
  await joinElsewhere(world.origin, "erin");
  await find(page, "erin");
  await finding(page).getByText("Found: erin").waitFor();
  await press(page, "Ask to write");
  await finding(page).getByText("Your request to erin waits for an answer.").waitFor();
  await openTab(page, "Asked");
  await press(page, "Take back erin");
  await panel(page).getByText("You wait for nobody’s answer.").waitFor();

  const since = Date.now();
  const someone = (at: number) => ({ username: `person-${100 + at}`, since });
  await page.route("**/v1/people/blocked", (route) => {
    const { after } = Object(route.request().postDataJSON());
    const people = Array.from({ length: 20 }, (_, at) => someone(after ? at + 20 : at));
    return route.fulfill({
      json: after ? { people } : { people, next: "person-119" },
      headers: { "cache-control": "no-store" },
    });
  });
  await openTab(page, "Blocked");
  await panel(page).getByRole("listitem").nth(19).waitFor();
  await refuseOnce(page, "/v1/people/blocked", "too_many_requests", 60_000);
  await press(page, "Show more");
  await panel(page).getByRole("alert").waitFor();
  await press(page, "Show more");
  await panel(page).getByRole("listitem").nth(39).waitFor();
  expect(await page.getByRole("button", { name: "Show more" }).count()).toBe(0);
  expect(faults).toEqual([]);
});
