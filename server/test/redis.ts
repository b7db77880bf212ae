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

/** Registers a test that needs programs; without them it is skipped, and says so. */
export function withPrograms(programs: readonly string[], name: string, body: () => Promise<void>): void {
  const missing = programs.filter((program) => Bun.which(program) === null);
  const why = missing.length === 0 ? "" : ` [not tried: no ${missing.join(", ")} on the PATH]`;
  test.skipIf(missing.length > 0)(`${name}${why}`, body);
}

export const withRedis = (name: string, body: (redis: TestRedis) => Promise<void>): void =>
  withPrograms(["redis-server"], name, async () => {
    await using redis = await startRedis();
    await body(redis);
  });

interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** With a certificate for localhost it speaks TLS alone. */
export async function startRedis(certificate?: Certificate): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), "tacet-redis-"));
  for (let tries = 0; tries < 10; tries++) {
    const port = somePort();
    const place: Place = { folder, port, listen: certificate ? overTls(port, certificate) : ["--port", String(port)] };
    const child = await spawnRedis(place);
    if (child)
      return createTestRedis(place, certificate ? `rediss://localhost:${port}` : `redis://127.0.0.1:${port}`, child);
  }
  throw new Error("redis-server finds no free port");
}

const overTls = (port: number, { cert, key }: Certificate): readonly string[] => [
  "--port",
  "0",
  "--tls-port",
  String(port),
  "--tls-auth-clients",
  "no",
  "--tls-cert-file",
  cert,
  "--tls-key-file",
  key,
];

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly listen: readonly string[];
}

type Child = Bun.Subprocess<"ignore", "ignore", "inherit">;

function createTestRedis(place: Place, url: string, first: Child): TestRedis {
  let child = first;
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await child.exited;
  };
  return {
    url,
    kill,
    start: async () => {
      const started = await spawnRedis(place);
      if (!started) throw new Error(`port ${place.port} was taken while Redis was away`);
      child = started;
    },
    freeze: () => child.kill("SIGSTOP"),
    thaw: () => child.kill("SIGCONT"),
    [Symbol.asyncDispose]: async () => {
      await kill();
      await rm(place.folder, { recursive: true, force: true });
    },
  };
}

/** Undefined when it ends at once, because the port is taken. */
async function spawnRedis({ folder, listen }: Place): Promise<Child | undefined> {
  const log = join(folder, `${crypto.randomUUID()}.log`);
  const options = ["--bind", "127.0.0.1", ...listen, "--dir", folder, "--logfile", log];
  const child = Bun.spawn(["redis-server", ...options, "--save", "", "--appendonly", "no"], {
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
