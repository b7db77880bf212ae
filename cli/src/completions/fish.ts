import { choicesOf, type CommandNode, type OptionOffer, type ValueKind } from "./command-tree.ts";

export function fishCompletions(nodes: readonly CommandNode[]): string {
  const paths = nodes.map(({ path }) => path).filter((path) => path !== "");
  return `# fish completion for tacet. Try it: tacet completions fish | source
function __tacet_at
  set -l at ""
  for word in (commandline -opc)[2..-1]
    switch (string trim -- "$at $word")
      case ${paths.map(quoted).join(" ")}
        set at (string trim -- "$at $word")
    end
  end
  test "$at" = "$argv[1]"
end
complete -c tacet -f
${nodes.flatMap(linesOf).join("\n")}
`;
}

function linesOf({ path, subcommands, options, argument }: CommandNode): readonly string[] {
  const here = `complete -c tacet -n ${quoted(`__tacet_at "${path}"`)}`;
  return [
    ...subcommands.map(({ name, summary }) => `${here} -a ${quoted(name)} -d ${quoted(summary)}`),
    ...options.map((option) => `${here} ${flagsOf(option)} -d ${quoted(option.summary)}`),
    ...argumentsOf(argument).map((words) => `${here} ${words}`),
  ];
}

function flagsOf({ name, short, value }: OptionOffer): string {
  const names = `${short === undefined ? "" : `-s ${short.slice(1)} `}-l ${name.slice(2)}`;
  if (value === "none") return names;
  return value === "file" ? `${names} -r -F` : `${names} -x -a ${quoted(choicesOf(value).join(" "))}`;
}

function argumentsOf(kind: ValueKind): readonly string[] {
  if (kind === "file") return ["-F"];
  const choices = choicesOf(kind);
  return choices.length === 0 ? [] : [`-a ${quoted(choices.join(" "))}`];
}

const quoted = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
