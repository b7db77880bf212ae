#!/usr/bin/env -S bun --no-env-file --config=/dev/null
// Those two options, because Bun otherwise runs what a bunfig.toml in the current folder names, and takes settings from an .env there.
import { constants } from "node:os";
import { isatty } from "node:tty";
import type { Host } from "./host.ts";
import { createInterruption, type StoppableInterruption } from "./interruption.ts";
import { createOutput } from "./output.ts";
import { runTacet } from "./run-tacet.ts";
import type { ServerParts } from "./server-parts.ts";
import { createTerminal } from "./terminal.ts";

const noteCommands = ["note", "open", "receipt", "burn", "verify"];
const accountCommands = ["register", "login", "logout", "whoami", "devices", "send", "read", "inbox"];
const peoplesCommands: readonly (string | undefined)[] = [...noteCommands, ...accountCommands];

function main(args: readonly string[]): Promise<number> {
  const interruption = createInterruption();
  const host = createHost(args, interruption);
  if (!peoplesCommands.includes(args[0])) return runTacet(args, serverParts, host);
  listenToSignals(interruption);
  return runTacet(args, { ...serverParts, loadOperatorCommands: async () => [] }, host);
}

function createHost(args: readonly string[], interruption: StoppableInterruption): Host {
  const { stdout, stderr } = process;
  const form = args.includes("--json") ? "json" : "words";
  return {
    env: process.env,
    platform: process.platform,
    now: Date.now,
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

/** The server is loaded when one of its parts is needed: a note needs none, and starts sooner. */
const serverParts: ServerParts = {
  loadOperatorCommands: async () => (await import("@tacet/server/operator")).operatorCommands,
  loadServedFiles: async () => (await import("@tacet/server/operator")).readServedFiles(),
};

void main(process.argv.slice(2)).then((code) => process.exit(code));
