import { choicesOf, type CommandNode, type Offer, type ValueKind } from "./command-tree.ts";

/** Works as a file `_tacet` in the function path, and sourced. */
export function zshCompletions(nodes: readonly CommandNode[]): string {
  const paths = nodes.map(({ path }) => path).filter((path) => path !== "");
  return `#compdef tacet
# zsh completion for tacet. Try it: source <(tacet completions zsh)
_tacet() {
  local at="" word
  local -a offers
  for word in \${words[2,CURRENT-1]}; do
    case "\${at:+$at }$word" in
      ${paths.map((path) => `"${path}"`).join("|")}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at:\${words[CURRENT-1]}" in
${nodes.flatMap(valueCases).join("\n")}
  esac
  case "$at" in
${nodes.map(offerCase).join("\n")}
  esac
}
if [ "$funcstack[1]" = _tacet ]; then _tacet "$@"; else compdef _tacet tacet; fi
`;
}

const valueCases = ({ path, options }: CommandNode): readonly string[] =>
  options
    .filter(({ value }) => value !== "none")
    .map(({ name, value }) => `    "${path}:${name}") ${valueOf(value)}return ;;`);

function valueOf(kind: ValueKind): string {
  if (kind === "file") return "_files; ";
  const choices = choicesOf(kind);
  return choices.length === 0 ? "" : `compadd -- ${choices.join(" ")}; `;
}

function offerCase({ path, subcommands, options, argument }: CommandNode): string {
  const offers = [...subcommands, ...options].map(described).join(" ");
  return `    "${path}") offers=(${offers}); _describe tacet offers; ${valueOf(argument)};;`;
}

/** As _describe wants it: name:summary, in which a colon stands for itself behind a backslash. */
const described = ({ name, summary }: Offer): string => quoted(`${name.replaceAll(":", "\\:")}:${summary}`);

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
