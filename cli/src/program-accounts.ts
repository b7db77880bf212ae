import { Option, type Command } from "commander";
import { devicesCommand, endDeviceCommand } from "./commands/devices.ts";
import { loginCommand, type LoginOptions } from "./commands/login.ts";
import { logoutCommand, type LogoutOptions } from "./commands/logout.ts";
import { registerCommand, wayInNames, type RegisterOptions } from "./commands/register.ts";
import { whoamiCommand } from "./commands/whoami.ts";
import type { Host } from "./host.ts";
import { JSON_HELP, SERVER } from "./option-words.ts";
import type { ServerOption } from "./server-option.ts";

/** The commands of who has an account at a server. */
export function addAccountCommands(program: Command, host: Host): void {
  addRegister(program, host);
  addLogin(program, host);
  addLogout(program, host);
  addWhoami(program, host);
  addDevices(program, host);
}

const CODE = [
  "--code <digits>",
  "The code that the same command without a terminal had sent before; one use, some minutes",
] as const;
const secretOptions = ["password", "passwordFile", "passwordFd", "phrase", "phraseFile", "phraseFd"];
const USERNAME = "Asked on the terminal when it is left out";

function addRegister(program: Command, host: Host): void {
  const wayIn = new Option("--sign-in <way>", "What a sign-in asks for (default: password)").choices(wayInNames);
  const command = program
    .command("register")
    .description("Make an account at a server, and sign in to it")
    .argument("[username]", USERNAME)
    .addOption(wayIn)
    .option("--phone <number>", "A mobile number with its country code; a code is sent there first")
    .option(...CODE)
    .option("--invite-file <file>", "Read the invite link from a file, where the server asks for one")
    .option("--invite-fd <number>", "Read it from an open file descriptor");
  addSignInOptions(command);
  command.action((username?: string) => registerCommand(username, command.opts<RegisterOptions>(), host));
}

function addLogin(program: Command, host: Host): void {
  const command = program
    .command("login")
    .description("Sign in to an account, and keep the session for the commands that follow")
    .argument("[username]", USERNAME)
    .addOption(
      new Option("--phone <number>", "Sign in by a code alone, which is sent to this phone").conflicts(secretOptions),
    )
    .option(...CODE);
  addSignInOptions(command);
  command.action((who?: string) => loginCommand(who, command.opts<LoginOptions>(), host));
}

function addSignInOptions(command: Command): void {
  command
    .option("--password", "Ask for the password, as is done anyway when nothing is named; it takes no value")
    .option("--password-file <file>", "Read the password from a file, less its last line end")
    .option("--password-fd <number>", "Read it from an open file descriptor")
    .option("--phrase", "Ask for the secret phrase; it takes no value")
    .option("--phrase-file <file>", "Read the phrase from a file, less its last line end")
    .option("--phrase-fd <number>", "Read it from an open file descriptor")
    .option("--device-name <name>", "What the list of devices calls this one (default: tacet on its host name)")
    .option("--keyring", "Keep the session in the system's keyring, not in a file")
    .option(...SERVER)
    .option("--json", JSON_HELP);
}

function addLogout(program: Command, host: Host): void {
  const command = program
    .command("logout")
    .description("End the session at the server, and forget it here")
    .option("--all-others", "End every other session of the account, and keep this one")
    .option("--forget", "Forget all that is kept of the server, also when it cannot be reached")
    .option(...SERVER)
    .option("--json", JSON_HELP);
  command.action(() => logoutCommand(command.opts<LogoutOptions>(), host));
}

function addWhoami(program: Command, host: Host): void {
  const command = program.command("whoami").description("Print as whom you are signed in");
  command.option(...SERVER).option("--json", JSON_HELP);
  command.action(() => whoamiCommand(command.opts<ServerOption>(), host));
}

function addDevices(program: Command, host: Host): void {
  const list = program
    .command("devices")
    .description("List where the account is signed in")
    .option(...SERVER)
    .option("--json", JSON_HELP);
  list.action(() => devicesCommand(list.opts<ServerOption>(), host));
  const end = list
    .command("end")
    .description("Sign out one device")
    .argument("<device>", "Its name, or the beginning of its id")
    .option(...SERVER)
    .option("--json", JSON_HELP);
  end.action((device: string) => endDeviceCommand(device, end.opts<ServerOption>(), host));
}
