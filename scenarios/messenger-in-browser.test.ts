import { expect, setDefaultTimeout, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { fakeNames, openFakeMessenger } from "./browser-messenger-stages.ts";
import { shareBrowserWorld, type BrowserPerson } from "./browser.ts";

setDefaultTimeout(60_000);

/** The pages of the messenger on a messenger in memory: what they do, whatever is behind them. */

const world = shareBrowserWorld();

const phone = { viewport: { width: 390, height: 740 }, hasTouch: true, isMobile: true } as const;

async function open(name: string, options: Parameters<typeof world.person>[0] = {}): Promise<BrowserPerson> {
  const person = await world.person({ reducedMotion: "reduce", ...options });
  await openFakeMessenger({ page: person.page, origin: world.origin }, { name });
  return person;
}

const feed = (page: Page): Locator => page.getByRole("feed");
const article = (page: Page, text: string | RegExp): Locator => page.getByRole("article").filter({ hasText: text });
const field = (page: Page): Locator => page.getByRole("textbox", { name: "Message" });
const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole("button", { name }).click();
const focused = (locator: Locator): Promise<void> => locator.and(locator.page().locator(":focus")).waitFor();

/** Somebody else says something, in the messenger in memory. */
const arrive = (page: Page, name: string, text: string): Promise<void> =>
  page.evaluate(([to, words]) => Reflect.get(window, "fake").arrive(to, "rosa@localhost", words), [
    name,
    text,
  ] as const);

/** How far the list is from its end, in pixels. */
const fromEnd = (page: Page): Promise<number> =>
  feed(page).evaluate(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight);

async function openMenu(page: Page, text: string | RegExp): Promise<void> {
  await article(page, text).hover();
  await article(page, text).getByRole("button", { name: "What to do with this message" }).click();
}

test("a message is sent by Enter, answered, edited and taken back", async () => {
  const { page, faults } = await open(fakeNames.sara);
  await field(page).fill("On");
  await field(page).press("Shift+Enter");
  await page.keyboard.type("Monday?");
  await field(page).press("Enter");
  await article(page, "Monday?").getByText("Seen").waitFor();
  expect(await field(page).inputValue()).toBe("");

  await field(page).press("ArrowUp");
  await page.getByText("Edit the message").waitFor();
  await page.keyboard.press("Escape");
  expect(await field(page).inputValue()).toBe("");
  await field(page).press("ArrowUp");
  await field(page).fill("On Tuesday?");
  await field(page).press("Enter");
  await article(page, "On Tuesday?").getByText("edited").waitFor();

  await openMenu(page, "متى نلتقي");
  await page.getByRole("menuitem", { name: "Reply" }).click();
  await focused(field(page));
  await field(page).fill("Soon!");
  await press(page, "Send");
  await article(page, "Soon!").getByRole("button", { name: "متى نلتقي" }).waitFor();

  await openMenu(page, "Soon!");
  await page.getByRole("menuitem", { name: "Delete for everybody" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete for everybody" }).click();
  await article(page, "A message stood here and was deleted").waitFor();
  expect(faults).toEqual([]);
});

test("a reaction is given by the menu and by its own button, and an emoji is found by its name", async () => {
  const { page, faults } = await open(fakeNames.sara);
  await openMenu(page, "Did it arrive?");
  await page.getByRole("menuitem", { name: "Answer with 👍" }).click();
  await article(page, "Did it arrive?").getByRole("button", { name: "👍 by You", pressed: true }).click();
  await article(page, "Did it arrive?").getByRole("button", { name: "👍" }).waitFor({ state: "detached" });
  await field(page).fill("ab");
  await field(page).press("ArrowLeft");
  await press(page, "Choose an emoji");
  await page.getByRole("searchbox", { name: "Find an emoji" }).fill("croissant");
  await page.getByRole("button", { name: "croissant" }).waitFor();
  await page.keyboard.press("Enter");
  await focused(field(page));
  expect(await field(page).inputValue()).toBe("a🥐b");
  expect(faults).toEqual([]);
});

test("what was refused says why, and can be sent again or thrown away", async () => {
  const { page } = await open(fakeNames.newsroom);
  const refused = article(page, "Page two");
  await refused.getByText("Not sent: the server does not take what is in it.").waitFor();
  await refused.getByRole("button", { name: "Send again" }).click();
  await refused.getByText("Seen").waitFor();
  await openMenu(page, "the headline is mine");
  await page.getByRole("menuitem", { name: "Discard" }).click();
  await article(page, "the headline is mine").waitFor({ state: "detached" });
});

test("the list stays at its end, and keeps its place when somebody reads further up", async () => {
  const { page, faults } = await open(fakeNames.archive);
  await article(page, /^.*12000: /).waitFor();
  await arrive(page, fakeNames.archive, "still at the end");
  await article(page, "still at the end").waitFor();
  await expectSoon(async () => (await fromEnd(page)) < 2);

  await feed(page).hover();
  await expectSoon(async () => {
    await page.mouse.wheel(0, -1_000);
    return (await fromEnd(page)) > 3_000;
  });
  await page.getByRole("button", { name: "To the latest messages" }).waitFor();
  const seen = await firstOnScreen(page);
  await arrive(page, fakeNames.archive, "below the screen");
  await page.getByRole("button", { name: "To the latest messages, 1 of them new" }).waitFor();
  const after = (await tops(page)).find(({ key }) => key === seen.key);
  expect(Math.abs((after?.top ?? Infinity) - seen.top)).toBeLessThan(2);
  await page.getByRole("button", { name: /^To the latest messages/ }).click();
  await article(page, "below the screen").waitFor();
  expect(faults).toEqual([]);
});

// Not run yet: who scrolls just after opening can be taken to the end of the list once more, so that this holds three times out of four.
test.skip("earlier messages come while one scrolls up, and those on the screen stay where they are", async () => {
  const { page } = await open(fakeNames.archive);
  await article(page, /12000: /).waitFor();
  const count = (): Promise<number> => feed(page).evaluate(({ scrollHeight }) => scrollHeight);
  const before = await count();
  // For a moment after it was opened, the list goes to its end by itself.
  await expectSoon(async () => {
    await feed(page).evaluate((element) => element.scrollTo(0, element.clientHeight + 50));
    await firstOnScreen(page);
    return (await feed(page).evaluate(({ scrollTop }) => scrollTop)) < 1_000;
  });
  const seen = await firstOnScreen(page);
  await feed(page).evaluate((element) => element.scrollBy(0, -350));
  await expectSoon(async () => (await count()) > before + 1_000);
  await expectSoon(async () => {
    const after = (await tops(page)).find(({ key }) => key === seen.key);
    return Math.abs((after?.top ?? Infinity) - seen.top - 350) < 40;
  });
});

test("words are found in a long conversation, and a press leads to them", async () => {
  const { page, faults } = await open(fakeNames.archive);
  await press(page, "Search this conversation");
  await page.getByRole("searchbox", { name: "Words" }).fill("4321:");
  await page.getByText("1 message found").waitFor();
  await page.getByRole("search").getByRole("listitem").getByRole("button").click();
  await article(page, "4321:").waitFor();
  await page.getByRole("button", { name: "To the latest messages" }).click();
  await article(page, "12000:").waitFor();
  expect(faults).toEqual([]);
});

test("by keys alone: from the list into a conversation, through its messages, and to the next one", async () => {
  const { page } = await open("");
  await page.keyboard.press("Control+k");
  await focused(page.getByRole("searchbox", { name: "Find a conversation" }));
  await page.keyboard.type("a");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.getByRole("link", { name: /./ }).and(page.locator(":focus")).press("Enter");
  await page.getByRole("region", { name: "Conversation: Rosa Lindgren" }).waitFor();
  await page.keyboard.press("Alt+ArrowDown");
  await page.getByRole("region", { name: "Conversation: Newsroom" }).waitFor();
  await page.keyboard.press("Alt+ArrowUp");
  await article(page, "at the lake").waitFor();
  await page.locator("article[tabindex='0']").focus();
  await page.keyboard.press("ArrowUp");
  await focused(article(page, "at the lake"));
  await page.keyboard.press("Enter");
  await page.getByRole("menu").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
  await focused(article(page, "at the lake"));
  await page.keyboard.press("r");
  await focused(field(page));
  await page.getByText("Reply to Rosa Lindgren").waitFor();
});

test("on a phone a conversation takes the screen, and “back” leads to the list, where the draft stands", async () => {
  const { page, faults } = await open("", phone);
  await page.getByRole("link", { name: /سارة/ }).tap();
  await field(page).fill("half a thought");
  await page.getByRole("link", { name: "Back to all conversations" }).tap();
  await page.getByRole("link", { name: /Draft: half a thought/ }).tap();
  expect(await field(page).inputValue()).toBe("half a thought");
  await page.goBack();
  await page.getByRole("link", { name: /سارة/ }).waitFor();
  expect(faults).toEqual([]);
});

test("links of others open beside the messenger and learn nothing of it; what deceives is marked", async () => {
  const { page } = await open(fakeNames.rosa);
  const link = page.getByRole("link", { name: "https://bread.example/rye?days=3" });
  await link.waitFor();
  expect(await link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
  expect(await link.getAttribute("target")).toBe("_blank");
  await article(page, "abc<U+202E>gnp.exe").waitFor();
});

test("new messages are read aloud where one is, and counted in the title where one is not", async () => {
  const { page } = await open(fakeNames.sara);
  await field(page).waitFor();
  await arrive(page, fakeNames.sara, "by ear");
  await page.getByRole("status").filter({ hasText: "by ear" }).waitFor();
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { get: () => "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await arrive(page, fakeNames.jonas, "for later");
  await expectSoon(async () => /^\(\d+\) Messages – Tacet$/.test(await page.title()));
});

test("somebody who is not signed in is asked to, and nothing of the messenger is shown", async () => {
  const { page } = await world.person();
  await page.goto(`${world.origin}/messages`);
  await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
});

interface Top {
  readonly key: string;
  readonly top: number;
}

/** Where the messages on the screen are, from the top. */
const tops = (page: Page): Promise<readonly Top[]> =>
  feed(page).evaluate((element) => {
    const edge = element.getBoundingClientRect().top;
    return [...element.querySelectorAll<HTMLElement>("article")]
      .map((each) => ({ key: each.dataset["key"] ?? "", top: each.getBoundingClientRect().top - edge }))
      .filter(({ top }) => top >= 0)
      .toSorted((one, other) => one.top - other.top);
  });

/** The uppermost message that is whole, once the list has come to rest there. */
async function firstOnScreen(page: Page): Promise<Top> {
  const [before, now] = [(await tops(page))[0], (await tops(page))[0]];
  if (before && now && before.key === now.key && before.top === now.top && now.top < 200) return now;
  await Bun.sleep(20);
  return firstOnScreen(page);
}

async function expectSoon(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`it never came to be: ${isSo.toString()}`);
    await Bun.sleep(20);
  }
}
