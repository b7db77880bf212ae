import type { Bytes, ContactLanguage } from "@tacet/protocol";

/** Somebody to write to. */
export interface Recipient {
  readonly to: string;
  readonly language: ContactLanguage;
}

/** The mails that accounts need, queued. None fails: whoever does not get one asks again. */
export interface AccountMails {
  readonly confirmAddress: (recipient: Recipient, token: Bytes) => void;
  readonly addressTaken: (recipient: Recipient) => void;
  readonly recoveryLink: (recipient: Recipient, token: Bytes) => void;
}
