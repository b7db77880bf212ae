import type { Host } from "../host.ts";
import { createInterruption } from "../interruption.ts";
import type { Output } from "../output.ts";
import { createTerminal } from "../terminal.ts";

/** A host without a person: nothing on standard input, and no question is expected. */
export function createTestHost(output: Output, env: Host["env"] = {}): Host {
  const interruption = createInterruption();
  const input = { isTerminal: false, stream: () => new Blob([]).stream() };
  return {
    env,
    platform: process.platform,
    now: Date.now,
    input,
    output,
    terminal: createTerminal(interruption),
    interruption,
  };
}
