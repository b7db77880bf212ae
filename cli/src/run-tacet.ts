import { CommanderError } from "commander";
import { exitCodes } from "./exit-codes.ts";
import { describeFailure } from "./failure.ts";
import type { Host } from "./host.ts";
import { addOperatorCommand } from "./operator-command.ts";
import { createProgram } from "./program.ts";
import type { ServerParts } from "./server-parts.ts";
import { usageError } from "./usage-error.ts";

/** Runs one command line and gives its exit code; errors are told on standard error. */
export async function runTacet(
  args: readonly string[],
  { loadOperatorCommands, loadServedFiles }: ServerParts,
  host: Host,
): Promise<number> {
  const texts: string[] = [];
  const program = createProgram(host, (text) => texts.push(text), loadServedFiles);
  try {
    for (const command of await loadOperatorCommands()) addOperatorCommand(program, command, host);
    await program.parseAsync(args.length === 0 ? ["--help"] : [...args], { from: "user" }).catch(passHelp);
    await host.output.write(texts.join(""));
    return (args.length === 0 ? exitCodes.usage : exitCodes.ok).exitCode;
  } catch (error) {
    const failure = describeFailure(error);
    // Where standard error is closed too there is nobody to tell; the exit code remains.
    await host.output.fail(failure).catch(() => {});
    return failure.exitCode;
  }
}

/** Commander reports a help that was asked for, and every mistake, as an error. */
function passHelp(error: unknown): void {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode !== 0) throw usageError(error);
}
