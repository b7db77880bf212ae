import { Argument, Command } from "commander";
import { burnCommand, type BurnOptions } from "./commands/burn.ts";
import { completionsCommand, shells, type Shell } from "./commands/completions.ts";
import { noteCommand, type NoteOptions } from "./commands/note.ts";
import { openCommand, type OpenOptions } from "./commands/open.ts";
import { receiptCommand } from "./commands/receipt.ts";
import { verifyCommand, type VerifyOptions } from "./commands/verify.ts";
import { addExamples } from "./examples.ts";
import { exitCodeHelp } from "./exit-codes.ts";
import type { Host } from "./host.ts";
import { JSON_HELP, SERVER } from "./option-words.ts";
import { addAccountCommands } from "./program-accounts.ts";
import { addConversationCommands } from "./program-conversations.ts";
import { describeRelease, release } from "./release.ts";
import type { ServerParts } from "./server-parts.ts";

/** `print` takes help and version texts: everything that is not an error. */
export function createProgram(
  host: Host,
  print: (text: string) => void,
  loadServedFiles: ServerParts["loadServedFiles"],
): Command {
  const program = new Command("tacet")
    .description("Notes that open once, messages, and the server that keeps them")
    .version(describeRelease(release), "-V, --version", "Print the version")
    .helpOption("-h, --help", "Explain this command")
    .helpCommand("help [command]", "Explain a command")
    .exitOverride()
    // A command and one below it can have the same option: each takes what stands behind its own name.
    .enablePositionalOptions()
    // What commander would say of a mistake can repeat an argument, and arguments can hold secrets: usage-error.ts says it instead.
    .configureOutput({ writeOut: print, writeErr: () => {} })
    .addHelpText("after", `\nExit codes:\n${exitCodeHelp()}`);
  addNote(program, host);
  addOpen(program, host);
  addReceipt(program, host);
  addBurn(program, host);
  addVerify(program, host, loadServedFiles);
  addAccountCommands(program, host);
  addConversationCommands(program, host);
  addCompletions(program, host);
  addExamples(program);
  return program;
}

const LINK =
  "The link; - or none: from standard input, or asked without echo (arguments show in the list of processes)";
const READ_PASSPHRASE = {
  file: ["--passphrase-file <file>", "Read the passphrase from a file, less its last line end"],
  fd: ["--passphrase-fd <number>", "Read it from an open file descriptor"],
} as const;

function addNote(program: Command, host: Host): void {
  const command = program
    .command("note")
    .description("Make a note from standard input, or in your editor when that is a terminal")
    .option("--text <text>", "The text itself; it shows in the list of processes and in your shell's history")
    .option("--passphrase", "Ask for a passphrase, twice and without echo; it takes no value")
    .option(...READ_PASSPHRASE.file)
    .option(...READ_PASSPHRASE.fd)
    .option("--reads <number>", "How often it can be read, 1 to 100 (default: 1)")
    .option("--expires <time>", "How long it lives: 90s, 30m, 2h, 5d; 60s to 30d (default: 5d)")
    .option(...SERVER)
    .option("--json", JSON_HELP);
  command.action(() => noteCommand(command.opts<NoteOptions>(), host));
}

function addOpen(program: Command, host: Host): void {
  const command = program
    .command("open")
    .description("Read a note, which takes one of its reads")
    .argument("[link]", LINK)
    .option("--out <file>", "Write the text to a new file with mode 0600; never overwrites")
    .option("--passphrase", "Ask for it on the terminal, as is done anyway for a note that has one; it takes no value")
    .option(...READ_PASSPHRASE.file)
    .option(...READ_PASSPHRASE.fd)
    .option("--json", JSON_HELP);
  command.action((link?: string) => openCommand(link, command.opts<OpenOptions>(), host));
}

function addReceipt(program: Command, host: Host): void {
  const command = program.command("receipt").description("See what became of a note, with the sender's link");
  command.argument("[link]", LINK).option("--json", JSON_HELP);
  command.action((link?: string) => receiptCommand(link, host));
}

function addBurn(program: Command, host: Host): void {
  const command = program.command("burn").description("Destroy a note, with the sender's link");
  command.argument("[link]", LINK).option("--yes", "Do not ask on the terminal").option("--json", JSON_HELP);
  command.action((link?: string) => burnCommand(link, command.opts<BurnOptions>(), host));
}

function addVerify(program: Command, host: Host, loadServedFiles: ServerParts["loadServedFiles"]): void {
  const command = program
    .command("verify")
    .description("Compare what a site gives to a browser with what this release has, byte by byte")
    .argument("<url>", "The server, such as https://notes.example")
    .option("--release <file>", "Compare with another release: its web-hashes.json")
    .option("--json", JSON_HELP);
  command.action((url: string) => verifyCommand(url, command.opts<VerifyOptions>(), { host, loadServedFiles }));
}

function addCompletions(program: Command, { output }: Host): void {
  const command = program
    .command("completions")
    .description("Print a script that completes commands and options in your shell")
    .addArgument(new Argument("<shell>", "Which shell").choices(shells));
  command.action((shell: Shell) => completionsCommand(shell, program, output));
}
