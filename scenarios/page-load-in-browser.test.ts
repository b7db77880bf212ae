import { expect, setDefaultTimeout, test } from "bun:test";
import { writeOnPage } from "./browser-pages.ts";
import { shareBrowserWorld } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

test("a page names its scripts early, so that they come side by side, and fetches none of them twice", async () => {
  const alice = await world.person();
  await writeOnPage(alice.page, world.origin, { text: "in one go" });
  const html = await (await fetch(world.origin)).text();
  const named = Array.from(html.matchAll(/(?:src|href)="([^"]+\.js)"/g), ([, path]) => path ?? "");
  const asked = (await alice.sent()).map(({ url }) => new URL(url).pathname).filter((path) => path.endsWith(".js"));
  expect(named.length).toBeGreaterThan(1);
  expect(asked).toEqual(expect.arrayContaining(named));
  expect(asked).toEqual([...new Set(asked)]);
  expect(alice.faults).toEqual([]);
});
