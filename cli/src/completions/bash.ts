import { choicesOf, type CommandNode } from "./command-tree.ts";

/** For bash 3.2 and newer. */
export function bashCompletions(nodes: readonly CommandNode[]): string {
  const paths = nodes.map(({ path }) => path).filter((path) => path !== "");
  return `# bash completion for tacet. Try it: source <(tacet completions bash)
_tacet() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} at="" word index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word=\${COMP_WORDS[index]}
    case "\${at:+$at }$word" in
      ${paths.map((path) => `"${path}"`).join("|")}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at:$previous" in
${nodes.flatMap(valueCases).join("\n")}
  esac
  case "$at" in
${nodes.map(offerCase).join("\n")}
  esac
}
_tacet_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$current"))
}
complete -F _tacet tacet
`;
}

/** What follows an option that takes a value is that value, and nothing else is offered. */
const valueCases = ({ path, options }: CommandNode): readonly string[] =>
  options
    .filter(({ value }) => value !== "none")
    .map(
      ({ name, value }) =>
        `    "${path}:${name}") ${value === "file" ? "_tacet_files; " : offer(choicesOf(value))}return ;;`,
    );

function offerCase({ path, subcommands, options, argument }: CommandNode): string {
  const names = offer([...subcommands, ...options].map(({ name }) => name).concat(choicesOf(argument)));
  const files = `if [[ $current == -* ]]; then ${names}else _tacet_files; fi `;
  return `    "${path}") ${argument === "file" ? files : names};;`;
}

const offer = (words: readonly string[]): string =>
  words.length === 0 ? "" : `COMPREPLY=($(compgen -W "${words.join(" ")}" -- "$current")); `;
