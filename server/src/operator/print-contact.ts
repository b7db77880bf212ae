import { type ContactCursor, type ContactMessage, type ContactSummary } from "@tacet/protocol";
import { idText } from "./ids.ts";
import type { OperatorConsole } from "./open-console.ts";
import { foreignLines, foreignText } from "./foreign-text.ts";

/** Newest first. */
export async function printContactMessages(
  contact: Pick<OperatorConsole["contact"], "list">,
  state: "open" | "done",
  print: (line: string) => void,
): Promise<void> {
  for (let before: ContactCursor | undefined, isLast = false; !isLast;) {
    const page = await contact.list({ state, before });
    for (const message of page.messages) print(lineOf(message));
    before = page.next;
    isLast = before === undefined;
  }
}

const lineOf = ({ id, receivedAt, state, name, email }: ContactSummary): string =>
  [
    idText(id),
    new Date(receivedAt).toISOString(),
    state.padEnd(8),
    `${foreignText(name)} <${foreignText(email)}>`,
  ].join("  ");

export function printContactMessage(message: ContactMessage, print: (line: string) => void): void {
  print(lineOf(message));
  print("");
  for (const line of foreignLines(message.message)) print(line);
}
