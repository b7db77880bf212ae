import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { serveDesign } from "../scripts/serve-design.ts";
import { findBarriers } from "./browser-barriers.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();
let design: Awaited<ReturnType<typeof serveDesign>>;
beforeAll(async () => {
  design = await serveDesign(0);
});
afterAll(() => design.stop(true));

async function openDesign(page: Page): Promise<void> {
  await page.goto(design.url.href);
  await page.getByRole("heading", { level: 1 }).waitFor();
}

/** To be waited for: the parts move the focus a moment after a key. */
const focused = (locator: Locator): Locator => locator.and(locator.page().locator(":focus"));

test.each(["light", "dark"] as const)(
  "no part of the design is in anybody's way, and none breaks the policy (%s)",
  async (colorScheme) => {
    const { page, faults } = await world.person({ colorScheme, reducedMotion: "reduce" });
    await openDesign(page);
    expect(await findBarriers(page)).toEqual([]);
    await page.getByRole("tab", { name: "One conversation" }).click();
    await page.getByRole("button", { name: "More about this conversation" }).click();
    await page.getByRole("menu").waitFor();
    expect(await findBarriers(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Risky…" }).click();
    expect(await findBarriers(page)).toEqual([]);
    expect(faults).toEqual([]);
  },
);

test("tabs, menu, switch and tooltip work by keys alone, and give the focus back", async () => {
  // All of it at once: a page that scrolls closes what hovers over it.
  const { page, faults } = await world.person({ viewport: { width: 1280, height: 4000 } });
  await openDesign(page);
  await page.getByRole("tab", { name: "Conversations" }).focus();
  await page.keyboard.press("ArrowRight");
  await focused(page.getByRole("tab", { name: "One conversation", selected: true })).waitFor();

  const menu = page.getByRole("button", { name: "More about this conversation" });
  await menu.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Search" }).waitFor();
  await page.keyboard.press("End");
  await page.locator("[role=menuitem]:focus", { hasText: "Leave" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
  await focused(menu).waitFor();

  const toggle = page.getByRole("switch", { name: "Takes effect at once" });
  await toggle.focus();
  await page.keyboard.press("Space");
  await page.getByRole("switch", { checked: false }).waitFor();

  await page.getByRole("button", { name: "With a tooltip" }).focus();
  await page.getByRole("tooltip").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("tooltip").waitFor({ state: "detached" });
  expect(faults).toEqual([]);
});
