import { createNote, openNote, receiptOf } from "@tacet/client";
import { ClaimNote, ConfirmClaim, CreateNote, MakeChallenge } from "@tacet/protocol";
import { expect, setDefaultTimeout, test } from "bun:test";
import type { Page } from "playwright-core";
import { destroyed, findOnPage, noteText, pressOpen, readOnPage, title } from "./browser-pages.ts";
import { shareBrowserWorld, type BrowserPerson } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

/** A line as of a train: 400 kbit/s, and 400 ms until an answer begins. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const bytesPerSecond = 400_000 / 8;
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 400,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
}

const calls = async ({ sent }: BrowserPerson, { path }: { readonly path: string }): Promise<number> =>
  (await sent()).filter(({ url, method }) => method !== "GET" && new URL(url).pathname === path).length;

const setOffline = ({ page }: BrowserPerson, line: "cut" | "mended"): Promise<void> =>
  page.context().setOffline(line === "cut");

test("on a slow line the pages come, say what they are doing, and do once what is pressed twice", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  await Promise.all([slowDown(alice.page), slowDown(bob.page)]);
  await alice.page.goto(world.origin);
  await alice.page.getByLabel("Your note").fill("by train");
  const seal = alice.page.getByRole("button", { name: "Seal the note" });
  await seal.dblclick();
  await alice.page.getByText("Sealing and storing the note…").waitFor();
  expect(await seal.getAttribute("aria-disabled")).toBe("true");
  const link = await alice.page.getByLabel("Link for the reader").inputValue();
  expect(await calls(alice, CreateNote)).toBe(1);

  await findOnPage(bob.page, link);
  await bob.page.getByRole("button", { name: "Open the note" }).dblclick();
  await bob.page.getByText("Opening the note…").waitFor();
  expect(await noteText(bob.page)).toBe("by train");
  await destroyed(bob.page);
  expect(await calls(bob, ClaimNote)).toBe(1);
  expect([...alice.faults, ...bob.faults]).toEqual([]);
});

test("a draft that is sealed without a line stays on the page, which says why, and is sealed once the line is back", async () => {
  const alice = await world.person();
  await alice.page.goto(world.origin);
  await alice.page.getByLabel("Your note").fill("in the tunnel");
  await alice.page.getByRole("textbox", { name: /^Passphrase/ }).fill("correct horse");
  await setOffline(alice, "cut");
  await alice.page.getByRole("button", { name: "Seal the note" }).click();
  await alice.page.getByText("Please check your connection and try again").waitFor();
  expect(await alice.page.getByLabel("Your note").inputValue()).toBe("in the tunnel");

  await setOffline(alice, "mended");
  await alice.page.getByRole("button", { name: "Seal the note" }).click();
  const link = await alice.page.getByLabel("Link for the reader").inputValue();
  expect((await openNote(link, { passphrase: "correct horse" })).text).toBe("in the tunnel");
});

test("a note that is opened without a line is not used up, and opens by itself once the line is back", async () => {
  const bob = await world.person();
  const { link, receiptLink } = await createNote({ server: world.origin, text: "in the tunnel" });
  await findOnPage(bob.page, link);
  await setOffline(bob, "cut");
  const isTried = bob.page.waitForEvent("requestfailed", (request) => request.url().endsWith(MakeChallenge.path));
  await pressOpen(bob.page);
  await isTried;
  await bob.page.getByText("Opening the note…").waitFor();
  expect((await receiptOf(receiptLink)).state).toBe("live");
  await setOffline(bob, "mended");
  expect(await noteText(bob.page)).toBe("in the tunnel");
  await destroyed(bob.page);
});

test("whoever waits for a line in vain is told so, and opens the note later by another press", async () => {
  const bob = await world.person();
  const { link, receiptLink } = await createNote({ server: world.origin, text: "much later" });
  await bob.page.clock.install();
  await findOnPage(bob.page, link);
  await setOffline(bob, "cut");
  await pressOpen(bob.page);
  const notice = bob.page.getByText("Please check your connection and try again");
  const deadline = Date.now() + 30_000;
  while (!(await notice.isVisible()) && Date.now() < deadline) await bob.page.clock.runFor(2_000);
  expect((await receiptOf(receiptLink)).state).toBe("live");
  await setOffline(bob, "mended");
  await pressOpen(bob.page);
  expect(await noteText(bob.page)).toBe("much later");
});

test("a line cut after the note came and before the server heard of it is mended by the button", async () => {
  const bob = await world.person();
  const { link, receiptLink } = await createNote({ server: world.origin, text: "just in time" });
  await bob.page.route(`**${ClaimNote.path}`, async (route) => {
    const response = await route.fetch();
    await setOffline(bob, "cut");
    await route.fulfill({ response });
  });
  await findOnPage(bob.page, link);
  await pressOpen(bob.page);
  expect(await noteText(bob.page)).toBe("just in time");
  await bob.page.getByText("The server could not be told that the note arrived.").waitFor();
  expect((await receiptOf(receiptLink)).lines).toMatchObject([{ kind: "not_confirmed" }]);
  await setOffline(bob, "mended");
  await bob.page.getByRole("button", { name: "Tell the server again" }).click();
  await destroyed(bob.page);
  expect(await calls(bob, ConfirmClaim)).toBeGreaterThan(1);
  expect((await receiptOf(receiptLink)).lines).toMatchObject([{ kind: "confirmed" }]);
});

async function pathsIn(path: string, pattern: RegExp): Promise<readonly string[]> {
  const text = await (await fetch(new URL(path, world.origin))).text();
  return Array.from(text.matchAll(pattern), ([, name]) => new URL(name ?? "", `${world.origin}${path}`).pathname);
}

/** The scripts that the first answer names, and what these cannot run without. All others are fetched once the page runs. */
async function scriptsOfTheFrame(): Promise<ReadonlySet<string>> {
  const found = new Set(await pathsIn("/", /<script[^>]* src="([^"]+)"/g));
  for (const path of found) {
    for (const imported of await pathsIn(path, /(?:from|import)"([^"]+\.js)"/g)) found.add(imported);
  }
  return found;
}

