import { unreachable, type CredentialKind } from "@tacet/protocol";
import type { DeliveredNotice, NotifyChannels } from "../features/accounts/notices/notices.ts";
import type { MailQueue } from "../mail/mail-queue.ts";
import type { LanguageTag } from "../words/languages.ts";
import type { Credential } from "../words/messages.ts";
import { sayMail, type SaidMail } from "../words/say.ts";

interface ChannelParts {
  readonly name: string;
  /** Absent when the server sends no mail. */
  readonly mail: Pick<MailQueue, "post"> | undefined;
}

/** Tells people outside of their accounts what has happened in them. */
export const createNotifyChannels =
  ({ name, mail }: ChannelParts): NotifyChannels =>
  ({ email, language }, notice) => {
    const said = mail && email !== undefined && sayNotice({ name, language }, notice);
    if (said) mail.post({ to: email, ...said });
  };

const credentials: Readonly<Record<CredentialKind, Credential>> = {
  password: "password",
  phrase: "phrase",
  phone: "phone",
  email: "email",
  sign_in_needs: "signIn",
};

interface Reader {
  readonly name: string;
  readonly language: LanguageTag;
}

/** Undefined for what is no reason to write to anybody: it stands in the account. */
function sayNotice(
  { name, language }: Reader,
  { kind, at, device = "", changed = [], readyAt = at }: DeliveredNotice,
): SaidMail | undefined {
  switch (kind) {
    case "new_sign_in":
      return sayMail(language, "newSignIn", { name, device, at });
    case "credentials_changed":
      return sayMail(language, "credentialChanged", { name, at, credential: changed.map((each) => credentials[each]) });
    case "old_token_used":
      return sayMail(language, "sessionEnded", { name, device, at });
    case "recovery_asked":
      return sayMail(language, "recoveryAsked", { name, at: readyAt });
    case "recovery_cancelled":
      return sayMail(language, "recoveryCancelled", { name, at });
    case "recovered":
      return sayMail(language, "recovered", { name, at });
    case "account_disabled":
      return sayMail(language, "accountDisabled", { name, at });
    case "account_enabled":
    case "role_changed":
      return undefined;
    default:
      return unreachable(kind);
  }
}
