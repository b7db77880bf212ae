import { openNote } from "@tacet/client";
import { expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestServer } from "../server/test/start-server.ts";
import { isAsSaid, readBlocks } from "./guide-blocks.ts";
import { installTacet, runBlock } from "./guide-runner.ts";
import { launchTestChromium } from "./launch-chromium.ts";

setDefaultTimeout(120_000);

const root = join(import.meta.dir, "..");
const guide = await Bun.file(join(root, "docs/guides/scripts.md")).text();

test("everything in the guide for scripts runs, and prints what the guide says", async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "tacet-guide-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const pages = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch: ({ url }) => new Response(Bun.file(join(folder, new URL(url).pathname))),
  });
  stack.defer(() => pages.stop(true));
  const pageOrigin = pages.url.origin;
  const server = stack.use(await startTestServer({ env: { TACET_ORIGINS: pageOrigin } }));
  const browser = await launchTestChromium();
  stack.defer(() => browser.close());
  const secrets = { PASSPHRASE: "between us", DEPLOY_KEY: "-----BEGIN KEY-----" };
  const env = { PATH: await installTacet(folder), HOME: folder, SOURCE: root, TACET_SERVER: server.origin, ...secrets };
  for (const name of ["secret.txt", "report.txt"]) await Bun.write(join(folder, name), "for you alone");
  const blocks = readBlocks(guide.replaceAll("https://notes.example", server.origin));
  expect(blocks.length).toBeGreaterThan(15);
  let shown = "";
  for (const block of blocks) {
    const printed = await runBlock(block, { folder, env, browser, pageOrigin }).catch((error: unknown) => {
      throw new Error(`line ${block.line} of the guide failed`, { cause: error });
    });
    const { line, output = printed } = block;
    expect([line, isAsSaid(printed, output) ? output : printed]).toEqual([line, output]);
    shown = printed;
  }
  expect(await Bun.file(join(folder, "deploy.pem")).text()).toBe(secrets.DEPLOY_KEY);
  expect((await openNote(shown)).text).toBe("from the intranet");
});

test("a guide that says something else than what is printed is caught", () => {
  expect(isAsSaid("a 12 b\n", "a … b")).toBe(true);
  expect(isAsSaid("a 12 c", "a … b")).toBe(false);
  expect(isAsSaid("x a b", "a b")).toBe(false);
  expect(() => readBlocks("```\nls\n```\n")).toThrow("no language");
  expect(() => readBlocks("```text\nls\n```\n")).toThrow("output of nothing");
});
