import { join } from "node:path";
import type { Page } from "playwright-core";
import * as z from "zod";
import { startBrowserWorld } from "../../scenarios/browser.ts";
import { buildWeb } from "../../scripts/build-web.ts";
import { unpackChromium } from "../../scripts/test-chromium.ts";
import { median } from "../load/statistics.ts";
import { Step, type BrowserResult, type BrowserRow } from "./browser.result.ts";
import type { Say } from "../report/say.ts";

const NOTES = 20;
const WARM_UP = 3;
const root = join(import.meta.dir, "../..");

/** What a person waits for: sealing and opening by the SDK, in real Chromium on the web app's own page, with a server on the same machine. */
export async function measureBrowser(say: Say): Promise<BrowserResult> {
  await buildWeb();
  process.env["TEST_CHROMIUM"] = await unpackChromium(join(root, ".cache")); // where the browser's world looks for it
  await using world = await startBrowserWorld();
  // The page's policy lets no script in but its own.
  const { page } = await world.person({ bypassCSP: true });
  await page.goto(world.origin);
  await page.addScriptTag({ content: await bundlePageScript() });
  const rows: BrowserRow[] = [];
  for (const passphrase of ["", "correct horse battery staple"]) {
    rows.push(...(await timeNotes(page, passphrase)));
    say(passphrase === "" ? "without passphrase" : "with passphrase");
  }
  return { notes: NOTES, rows };
}

async function bundlePageScript(): Promise<string> {
  const { outputs } = await Bun.build({
    entrypoints: [join(import.meta.dir, "browser-page.ts")],
    target: "browser",
    format: "iife",
    external: ["@tacet/crypto/argon2id"],
    define: { ARGON2ID_WORKER_URL: JSON.stringify(await workerUrl()) },
  });
  const [script] = outputs;
  if (!script) throw new Error("the page's script was not built");
  return script.text();
}

async function workerUrl(): Promise<string> {
  for await (const name of new Bun.Glob("argon2id-worker-*.js").scan(join(root, "web/dist/assets"))) {
    return `/assets/${name}`;
  }
  throw new Error("the web app has no worker");
}

const Sealed = z.object({ link: z.string(), step: Step });

async function timeNotes(page: Page, passphrase: string): Promise<readonly BrowserRow[]> {
  const seals: Step[] = [];
  const opens: Step[] = [];
  for (let index = 0; index < WARM_UP + NOTES; index++) {
    const sealed = Sealed.parse(await page.evaluate((word) => globalThis.noteBench.seal(word), passphrase));
    const draft = { link: sealed.link, passphrase };
    const opened = Step.parse(await page.evaluate((note) => globalThis.noteBench.open(note), draft));
    if (index < WARM_UP) continue;
    seals.push(sealed.step);
    opens.push(opened);
  }
  const isWithPassphrase = passphrase !== "";
  return [
    { what: "seal", isWithPassphrase, ...mediansOf(seals) },
    { what: "open", isWithPassphrase, ...mediansOf(opens) },
  ];
}

const mediansOf = (steps: readonly Step[]): Step => ({
  totalMs: median(steps.map(({ totalMs }) => totalMs)),
  networkMs: median(steps.map(({ networkMs }) => networkMs)),
  stretchMs: median(steps.map(({ stretchMs }) => stretchMs)),
  elseMs: median(steps.map(({ elseMs }) => elseMs)),
});
