import * as z from "zod";

/** An address as it stands on an envelope: nothing in it can end a line, start a header, or name a second address. */
export const MailAddress = z.email({ pattern: z.regexes.html5Email }).max(254);

/** Who a mail comes from. */
export interface Mailbox {
  readonly address: string;
  /** What mail programs show beside it; may be empty. */
  readonly name: string;
}

const MAX_CHARS = 400;

/** Reads `tacet@notes.example` or `Tacet <tacet@notes.example>`; undefined when it is neither. */
export function parseMailbox(text: string): Mailbox | undefined {
  if (text.length > MAX_CHARS || /[\p{Cc}\u2028\u2029]/u.test(text)) return undefined;
  const named = /^([^<>"@]*)<([^<>]*)>$/.exec(text);
  const [name = "", typed = ""] = named ? [named[1]?.trim(), named[2]] : ["", text];
  const address = MailAddress.safeParse(typed).data;
  return address === undefined ? undefined : { name, address };
}
