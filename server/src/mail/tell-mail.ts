import type { Logger } from "../http/logger.ts";
import type { MailEvent } from "./mail-queue.ts";

/** Writes what becomes of mails into the log: counts and the relay's codes, never an address, a subject or a text (DESIGN.md 11.1). */
export function tellMail(logger: Logger): (event: MailEvent) => void {
  let dropped = 0;
  return (event) => {
    if (event.kind === "dropped") {
      dropped += 1;
      // A flood of mails shall not be a flood of lines.
      if (dropped === 1) logger.error({ msg: "the mail queue is full: mails are dropped" });
      return;
    }
    if (dropped > 0) logger.error({ msg: "the mail queue has room again", dropped });
    dropped = 0;
    tell(logger, event);
  };
}

function tell(logger: Logger, event: Exclude<MailEvent, { readonly kind: "dropped" }>): void {
  const { kind, ...fields } = event;
  const line = { msg: `mail: ${kind}`, ...fields };
  if (kind === "sent") logger.debug(line);
  // Of a relay that is down, one line a mail is enough.
  else if (kind === "put off" && event.tries > 1) logger.debug(line);
  else logger.warn(line);
}
