import { visibleText } from "@tacet/client/visible-text";
import { expect, setDefaultTimeout, test } from "bun:test";
import { destroyed, findOnPage, noteText, pressOpen, readOnPage, title, writeOnPage } from "./browser-pages.ts";
import { shareBrowserWorld, type SentRequest } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

const inOneString = ({ method, url, headers, body }: SentRequest): string =>
  `${method} ${url} ${JSON.stringify(headers)} ${Buffer.from(body).toString("latin1")} ${Buffer.from(body).toString()}`;

test("neither text nor passphrase nor link key ever leaves a browser, and nothing goes to anybody else", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const draft = { text: "marker-of-the-text", passphrase: "marker-of-the-passphrase" };
  const { link, receiptLink } = await writeOnPage(alice.page, world.origin, draft);
  expect(await readOnPage(bob.page, link, draft.passphrase)).toBe(draft.text);
  await alice.page.goto(receiptLink);
  await alice.page.getByText("opening confirmed at").waitFor();

  const sent = [...(await alice.sent()), ...(await bob.sent())];
  expect(sent.length).toBeGreaterThan(10);
  const fragments = [link, receiptLink].map((each) => each.split("#")[1] ?? "");
  // The navigation itself is recorded with its fragment, which no browser puts on the line (RFC 9110 §7.1).
  const seen = sent.map((request) => inOneString({ ...request, url: request.url.replace(/#.*/, "") }));
  for (const secret of [draft.text, draft.passphrase, ...fragments, ...fragments.map((each) => each.slice(1, 20))]) {
    expect(seen.filter((request) => request.includes(secret))).toEqual([]);
  }
  expect(sent.filter(({ url }) => new URL(url).origin !== world.origin)).toEqual([]);
  expect(sent.filter(({ headers }) => headers["referer"] || headers["cookie"])).toEqual([]);
});

test("once the server has heard of it, the link is out of the address bar and a reload shows nothing", async () => {
  const { page } = await world.person();
  const { link } = await writeOnPage(page, world.origin, { text: "address bar" });
  await readOnPage(page, link);
  expect(page.url()).toBe(`${world.origin}/n`);
  expect(await page.evaluate(() => sessionStorage.length + localStorage.length)).toBe(0);
  await page.reload();
  await title(page, "There is no note in this address");
});

test("going away and back does not bring the text back", async () => {
  const { page } = await world.person();
  const { link } = await writeOnPage(page, world.origin, { text: "only once on a screen" });
  await readOnPage(page, link);
  await page.getByRole("link", { name: "New note" }).click();
  await title(page, "Write a note");
  await page.evaluate(() => void setTimeout(() => history.back()));
  await title(page, "There is no note in this address");
  expect(await page.content()).not.toContain("only once on a screen");
  await page.evaluate(() => void setTimeout(() => history.forward()));
  await title(page, "Write a note");
});

test("a page that is left keeps nothing to show, even where the browser freezes it whole", async () => {
  const { page } = await world.person();
  const { link } = await writeOnPage(page, world.origin, { text: "frozen" });
  await readOnPage(page, link);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  expect(await page.locator("#root").innerHTML()).toBe("");
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await title(page, "There is no note in this address");
});

test("hostile text is text and nothing else: what would deceive is marked, and what is copied is the whole truth", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const text = [
    "<script>document.title = 'run'</script><img src=x onerror=\"document.title = 'run'\">",
    '</pre><a href="javascript:alert(1)">x</a> {{7*7}} ${7*7} &lt;b&gt;',
    "\u202Egnp.exe\u202C \u2066isolated\u2069 \u200B\uFEFF\u00AD",
    "\u001B[2J\u0000\u0007\u0008\u007F",
    "https://evil.example/pixel.png ![](https://evil.example/pixel.png)",
  ].join("\n");
  const { link } = await writeOnPage(alice.page, world.origin, { text });
  const shown = await readOnPage(bob.page, link);
  expect(shown).toBe(visibleText(text));
  expect(shown).toContain("<U+202E>gnp.exe<U+202C>");
  await bob.page.getByText("The text has 12 characters that are invisible").waitFor();
  await bob.page.getByRole("button", { name: "Copy the text" }).click();
  await bob.page.getByText("Copied.").waitFor();
  expect(await bob.page.evaluate(() => document.querySelectorAll("main pre *").length)).toBe(0);
  await bob.page.getByRole("button", { name: "Show the text as it is" }).click();
  expect(await noteText(bob.page)).toBe(text);
  expect(await bob.page.title()).toBe("A note for you – Tacet");
  const origins = (await bob.sent()).map(({ url }) => new URL(url).origin);
  expect(new Set(origins)).toEqual(new Set([world.origin]));
  expect(bob.faults).toEqual([]);
});

test("only the worker's own response may run WebAssembly, and no page runs script from text", async () => {
  const { page } = await world.person();
  const answer = await page.goto(world.origin);
  const policy = answer?.headers()["content-security-policy"] ?? "";
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(await page.locator("script:not([src]), style, [style], [onclick]").count()).toBe(0);
  await title(page, "Write a note");
  expect(await page.evaluate(attemptForbiddenThings)).toEqual([]);
});

/** Runs in the page. Answers what the browser let through. */
async function attemptForbiddenThings(): Promise<readonly string[]> {
  // What a debugger calls directly may use eval; what the page's own timer calls may not.
  await new Promise((resume) => setTimeout(resume));
  const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
  const attempts: Readonly<Record<string, () => unknown>> = {
    markup: () => (document.body.innerHTML = "<b>text as markup</b>"),
    worker: () => new Worker("/assets/another.js"),
    // oxlint-disable-next-line typescript/no-implied-eval -- to see it refused
    eval: () => new Function("return 1")(),
    policy: () => window.trustedTypes?.createPolicy("another", { createScriptURL: (url) => url }),
    webAssembly: () => new WebAssembly.Module(emptyModule),
  };
  return Object.keys(attempts).filter((name) => {
    try {
      attempts[name]?.();
      return true;
    } catch {
      return false;
    }
  });
}

test("a device whose clock is wrong is told so, and can open the note all the same", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const { link } = await writeOnPage(alice.page, world.origin, { text: "what time is it" });
  await bob.page.clock.setSystemTime(Date.now() + 20 * 60_000);
  await findOnPage(bob.page, link);
  await bob.page.getByText("clock and the server’s differ by 20 minutes").waitFor();
  await pressOpen(bob.page);
  expect(await noteText(bob.page)).toBe("what time is it");
  await destroyed(bob.page);
});
