import type { Interruption } from "./interruption.ts";
import type { Output } from "./output.ts";
import type { Terminal } from "./terminal.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Input {
  readonly isTerminal: boolean;
  stream(): ReadableStream<Uint8Array>;
}

/** All that a command may touch of the machine it runs on. */
export interface Host {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
  readonly input: Input;
  readonly output: Output;
  readonly terminal: Terminal;
  readonly interruption: Interruption;
}
