import type { Command } from "commander";
import { addExamplesTo } from "./examples.ts";
import type { Host } from "./host.ts";

/** A command for whoever runs a server, such as `serve` or `keys rotate`. The server package says which there are. */
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

export interface NamedWord {
  readonly name: string;
  readonly summary: string;
}

export interface OperatorInput {
  readonly args: readonly string[];
  readonly flags: ReadonlySet<string>;
  /** Values of options, by their names. */
  readonly options: ReadonlyMap<string, string>;
  readonly env: Record<string, string | undefined>;
  print(line: string): void;
}

export function addOperatorCommand(program: Command, operatorCommand: OperatorCommand, host: Host): void {
  const names = operatorCommand.name.split(" ");
  const findOrAddGroup = (parent: Command, name: string): Command =>
    parent.commands.find((group) => group.name() === name) ??
    parent.command(name).description(operatorCommand.group ?? `See tacet ${name} --help`);
  const parent = names.slice(0, -1).reduce(findOrAddGroup, program);
  const command = parent.command(names.at(-1) ?? "").description(operatorCommand.summary);
  for (const { name, summary, isOptional } of operatorCommand.arguments ?? []) {
    command.argument(isOptional ? `[${name}]` : `<${name}>`, summary);
  }
  const read = (name: string, words: string, summary: string) => {
    const option = command.createOption(words, summary);
    command.addOption(option);
    return { name, given: (): unknown => command.getOptionValue(option.attributeName()) };
  };
  const flags = (operatorCommand.flags ?? []).map(({ name, summary }) => read(name, `--${name}`, summary));
  const options = (operatorCommand.options ?? []).map(({ name, value, summary }) =>
    read(name, `--${name} <${value}>`, summary),
  );
  addExamplesTo(command, operatorCommand.examples ?? []);
  command.action(() => {
    const set = new Set(flags.filter(({ given }) => given() === true).map(({ name }) => name));
    const values = options.flatMap(({ name, given }) => {
      const value = given();
      return typeof value === "string" ? [[name, value] as const] : [];
    });
    return runAndPrint(operatorCommand, { args: command.args, flags: set, options: new Map(values) }, host);
  });
}

async function runAndPrint(
  operatorCommand: OperatorCommand,
  input: Pick<OperatorInput, "args" | "flags" | "options">,
  { env, output }: Host,
): Promise<void> {
  // One after the other, and all before the process ends; a server prints for as long as it runs.
  let printed = Promise.resolve();
  const print = (line: string): void => {
    printed = printed.then(() => output.write(`${line}\n`));
    // A log that nobody reads any more is told at the end; it must not end a server.
    printed.catch(() => {});
  };
  try {
    await operatorCommand.run({ ...input, env: { ...env }, print });
  } finally {
    await printed;
  }
}
