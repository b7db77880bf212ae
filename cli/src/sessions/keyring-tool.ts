import { withoutOwnSettings } from "../child-environment.ts";
import { CliError } from "../cli-error.ts";
import type { Host } from "../host.ts";

/** Runs the system's own program for keyrings. Secrets go to its standard input, never into its arguments. */
export type RunTool = (args: readonly string[], input?: string) => Promise<ToolRun>;

export interface ToolRun {
  readonly exitCode: number;
  readonly output: string;
  readonly errors: string;
}

/** Throws CliError `keyring_failed` where there is no such program. */
export function createRunTool(program: string, { env, interruption }: Host): RunTool {
  const path = Bun.which(program, { PATH: env["PATH"] ?? "" });
  if (path === null) throw new CliError("keyring_failed", `There is no ${program}, the program for the keyring`);
  return async (args, input = "") => {
    const child = Bun.spawn([path, ...args], {
      stdin: new Blob([input]),
      stdout: "pipe",
      stderr: "pipe",
      env: withoutOwnSettings(env),
    });
    using _ = interruption.onStop(() => child.kill());
    const [output, errors, exitCode] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
      child.exited,
    ]);
    return { exitCode, output, errors };
  };
}

/** What the program said is not told: it may repeat what it was given. Throws CliError `keyring_failed`. */
export function requireDone(program: string, run: ToolRun): ToolRun {
  if (run.exitCode === 0) return run;
  throw new CliError(
    "keyring_failed",
    `The keyring did not do it (${program} ended with ${run.exitCode}); is it open?`,
  );
}
