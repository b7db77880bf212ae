import type { CommanderError } from "commander";
import { CliError } from "./cli-error.ts";

/** A mistake on the command line in our words, without the argument that was wrong: it may be a passphrase or a link in the wrong place. */
export function usageError({ code, message }: CommanderError): CliError {
  // Names of options come from our own table or are cut down to what a name can be.
  const [option] = /--[a-z][a-z-]{0,30}(?=['= ])/.exec(message) ?? [];
  return new CliError("invalid_usage", `${sentenceFor(code, option)}; see tacet --help`);
}

function sentenceFor(code: string, option: string | undefined): string {
  switch (code) {
    case "commander.unknownOption":
      return "There is no such option, or it takes no value";
    case "commander.optionMissingArgument":
      return option ? `${option} needs a value` : "An option needs a value";
    case "commander.unknownCommand":
      return "There is no such command";
    case "commander.missingArgument":
      return "An argument is missing";
    case "commander.invalidArgument":
      return "An argument is none of those that can be given";
    case "commander.excessArguments":
      return "There are too many arguments";
    default:
      return "A command is missing, or is not written as it should be";
  }
}
