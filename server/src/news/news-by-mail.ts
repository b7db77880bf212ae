import type { MailQueue } from "../mail/mail-queue.ts";
import { linkTo, type NewsChannel, type NewsKind } from "./news.ts";

export interface NewsByMailOptions {
  readonly mail: Pick<MailQueue, "post">;
  readonly to: string;
  /** The server's. */
  readonly name: string;
  readonly publicUrl: string;
}

/** In English, as everything that is for the operator. The mail queue tries again and tells what is lost. */
export const createNewsByMail =
  ({ mail, to, name, publicUrl }: NewsByMailOptions): NewsChannel =>
  async ({ kind, count }) => {
    const { subject, happened } = words[kind](count, name);
    const link = linkTo(kind, publicUrl);
    mail.post({ to, subject, text: `${happened} It is here, after signing in:\n\n${link}\n\n${closing(name)}\n` });
  };

interface NewsWords {
  readonly subject: string;
  readonly happened: string;
}

const words = {
  contact_message: (count, name) => ({
    subject: count === 1 ? `A message for the operator of ${name}` : `${count} messages for the operator of ${name}`,
    happened: `Somebody used the contact form of ${name}${times(count)}.`,
  }),
  person_reported: (count, name) => ({
    subject: count === 1 ? `A report for the operator of ${name}` : `${count} reports for the operator of ${name}`,
    happened: `Somebody reported something at ${name}${times(count)}.`,
  }),
} as const satisfies Record<NewsKind, (count: number, name: string) => NewsWords>;

const times = (count: number): string => (count === 1 ? "" : `, ${count} times`);

const closing = (name: string): string =>
  `This mail was written by the server of ${name}. If more of this comes in soon, one mail tells of all of it.`;
