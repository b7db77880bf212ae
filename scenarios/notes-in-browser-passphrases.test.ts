import { expect, setDefaultTimeout, test } from "bun:test";
import { readOnPage, title, writeOnPage } from "./browser-pages.ts";
import { shareBrowserWorld } from "./browser.ts";
import { clipboardOf } from "./browser-clipboard.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

test("a suggested passphrase is six words; it is copied, opens the note, and is kept and sent nowhere", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  await alice.page.goto(world.origin);
  await alice.page.getByLabel("Your note").fill("behind six words");
  const field = alice.page.getByRole("textbox", { name: /^Passphrase/ });
  const suggest = alice.page.getByRole("button", { name: "Suggest one" });
  await suggest.click();
  await alice.page.getByText("Very strong").waitFor();
  const first = await field.inputValue();
  await suggest.click();
  await alice.page.getByText(first).waitFor({ state: "detached" });
  const passphrase = await field.inputValue();
  expect(passphrase).not.toBe(first);
  expect(passphrase).toMatch(/^[a-z-]+( [a-z-]+){5}$/);
  await alice.page.getByRole("button", { name: "Copy the passphrase" }).click();
  await alice.page.getByText("Copied").waitFor();
  expect(await clipboardOf(alice.page, world.origin)).toBe(passphrase);

  await alice.page.getByRole("button", { name: "Seal the note" }).click();
  await title(alice.page, "Your note is sealed");
  expect(await alice.page.content()).not.toContain(passphrase);
  const link = await alice.page.getByLabel("Link for the reader").inputValue();
  expect(await readOnPage(bob.page, link, passphrase)).toBe("behind six words");

  const sent = [...(await alice.sent()), ...(await bob.sent())];
  const told = sent.map(
    ({ url, headers, body }) => `${url} ${JSON.stringify(headers)} ${Buffer.from(body).toString()}`,
  );
  expect(told.filter((each) => each.includes(passphrase))).toEqual([]);
  for (const { page } of [alice, bob]) {
    const { origins, cookies } = await page.context().storageState({ indexedDB: true });
    expect(JSON.stringify({ origins, cookies })).not.toContain(passphrase);
    expect(await page.evaluate(() => Object.values(sessionStorage).join())).not.toContain(passphrase);
  }
});

test("what is said of a passphrase changes as it is typed, and goes with it", async () => {
  const { page } = await world.person();
  await page.goto(world.origin);
  const field = page.getByRole("textbox", { name: /^Passphrase/ });
  for (const [passphrase, words] of [
    ["password", "Very weak: among the first that anybody tries"],
    ["tacet-9", "Fair: it slows a guesser down"],
    ["kettle-boat-umbrella", "Very strong"],
  ] as const) {
    await field.fill(passphrase);
    await page.getByText(words, { exact: true }).waitFor();
  }
  await field.fill("");
  await page.getByText("Very strong").waitFor({ state: "detached" });
});

test("a suggestion that is changed by hand is no more shown as one", async () => {
  const { page } = await world.person();
  await page.goto(world.origin);
  await page.getByRole("button", { name: "Suggest one" }).click();
  const copy = page.getByRole("button", { name: "Copy the passphrase" });
  await copy.waitFor();
  await page.getByRole("textbox", { name: /^Passphrase/ }).press("x");
  await copy.waitFor({ state: "detached" });
});

test("a passphrase is hidden until its writer asks to see it", async () => {
  const { page } = await world.person();
  await page.goto(world.origin);
  const field = page.getByRole("textbox", { name: /^Passphrase/ });
  await field.fill("correct horse");
  expect(await field.getAttribute("type")).toBe("password");
  await page.getByRole("button", { name: "Show the passphrase" }).click();
  expect(await field.getAttribute("type")).toBe("text");
  await page.getByRole("button", { name: "Hide the passphrase" }).click();
  expect(await field.getAttribute("type")).toBe("password");
});

test("where the browser can share, exactly the reader’s link is shared; elsewhere there is no such button", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const shared: unknown[] = [];
  await alice.page.exposeFunction("takeShared", (given: unknown) => void shared.push(given));
  await alice.page.addInitScript(() => {
    Object.defineProperty(navigator, "share", { value: Reflect.get(window, "takeShared") });
  });
  await bob.page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "share"));
  const { link } = await writeOnPage(alice.page, world.origin, { text: "shared", passphrase: "correct horse" });
  await alice.page.getByRole("button", { name: "Share…" }).click();
  expect(shared).toEqual([{ url: link }]);
  await writeOnPage(bob.page, world.origin, { text: "not shared" });
  expect(await bob.page.getByRole("button", { name: "Share…" }).count()).toBe(0);
});