test.each([
  ["en", "This page did not load", "Reload"],
  ["de", "Diese Seite wurde nicht geladen", "Neu laden"],
  ["es", "Esta página no se ha cargado", "Volver a cargar"],
  ["ar", "لم تُحمَّل هذه الصفحة", "إعادة التحميل"],
] as const)(
  "a page whose parts cannot be fetched says so in %s, and comes once they can",
  async (locale, words, reload) => {
    const { page } = await world.person({ locale });
    const frame = await scriptsOfTheFrame();
    await page.route("**/assets/*.js", (route) =>
      frame.has(new URL(route.request().url()).pathname) ? route.continue() : route.abort(),
    );
    await page.goto(world.origin);
    await title(page, words);
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual([
      locale,
      locale === "ar" ? "rtl" : "ltr",
    ]);
    expect(await page.title()).toBe(words);
    await page.unroute("**/assets/*.js");
    await page.getByRole("button", { name: reload }).click();
    await page.locator("textarea").waitFor();
  },
);

test("where the lists of words cannot be fetched, the page says so, and a passphrase of one’s own still works", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  await alice.page.goto(world.origin);
  await title(alice.page, "Write a note");
  await alice.page.route("**/assets/*", (route) =>
    route.request().url().includes("argon2id-worker") ? route.continue() : route.abort(),
  );
  await alice.page.getByRole("button", { name: "Suggest one" }).click();
  await alice.page.getByText("The list of words could not be fetched.").waitFor();
  await alice.page.getByLabel("Your note").fill("without advice");
  await alice.page.getByRole("textbox", { name: /^Passphrase/ }).fill("my own");
  await alice.page.getByRole("button", { name: "Seal the note" }).click();
  const link = await alice.page.getByLabel("Link for the reader").inputValue();
  expect(await readOnPage(bob.page, link, "my own")).toBe("without advice");
});
