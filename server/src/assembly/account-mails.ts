import { encodeBase64url, LINK_LIFE_MS, type Bytes } from "@tacet/protocol";
import type { AccountMails } from "../features/accounts/email/account-mails.ts";
import type { MailQueue } from "../mail/mail-queue.ts";
import { sayMail } from "../words/say.ts";

interface MailParts {
  readonly name: string;
  /** Where links lead. Never the host that a request named, which its sender can choose. */
  readonly publicUrl: string;
  readonly mail: Pick<MailQueue, "post">;
}

const minutes = LINK_LIFE_MS / 60_000;

/** Tokens stand behind the #, where no server and no proxy sees them (RULES.md A4). */
export function createAccountMails({ name, publicUrl, mail: { post } }: MailParts): AccountMails {
  const linkTo = (path: string, token: Bytes): string => {
    const link = new URL(path, publicUrl);
    link.hash = encodeBase64url(token);
    return link.href;
  };
  return {
    confirmAddress: ({ to, language }, token) =>
      post({ to, ...sayMail(language, "confirmAddress", { name, minutes, link: linkTo("/confirm", token) }) }),
    addressTaken: ({ to, language }) => post({ to, ...sayMail(language, "addressTaken", { name }) }),
    recoveryLink: ({ to, language }, token) =>
      post({ to, ...sayMail(language, "recoveryLink", { name, minutes, link: linkTo("/recover", token) }) }),
  };
}
