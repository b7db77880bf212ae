import { expect, setDefaultTimeout, test } from "bun:test";
import { destroyed, findOnPage, noteText, pressOpen, readOnPage, title, writeOnPage } from "./browser-pages.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

test("alice writes, bob opens once, and nobody opens again", async () => {
  const [alice, bob, eve] = [await world.person(), await world.person(), await world.person()];
  const text = "the safe: 4711\n\n  indented, “quoted”, שלום 🔐";
  const { link } = await writeOnPage(alice.page, world.origin, { text });

  expect(await readOnPage(bob.page, link)).toBe(text);
  await eve.page.goto(link);
  await title(eve.page, "This note was opened already");
  await bob.page.goto(`${link}&again`);
  await title(bob.page, "This note was opened already");
  expect([...alice.faults, ...bob.faults, ...eve.faults]).toEqual([]);
});

test("a wrong passphrase loses nothing but a moment, and the right one opens", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const { link } = await writeOnPage(alice.page, world.origin, { text: "two locks", passphrase: "correct horse" });

  await findOnPage(bob.page, link);
  await pressOpen(bob.page, "battery staple");
  await bob.page.getByText("Working on the passphrase").waitFor();
  await bob.page.getByText("That is not the passphrase. Nothing is lost").waitFor();
  await bob.page.getByText("A wrong passphrase was given once so far.").waitFor();
  await bob.page.getByRole("button", { name: /^Wait \d+ s$/ }).waitFor();
  await pressOpen(bob.page, "correct horse");
  expect(await noteText(bob.page)).toBe("two locks");
  await destroyed(bob.page);
  expect(bob.faults).toEqual([]);
});

test("a note of two reads opens for two people and not for a third", async () => {
  const [alice, bob, carol] = [await world.person(), await world.person(), await world.person()];
  const { link, receiptLink } = await writeOnPage(alice.page, world.origin, { text: "for two", reads: 2 });

  for (const { page } of [bob, carol]) {
    await findOnPage(page, link);
    await pressOpen(page);
    expect(await noteText(page)).toBe("for two");
    await page.getByText("This opening is used up.").waitFor();
  }
  await alice.page.goto(link);
  await title(alice.page, "This note was opened already");
  await alice.page.goto(receiptLink);
  await alice.page.getByText("opening confirmed at").nth(1).waitFor();
});

test("a tab reloaded before the server heard of it shows the note again, and nobody else gets it in between", async () => {
  const [alice, bob, eve] = [await world.person(), await world.person(), await world.person()];
  const { link, receiptLink } = await writeOnPage(alice.page, world.origin, { text: "bad line" });

  await bob.page.route("**/v1/notes/confirm", (route) => route.abort());
  await findOnPage(bob.page, link);
  await pressOpen(bob.page);
  expect(await noteText(bob.page)).toBe("bad line");
  await bob.page.getByRole("button", { name: "Tell the server again" }).waitFor();
  expect(bob.page.url()).toBe(link);
  await eve.page.goto(link);
  await title(eve.page, "This note was opened already");

  await bob.page.unroute("**/v1/notes/confirm");
  await bob.page.reload();
  await bob.page.getByRole("button", { name: "Show the note again" }).click();
  expect(await noteText(bob.page)).toBe("bad line");
  await destroyed(bob.page);
  await alice.page.goto(receiptLink);
  await alice.page.getByText("opening confirmed at").waitFor();
});

test("the server can be told again that the note arrived", async () => {
  const { page } = await world.person();
  const { link } = await writeOnPage(page, world.origin, { text: "told late" });
  await page.route("**/v1/notes/confirm", (route) => route.abort());
  await findOnPage(page, link);
  await pressOpen(page);
  const tellAgain = page.getByRole("button", { name: "Tell the server again" });
  await tellAgain.waitFor();
  await page.unroute("**/v1/notes/confirm");
  await tellAgain.click();
  await destroyed(page);
});

test("the sender sees what became of the note, and burns it only after saying so twice", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const { link, receiptLink } = await writeOnPage(alice.page, world.origin, { text: "never mind", lifetime: "1 hour" });
  await findOnPage(bob.page, link);

  await alice.page.goto(receiptLink);
  await alice.page.getByText("Not opened.").waitFor();
  await alice.page.getByRole("button", { name: "Destroy the note" }).click();
  await alice.page.getByRole("dialog").getByRole("button", { name: "Keep it" }).click();
  await alice.page.getByRole("button", { name: "Look again" }).click();
  await alice.page.getByText("Not opened.").waitFor();
  await alice.page.getByRole("button", { name: "Destroy the note" }).click();
  await alice.page.getByRole("dialog").getByRole("button", { name: "Destroy it" }).click();
  await alice.page.getByText(/^Burned at .*, never taken\.$/).waitFor();

  await pressOpen(bob.page);
  await title(bob.page, "The sender destroyed this note");
  expect([...alice.faults, ...bob.faults]).toEqual([]);
});

test("a receipt tells a taking without a confirmation as no more than that", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const { link, receiptLink } = await writeOnPage(alice.page, world.origin, { text: "lost on the way" });
  await bob.page.route("**/v1/notes/confirm", (route) => route.abort());
  await findOnPage(bob.page, link);
  await pressOpen(bob.page);
  expect(await noteText(bob.page)).toBe("lost on the way");

  await alice.page.goto(receiptLink);
  await alice.page.getByText(/^Taken at .*, not confirmed: it may have been read\.$/).waitFor();
});

test("what is copied is the link, whole", async () => {
  const { page } = await world.person();
  const { link, receiptLink } = await writeOnPage(page, world.origin, { text: "copied" });
  // The pages may fill the clipboard and not read it: a paste tells what is there.
  const elsewhere = await page.context().newPage();
  await elsewhere.goto(world.origin);
  const copied: string[] = [];
  for (const name of ["Copy the reader’s link", "Copy your own link"]) {
    await page.getByRole("button", { name }).click();
    await page.getByText("Copied").nth(copied.length).waitFor();
    await elsewhere.getByLabel("Your note").fill("");
    await elsewhere.getByLabel("Your note").press("ControlOrMeta+v");
    copied.push(await elsewhere.getByLabel("Your note").inputValue());
  }
  expect(copied).toEqual([link, receiptLink]);
});
