import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const sourcePath = fileURLToPath(new URL("../main.ts", import.meta.url));
const { TEST_PROGRAMS: bundles } = process.env;
export const mainPath = bundles === undefined ? sourcePath : join(bundles, "main.js");

export interface TacetRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  readonly env?: Record<string, string>;
}

/** Nothing of the developer's own settings reaches a test. */
export const testEnvironment = (env: Record<string, string> = {}): Record<string, string> => ({
  PATH: process.env["PATH"] ?? "",
  TZ: "UTC",
  ...env,
});

/** One run of the real program, without a terminal. */
export async function runTacetProcess(
  args: readonly string[],
  { stdin = "", env = {} }: RunOptions = {},
): Promise<TacetRun> {
  const child = Bun.spawn([process.execPath, mainPath, ...args], {
    stdin: new Blob([typeof stdin === "string" ? stdin : Uint8Array.from(stdin)]),
    stdout: "pipe",
    stderr: "pipe",
    env: testEnvironment(env),
    // A session of its own: the terminal of whoever runs the tests must not be asked.
    detached: true,
  });
  const [stdout, stderr, exitCode] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return { exitCode, stdout, stderr };
}

export interface MadeNote {
  readonly link: string;
  readonly receiptLink: string;
  readonly expiresAt: string;
}

/** A note through `tacet note --json`; throws when that fails. */
export async function makeNote(origin: string, text: string, args: readonly string[] = []): Promise<MadeNote> {
  const { exitCode, stdout, stderr } = await runTacetProcess(["note", "--json", ...args], {
    stdin: text,
    env: { TACET_SERVER: origin },
  });
  if (exitCode !== 0) throw new Error(`tacet note ended with ${exitCode}: ${stderr}`);
  return JSON.parse(stdout);
}
