import type { MailQueue } from "../src/mail/mail-queue.ts";
import type { Mail } from "../src/mail/smtp.ts";

export interface Relay extends Pick<MailQueue, "post" | "handOver"> {
  /** What it took so far. */
  readonly mails: readonly Mail[];
  /** From now on it takes nothing. */
  readonly die: () => void;
}

/** A relay that has every mail at once. */
export function createRelay(): Relay {
  const mails: Mail[] = [];
  let isDead = false;
  const take = (mail: Mail): void => void (isDead || mails.push(mail));
  return {
    mails,
    die: () => void (isDead = true),
    post: take,
    handOver: async (mail) => {
      take(mail);
      return isDead ? "not taken" : "taken";
    },
  };
}
