import type { Environment } from "./settings.ts";

interface NamedWord {
  readonly name: string;
  readonly summary: string;
}

export interface OperatorInput {
  readonly args: readonly string[];
  readonly flags: ReadonlySet<string>;
  /** Values of options, by their names. */
  readonly options: ReadonlyMap<string, string>;
  readonly env: Environment;
  readonly print: (line: string) => void;
}

/** A command of `tacet` for who runs a server. `run` throws ConfigError, OperatorError, CheckFailed or ProtocolError. */
export interface OperatorCommand {
  readonly name: string;
  readonly summary: string;
  readonly arguments?: readonly (NamedWord & { readonly isOptional?: true })[];
  readonly flags?: readonly NamedWord[];
  /** Options that take a value, and what stands for it in the help. */
  readonly options?: readonly (NamedWord & { readonly value: string })[];
  /** For a name of two words: what its first word is about. */
  readonly group?: string;
  /** Command lines, for its help. */
  readonly examples?: readonly string[];
  run(input: OperatorInput): Promise<void>;
}
