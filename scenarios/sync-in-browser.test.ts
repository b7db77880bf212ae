import { expect, test } from "bun:test";
import { join as joinPath } from "node:path";
import { OwnAccount } from "@tacet/protocol";
import type { BrowserContext, Page } from "playwright-core";
import { startTestServer } from "../server/test/start-server.ts";
import { join, joinElsewhere } from "./browser-accounts.ts";
import { launchTestChromium } from "./launch-chromium.ts";
import type { MessengerDoors } from "./messenger-page.ts";

/** A messenger in real tabs: one socket by the browser's cookie, records in IndexedDB, and what is left of them. */

const SCRIPT = "/messenger-page.js";

async function bundle(): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [joinPath(import.meta.dir, "messenger-page.ts")],
    target: "browser",
    external: ["@tacet/crypto/argon2id"],
  });
  return (await outputs[0]?.text()) ?? "";
}

/** On a page that the server itself has sent: a browser lets no other one open a socket to this machine. */
async function openTab(
  context: BrowserContext,
  origin: string,
  script: string,
  accountId: Parameters<MessengerDoors["start"]>[0],
): Promise<Page> {
  const page = await context.newPage();
  await page.route(origin + SCRIPT, (route) =>
    route.fulfill({ headers: { "content-type": "text/javascript" }, body: script }),
  );
  await page.goto(`${origin}/about`);
  await page.evaluate((address) => import(address), SCRIPT);
  await page.evaluate((id) => globalThis.messengerDoors.start(id, "alice@localhost", "bob@localhost"), accountId);
  return page;
}

const holds = (page: Page, texts: readonly string[]) =>
  page.waitForFunction((wanted) => globalThis.messengerDoors.texts().join() === wanted, texts.join());

test("two tabs of one browser share a socket and records, and the second goes on when the first is closed", async () => {
  await using server = await startTestServer();
  await using browser = await launchTestChromium();
  const context = await browser.newContext();
  const visitor = await context.newPage();
  const { origin } = server;
  await join(visitor, origin, "alice");
  const bob = await joinElsewhere(origin, "bob");
  await bob.people.ask("alice", "may I?");
  const own = { headers: { origin, "sec-fetch-site": "same-origin" } };
  const accepting = await visitor.request.post(`${origin}/v1/people/requests/accept`, {
    ...own,
    data: { username: "bob" },
  });
  expect(accepting.ok(), await accepting.text()).toBe(true);
  const { id } = OwnAccount.parse(await (await visitor.request.get(`${origin}/v1/account`, own)).json());
  const script = await bundle();
  const sockets: string[] = [];
  context.on("page", (page) => page.on("websocket", (socket) => sockets.push(socket.url())));
  const first = await openTab(context, origin, script, [...id]);
  const second = await openTab(context, origin, script, [...id]);
  await second.waitForFunction(() => globalThis.messengerDoors.connection() === "live");
  await first.evaluate(() => globalThis.messengerDoors.send("one"));
  await holds(second, ["one"]);
  await second.evaluate(() => globalThis.messengerDoors.send("two"));
  await holds(first, ["one", "two"]);
  expect(sockets).toHaveLength(1);
  await first.close();
  await second.evaluate(() => globalThis.messengerDoors.send("three"));
  await holds(second, ["one", "two", "three"]);
  expect(sockets).toHaveLength(2);
  await visitor.request.post(`${origin}/v1/session/sign-out`, own);
  await second.waitForFunction(() => globalThis.messengerDoors.connection() === "ended");
  await second.waitForFunction(async () => (await indexedDB.databases()).length === 0);
});
