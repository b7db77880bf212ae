import type { Argument, Command, Option } from "commander";

/** What a shell can offer after one command, read from the same program that parses the command line. */
export interface CommandNode {
  /** Such as "keys rotate"; "" for tacet itself. */
  readonly path: string;
  readonly subcommands: readonly Offer[];
  readonly options: readonly OptionOffer[];
  readonly argument: ValueKind;
}

export interface Offer {
  readonly name: string;
  readonly summary: string;
}

export interface OptionOffer extends Offer {
  readonly short: string | undefined;
  readonly value: ValueKind;
}

/** `none`: there is no value. `free`: one that no shell can know, such as a link. */
export type ValueKind = "none" | "free" | "file" | readonly string[];

export function readCommandTree(command: Command, path = ""): readonly CommandNode[] {
  const help = command.createHelp();
  const subcommands = help.visibleCommands(command);
  const [argument] = command.registeredArguments;
  const node: CommandNode = {
    path,
    subcommands: subcommands.map((sub) => ({ name: sub.name(), summary: sub.description() })),
    options: help.visibleOptions(command).map(offerOf),
    argument: argument ? kindOf(argument.name(), argument) : "none",
  };
  const own = subcommands.filter((sub) => command.commands.includes(sub));
  return [node, ...own.flatMap((sub) => readCommandTree(sub, `${path} ${sub.name()}`.trim()))];
}

function offerOf(option: Option): OptionOffer {
  const [, valueName] = /<(.*)>/.exec(option.flags) ?? [];
  return {
    name: option.long ?? option.flags,
    short: option.short,
    summary: option.description,
    value: valueName === undefined ? "none" : kindOf(valueName, option),
  };
}

const kindOf = (name: string, { argChoices }: Pick<Argument | Option, "argChoices">): ValueKind =>
  argChoices ?? (name === "file" ? "file" : "free");

export const choicesOf = (kind: ValueKind): readonly string[] => (typeof kind === "string" ? [] : kind);
