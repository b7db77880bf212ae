import type { Command } from "commander";
import { inboxCommand, type InboxOptions } from "./commands/inbox.ts";
import { MAX_READ_AT_ONCE, readCommand, type ReadOptions } from "./commands/read.ts";
import { sendCommand, type SendOptions } from "./commands/send.ts";
import type { Host } from "./host.ts";
import { JSON_HELP, SERVER } from "./option-words.ts";

const ADDRESS = "bob@notes.example, or bob for somebody of the same server";

/** The commands of who talks with others. */
export function addConversationCommands(program: Command, host: Host): void {
  addSend(program, host);
  addRead(program, host);
  addInbox(program, host);
}

function addSend(program: Command, host: Host): void {
  const command = program
    .command("send")
    .description("Send a message to somebody, from standard input, or from your editor when that is a terminal")
    .argument("<address>", ADDRESS)
    .argument("[text]", "The text itself, which shows in the list of processes; - or none: as above")
    .option("--subject <text>", "What it is about, as of a letter")
    .option(...SERVER)
    .option("--json", JSON_HELP);
  command.action((to: string, text?: string) => sendCommand({ to, text }, command.opts<SendOptions>(), host));
}

function addRead(program: Command, host: Host): void {
  const command = program
    .command("read")
    .description("Print what was said last with somebody, and mark it as read")
    .argument("<address>", ADDRESS)
    .option("--last <number>", `So many messages, 1 to ${MAX_READ_AT_ONCE} (default: 20)`)
    .option("--peek", "Do not mark them as read")
    .option(...SERVER)
    .option("--json", JSON_HELP);
  command.action((who: string) => readCommand(who, command.opts<ReadOptions>(), host));
}

function addInbox(program: Command, host: Host): void {
  const command = program
    .command("inbox")
    .description("List what others said last, wherever they said it; * is unread")
    .option("--unread", "Only what is unread")
    .option(...SERVER)
    .option("--json", JSON_HELP);
  command.action(() => inboxCommand(command.opts<InboxOptions>(), host));
}
