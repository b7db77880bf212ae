import { test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A real Redis for a test, that can be killed and comes back at the same place. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  /** By SIGKILL. */
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** It keeps its connections and answers nothing any more. */
  readonly freeze: () => void;
  readonly thaw: () => void;
}

/** Below those that Linux gives out by itself: nobody takes the port while Redis is away. */
const somePort = (): number => 20_000 + Math.floor(Math.random() * 12_000);

/** Registers a test that needs redis-server; without one on the PATH it is skipped, and says so. */
export function withRedis(name: string, body: (redis: TestRedis) => Promise<void>): void {
  const isThere = Bun.which("redis-server") !== null;
  test.skipIf(!isThere)(isThere ? name : `${name} [not tried: no redis-server on the PATH]`, async () => {
    await using redis = await startRedis();
    await body(redis);
  });
}

export async function startRedis(): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), "tacet-redis-"));
  for (let tries = 0; tries < 10; tries++) {
    const port = somePort();
    const child = await spawnRedis(folder, port);
    if (child) return createTestRedis(folder, port, child);
  }
  throw new Error("redis-server finds no free port");
}

type Child = Bun.Subprocess<"ignore", "ignore", "inherit">;

function createTestRedis(folder: string, port: number, first: Child): TestRedis {
  let child = first;
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await child.exited;
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    start: async () => {
      const started = await spawnRedis(folder, port);
      if (!started) throw new Error(`port ${port} was taken while Redis was away`);
      child = started;
    },
    freeze: () => child.kill("SIGSTOP"),
    thaw: () => child.kill("SIGCONT"),
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Undefined when it ends at once, because the port is taken. */
async function spawnRedis(folder: string, port: number): Promise<Child | undefined> {
  const log = join(folder, `${crypto.randomUUID()}.log`);
  const place = ["--bind", "127.0.0.1", "--port", String(port), "--dir", folder, "--logfile", log];
  const child = Bun.spawn(["redis-server", ...place, "--save", "", "--appendonly", "no"], {
    stdin: "ignore",
    stdout: "ignore",
    stderr: "inherit",
  });
  const deadline = performance.now() + 10_000;
  while (!(await isReady(log))) {
    if (child.exitCode !== null) return undefined;
    if (performance.now() > deadline) throw new Error("redis-server does not get ready");
    await Bun.sleep(10);
  }
  return child;
}

const isReady = async (log: string): Promise<boolean> =>
  (await Bun.file(log).exists()) && /Ready to accept connections/.test(await Bun.file(log).text());
