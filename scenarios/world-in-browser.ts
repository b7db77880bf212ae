import { afterAll, afterEach, beforeAll } from "bun:test";
import type { BrowserContext, Page } from "playwright-core";
import { openSqliteForTest } from "../server/test/databases.ts";
import { startWorldWithPages, type AccountWorld } from "./account-world.ts";
import { launchTestChromium } from "./launch-chromium.ts";

/** A world whose pages a real browser opens, and whose time, mails and texts are in the hand of the story. */
export interface WorldInBrowser {
  readonly world: AccountWorld;
  /** Where its pages are. */
  readonly origin: string;
  /** Somebody with a browser of their own, whose clock goes with the world's. */
  readonly person: () => Promise<Page>;
  /** Lets time pass in the world and in every browser, in steps as a server lives: a clock that jumps by days is not believed. */
  readonly pass: (ms: number) => Promise<void>;
}

const STEP_MS = 12 * 3_600_000;

/** One for all tests of a file. */
export function shareWorldInBrowser(env: Record<string, string> = {}): () => WorldInBrowser {
  const stack = new AsyncDisposableStack();
  let started: WorldInBrowser | undefined;
  let contexts: BrowserContext[] = [];
  let passedMs = 0;
  beforeAll(async () => {
    const world = stack.use(await startWorldWithPages(openSqliteForTest, env));
    const site = stack.use(serve(world));
    const browser = stack.adopt(await launchTestChromium(), (each) => each.close());
    started = {
      world,
      origin: `http://127.0.0.1:${site.port}`,
      person: async () => {
        const context = await browser.newContext();
        contexts.push(context);
        await context.clock.install({ time: Date.now() + passedMs });
        return context.newPage();
      },
      pass: async (ms) => {
        passedMs += ms;
        for (let left = ms; left > 0; left -= STEP_MS) {
          world.advance(Math.min(left, STEP_MS));
          await world.storage.beat();
        }
        await Promise.all(contexts.map((context) => context.clock.fastForward(ms)));
      },
    };
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
  });
  afterAll(() => stack.disposeAsync());
  return () => {
    if (!started) throw new Error("the world of this file is there only while its tests run");
    return started;
  };
}

const serve = (world: AccountWorld) =>
  Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const { method, headers } = request;
      const body = method === "POST" ? { body: await request.arrayBuffer() } : {};
      return world.fetch(`${pathname}${search}`, { method, headers, ...body });
    },
  });
