import { atConsole } from "./at-console.ts";
import type { OperatorCommand } from "./operator-command.ts";
import { printContactMessage, printContactMessages } from "./print-contact.ts";
import { printReports } from "./print-reports.ts";
import { parseContactId, parseReportId } from "./ids.ts";

const contactId = { name: "id", summary: "As `tacet admin contact list` shows it" };

/** What people told the operator, from the machine itself. Answers are mailed from the page for administrators: commands send nothing. */
export const deskCommands: readonly OperatorCommand[] = [
  {
    name: "admin reports list",
    group: "What people reported about others",
    summary: "Print the reports that are open, the newest first",
    flags: [{ name: "closed", summary: "Those that are closed instead" }],
    run: ({ flags, env, print }) =>
      atConsole(env, ({ reports }) => printReports(reports, flags.has("closed") ? "closed" : "open", print)),
  },
  {
    name: "admin reports close",
    summary: "Put a report among those that are dealt with",
    arguments: [{ name: "id", summary: "As `tacet admin reports list` shows it" }],
    run: ({ args: [id], env, print }) =>
      atConsole(env, async ({ reports }) => {
        await reports.close("console", parseReportId(id));
        print("It is closed.");
      }),
  },
  {
    name: "admin contact list",
    group: "What people wrote to the operator",
    summary: "List the messages that are not done, the newest first",
    flags: [{ name: "done", summary: "Those that are done instead" }],
    run: ({ flags, env, print }) =>
      atConsole(env, ({ contact }) => printContactMessages(contact, flags.has("done") ? "done" : "open", print)),
  },
  {
    name: "admin contact read",
    summary: "Print one message",
    arguments: [contactId],
    run: ({ args: [id], env, print }) =>
      atConsole(env, async ({ contact }) => printContactMessage(await contact.read(parseContactId(id)), print)),
  },
  {
    name: "admin contact done",
    summary: "Put a message among those that are done; after 30 days it is deleted",
    arguments: [contactId],
    run: ({ args: [id], env, print }) =>
      atConsole(env, async ({ contact }) => {
        await contact.finish("console", parseContactId(id));
        print("It is done.");
      }),
  },
];
