import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import type { FaultPoint } from "../src/features/notes/faults.ts";

export interface TestServer extends AsyncDisposable {
  readonly origin: string;
  readonly port: number;
  /** Resolves when the process has ended, however it did. */
  readonly exited: Promise<number>;
  /** Every line it has logged. */
  readonly log: readonly string[];
  kill(signal: "SIGTERM" | "SIGKILL"): void;
}

export interface TestServerOptions {
  /** Settings beside those of a test: a free port, high rate limits, a folder of its own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly port?: number;
  /** The process kills itself there. */
  readonly faultPoint?: FaultPoint;
  /** In place of the server as it is here. */
  readonly program?: { readonly command: readonly string[]; readonly cwd: string };
}

const { TEST_PROGRAMS: bundles } = process.env;
const servePath = bundles === undefined ? join(import.meta.dir, "serve.ts") : join(bundles, "serve.js");
const ownProgram = { command: [process.execPath, servePath], cwd: "." };

/** Starts a real server process and waits until it listens. Throws with its log when it ends before. */
export async function startTestServer({
  env = {},
  port = 0,
  faultPoint,
  program = ownProgram,
}: TestServerOptions = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), "tacet-server-"));
  const child = Bun.spawn([...program.command], {
    cwd: program.cwd,
    env: {
      PATH: process.env["PATH"] ?? "",
      TACET_DATA: folder,
      TACET_PORT: String(port),
      TACET_RATE_FACTOR: "10000",
      TACET_ACCOUNTS_PER_DAY: "1000000",
      TACET_NOTES_PER_DAY: "1000000",
      TACET_NOTES_BYTES_PER_DAY: "1TiB",
      ...env,
      ...(faultPoint !== undefined && { TEST_FAULT_POINT: faultPoint }),
    },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  const log: string[] = [];
  const { promise: listening, resolve } = Promise.withResolvers<number | undefined>();
  const reading = [child.stdout, child.stderr].map((stream) =>
    readLog(stream, (line) => {
      log.push(line);
      const told = portIn(line);
      if (told !== undefined) resolve(told);
    }),
  );
  void Promise.all(reading).then(() => resolve(undefined));
  const taken = await listening;
  if (taken === undefined) throw new Error(`the server did not start:\n${log.join("\n")}`);
  return {
    origin: `http://127.0.0.1:${taken}`,
    port: taken,
    exited: child.exited,
    log,
    kill: (signal) => child.kill(signal),
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await child.exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Collects lines until the stream ends. */
async function readLog(stream: ReadableStream<Uint8Array>, onLine: (line: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const part of stream) {
    const lines = `${rest}${decoder.decode(part, { stream: true })}`.split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(onLine);
  }
}

const Listening = z.object({ msg: z.literal("listening"), port: z.int() });

/** The port, when this line of the log tells it. */
function portIn(line: string): number | undefined {
  if (!line.includes("listening")) return undefined;
  return Listening.safeParse(JSON.parse(line)).data?.port;
}
