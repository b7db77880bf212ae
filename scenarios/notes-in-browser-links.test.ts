import { expect, setDefaultTimeout, test } from "bun:test";
import { api, type Endpoint } from "@tacet/protocol";
import { findOnPage, readOnPage, title, writeOnPage } from "./browser-pages.ts";
import { shareBrowserWorld, type BrowserPerson } from "./browser.ts";

setDefaultTimeout(60_000);

const world = shareBrowserWorld();

const apiCalls = async (person: BrowserPerson): Promise<readonly string[]> =>
  (await person.sent()).map(({ url }) => new URL(url).pathname).filter((path) => path.startsWith("/v1/"));

test("a damaged link is told before anything is asked of the server", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const { link, receiptLink } = await writeOnPage(alice.page, world.origin, { text: "whole" });
  const [page, fragment = ""] = link.split("#");
  const damaged = [
    link.slice(0, -1),
    `${page}#${fragment.toLowerCase()}`,
    `${link}A`,
    `${page}#${fragment.slice(0, 20)}%7C${fragment.slice(20)}`,
    `${page}#-${fragment}`,
    `${page}#${receiptLink.split("#")[1]}`,
  ];
  for (const broken of damaged) {
    await bob.page.goto("about:blank");
    await bob.page.goto(broken);
    await title(bob.page, "This link is damaged");
  }
  await bob.page.goto("about:blank");
  await bob.page.goto(`${world.origin}/n`);
  await title(bob.page, "There is no note in this address");
  expect(await apiCalls(bob)).toEqual([]);
  expect(await readOnPage(bob.page, link)).toBe("whole");
  expect(bob.faults).toEqual([]);
});

test("a link with what mail and chat programs append still works", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const { link } = await writeOnPage(alice.page, world.origin, { text: "appended" });
  for (const appendix of ["&utm_source=mail", "?fbclid=x", ".", ")", "%20", "="]) {
    await bob.page.goto("about:blank");
    await findOnPage(bob.page, `${link}${appendix}`);
  }
  expect(await readOnPage(bob.page, link.replace("/n#", "/n?utm_source=mail#"))).toBe("appended");
});

test("a link pasted over another one in the same tab shows its own note", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const first = await writeOnPage(alice.page, world.origin, { text: "the first" });
  const second = await writeOnPage(alice.page, world.origin, { text: "the second" });
  expect(await readOnPage(bob.page, first.link)).toBe("the first");
  expect(await readOnPage(bob.page, second.link)).toBe("the second");
  expect(bob.faults).toEqual([]);
});

test("previews, scanners and crawlers consume nothing", async () => {
  const [alice, bob] = [await world.person(), await world.person()];
  const { link } = await writeOnPage(alice.page, world.origin, { text: "still here" });
  const agents = [
    "Slackbot-LinkExpanding 1.0",
    "WhatsApp/2.23",
    "Mozilla/5.0 (compatible; SafeLinks)",
    "Twitterbot/1.0",
  ];
  const calls: readonly Endpoint[] = api;
  // What is only read by GET has nothing that could be consumed.
  const changing = calls.filter(({ method }) => method === "POST");
  const paths = ["/n", "/n?id=1", "/r", ...changing.map(({ path }) => path)];
  const visits = agents.flatMap((agent) =>
    paths.flatMap((path) =>
      ["GET", "HEAD", "OPTIONS"].map(async (method) => {
        const headers = { "user-agent": agent, purpose: "prefetch", "sec-purpose": "prefetch;prerender" };
        const response = await fetch(`${world.origin}${path}`, { method, headers });
        await response.arrayBuffer();
        return path.startsWith("/v1/") && method === "GET" ? response.status : 0;
      }),
    ),
  );
  expect(new Set(await Promise.all(visits))).toEqual(new Set([0, 405]));
  // A scanner with a whole browser, that follows the link as a mail shows it but does not press the button.
  const scanner = await world.person();
  await findOnPage(scanner.page, link);
  expect(await readOnPage(bob.page, link)).toBe("still here");
});
