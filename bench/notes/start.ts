import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWeb } from "../../scripts/build-web.ts";
import { median } from "../load/statistics.ts";
import type { Say } from "../report/say.ts";
import type { StartResult, StartRow } from "./start.result.ts";
import { startYardstick } from "../load/yardstick-process.ts";

const STARTS = 10;
const DEADLINE_MS = 20_000;
const root = join(import.meta.dir, "../..");
const executable = join(root, "dist/tacet");

/** Wall time from the start of a process to its first answer that it is ready. */
export async function measureStart(say: Say): Promise<StartResult> {
  await buildWeb(); // the server reads the pages when it starts
  const source = [process.execPath, join(root, "cli/src/main.ts"), "serve"];
  const rows = [await measureBare(), ...(await measureCommand("source", source))];
  if (existsSync(executable)) rows.push(...(await measureCommand("executable", [executable, "serve"])));
  else say("dist/tacet is not built: npm run build");
  return { starts: STARTS, rows };
}

async function measureBare(): Promise<StartRow> {
  const times: number[] = [];
  for (let index = 0; index < STARTS; index++) {
    const startedAt = performance.now();
    await using bare = await startYardstick("notes/bare-server.ts");
    await fetch(bare.origin);
    times.push(performance.now() - startedAt);
  }
  return { what: "bare", folder: "none", medianMs: median(times), slowestMs: Math.max(...times) };
}

/** On a new data folder each time, where keys and tables have to be made first, and on one that is there. */
async function measureCommand(what: StartRow["what"], command: readonly string[]): Promise<readonly StartRow[]> {
  const first: number[] = [];
  const again: number[] = [];
  for (let index = 0; index < STARTS; index++) {
    const folder = await mkdtemp(join(tmpdir(), "tacet-bench-"));
    first.push(await timeStart(command, folder));
    again.push(await timeStart(command, folder));
    await rm(folder, { recursive: true, force: true });
  }
  return [
    { what, folder: "used", medianMs: median(again), slowestMs: Math.max(...again) },
    { what, folder: "new", medianMs: median(first), slowestMs: Math.max(...first) },
  ];
}

async function timeStart(command: readonly string[], folder: string): Promise<number> {
  const port = freePort();
  const startedAt = performance.now();
  const child = Bun.spawn([...command], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "", TACET_DATA: folder, TACET_PORT: String(port) },
    stdio: ["ignore", "ignore", "ignore"],
  });
  try {
    while (!(await isReady(port))) {
      if (performance.now() - startedAt > DEADLINE_MS) throw new Error(`${command.join(" ")} did not become ready`);
      await Bun.sleep(1);
    }
    return performance.now() - startedAt;
  } finally {
    child.kill();
    await child.exited;
  }
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/health/ready`).then(
    (response) => response.ok,
    () => false, // nobody listens yet
  );

function freePort(): number {
  const listener = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data: () => {} } });
  listener.stop(true);
  return listener.port;
}
