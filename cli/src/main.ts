#!/usr/bin/env -S bun --no-env-file --config=/dev/null
// Those two options, because Bun otherwise runs what a bunfig.toml in the current folder names, and takes settings from an .env there.
import { constants } from "node:os";
import { isatty } from "node:tty";
import type { Host } from "./host.ts";
import { createInterruption, type StoppableInterruption } from "./interruption.ts";
import type { OperatorCommand } from "./operator-command.ts";
import { createOutput } from "./output.ts";
import { runTacet } from "./run-tacet.ts";
import { createTerminal } from "./terminal.ts";

const noteCommands: readonly (string | undefined)[] = ["note", "open", "receipt", "burn"];

function main(args: readonly string[]): Promise<number> {
  const interruption = createInterruption();
  const host = createHost(args, interruption);
  if (!noteCommands.includes(args[0])) return runTacet(args, loadOperatorCommands, host);
  listenToSignals(interruption);
  return runTacet(args, async () => [], host);
}

function createHost(args: readonly string[], interruption: StoppableInterruption): Host {
  const { stdout, stderr } = process;
  const form = args.includes("--json") ? "json" : "words";
  return {
    env: process.env,
    input: { isTerminal: isatty(0), stream: () => Bun.stdin.stream() },
    output: createOutput(form, { stdout, stderr, isTerminal: isatty(1) }),
    terminal: createTerminal(interruption),
    interruption,
  };
}

/** Not for an operator's commands: a server that is told to stop finishes its work first, and listens by itself. */
function listenToSignals(interruption: StoppableInterruption): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (signal === "SIGINT" && !interruption.ownsInterrupts()) return;
      interruption.stop();
      process.exit(128 + constants.signals[signal]);
    });
  }
}

/** The server is loaded for its own commands alone: a note needs none of it, and starts sooner. */
async function loadOperatorCommands(): Promise<readonly OperatorCommand[]> {
  const { operatorCommands } = await import("@tacet/server/operator");
  return operatorCommands;
}

process.exit(await main(process.argv.slice(2)));
